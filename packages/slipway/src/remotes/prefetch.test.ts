import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGitDir } from './git-dir.ts';

describe('files that are about to be read', () => {
  it('are the same whether they were loaded together or one by one', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'slipway-prefetch-'));
    const git = (...args: string[]): void => {
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: dir, stdio: 'ignore' });
    };
    git('init', '-q', '-b', 'main');
    for (let i = 0; i < 20; i++) writeFileSync(join(dir, `file-${i}.dat`), `text ${i}\n`);
    writeFileSync(join(dir, 'binary.dat'), Buffer.from([0, 1, 2]));
    git('add', '.');
    git('commit', '-q', '-m', 'x');
    const together = await openGitDir(dir, 'HEAD');
    together.prefetch?.(['file-1.dat', 'file-7.dat', 'binary.dat', 'absent.dat']);
    const alone = await openGitDir(dir, 'HEAD');
    for (const path of ['file-1.dat', 'file-7.dat', 'file-9.dat', 'binary.dat', 'absent.dat']) expect(together.read(path)).toBe(alone.read(path));
  });
});
