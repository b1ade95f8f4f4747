import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { itOnPosix } from '../../test/systems.ts';
import { InputError, openFolder } from './index.ts';
import { commit, repository, run, temporaryFolder, write } from './testing.ts';

describe('a folder in a git work tree', () => {
  test('lists what git tracks and what it would track, in order, and reads it', async () => {
    const root = repository({ 'b.txt': 'b', 'ä ö/c d.txt': 'c', '.gitignore': 'ignored\n', 'gone.txt': 'x' });
    write(root, { 'new.txt': 'n', ignored: 'i' });
    rmSync(join(root, 'gone.txt'));
    const tree = await openFolder(root);
    expect(tree.list()).toEqual(['.gitignore', 'b.txt', 'new.txt', 'ä ö/c d.txt']);
    expect([tree.read('ä ö/c d.txt'), tree.read('new.txt'), tree.read('ignored'), tree.read('../x'), tree.has('b.txt')]).toEqual([
      'c',
      'n',
      undefined,
      undefined,
      true,
    ]);
    expect(tree.revision).toMatch(/^[0-9a-f]{40}$/);
    expect(tree.dirty).toBe(true);
    expect(tree.limits()).toEqual([]);
  });

  test('a folder inside a repository is its own root', async () => {
    const root = repository({ 'a.txt': 'a', 'sub/b.txt': 'b' });
    const tree = await openFolder(join(root, 'sub'));
    expect(tree.list()).toEqual(['b.txt']);
    expect(tree.read('b.txt')).toBe('b');
    expect(tree.dirty).toBe(false);
    expect(tree.git?.message).toBe('first');
  });

  itOnPosix('links are followed inside the tree only, and folders behind links are not entered', async () => {
    const outside = temporaryFolder();
    write(outside, { 'secret.txt': 's' });
    const root = repository({ 'real.txt': 'r', 'dir/x': 'x' });
    symlinkSync('real.txt', join(root, 'inside'));
    symlinkSync(join(outside, 'secret.txt'), join(root, 'out'));
    symlinkSync('dir', join(root, 'folder'));
    symlinkSync('nowhere', join(root, 'dangling'));
    commit(root, 'links');
    const tree = await openFolder(root);
    expect(tree.list()).toEqual(['dir/x', 'inside', 'real.txt']);
    expect(tree.read('inside')).toBe('r');
    expect(tree.limits()).toEqual(['One symbolic link leads out of the folder and was not followed.']);
  });

  itOnPosix('a folder that became a link out of the tree gives nothing', async () => {
    const outside = temporaryFolder();
    write(outside, { x: 'secret' });
    const root = repository({ 'dir/x': 'x' });
    const tree = await openFolder(root);
    rmSync(join(root, 'dir'), { recursive: true });
    symlinkSync(outside, join(root, 'dir'));
    expect(tree.read('dir/x')).toBeUndefined();
  });

  test('binary and very large files are not read, and a large one is named once', async () => {
    const root = repository({ 'a.bin': Buffer.from([0x41, 0, 0x42]), 'big.txt': 'x'.repeat(20 * 1024 * 1024), 'bom.txt': '\uFEFFx' });
    const tree = await openFolder(root);
    expect([tree.read('a.bin'), tree.read('big.txt'), tree.read('big.txt'), tree.read('bom.txt')]).toEqual([
      undefined,
      undefined,
      undefined,
      '\uFEFFx',
    ]);
    expect(tree.limits()).toEqual(['big.txt is larger than 1 MiB and was not read.']);
  });

  test('a repository without a commit', async () => {
    const root = temporaryFolder();
    run(root, ['init', '--quiet', '--initial-branch=main']);
    write(root, { a: 'a' });
    const tree = await openFolder(root);
    expect(tree.list()).toEqual(['a']);
    expect(tree).toMatchObject({ revision: null, git: { tags: [], message: '', date: 0 } });
  });

  test('a submodule and another repository inside are no files', async () => {
    const root = repository({ a: 'a' });
    mkdirSync(join(root, 'inner'));
    run(join(root, 'inner'), ['init', '--quiet']);
    write(root, { 'inner/x': 'x' });
    commit(join(root, 'inner'), 'inner');
    expect((await openFolder(root)).list()).toEqual(['a']);
  });

  itOnPosix('no program that the repository names is started', async () => {
    const root = repository({ a: 'a', '.gitattributes': '* filter=evil\n' });
    const proof = join(temporaryFolder(), 'ran');
    const script = join(root, '.git', 'evil.sh');
    writeFileSync(script, `#!/bin/sh\ntouch "${proof}"\ncat\n`);
    chmodSync(script, 0o755);
    for (const hook of ['post-index-change', 'post-checkout', 'pre-commit'])
      writeFileSync(join(root, '.git', 'hooks', hook), `#!/bin/sh\ntouch "${proof}"\n`, { mode: 0o755 });
    for (const [key, value] of [
      ['filter.evil.clean', script],
      ['filter.evil.process', script],
      ['filter.evil.required', 'true'],
      ['core.fsmonitor', script],
      ['core.pager', script],
      ['log.showSignature', 'true'],
      ['gpg.program', script],
    ] as const) {
      run(root, ['config', key, value]);
    }
    writeFileSync(join(root, 'a'), 'b');
    const tree = await openFolder(root);
    expect(tree.read('a')).toBe('b');
    expect(tree.dirty).toBe(true);
    expect(existsSync(proof)).toBe(false);
  });
});

describe('a folder without git', () => {
  test('is walked, without the folders that tools fill', async () => {
    const root = temporaryFolder();
    write(root, {
      'a.txt': 'a',
      'd/b.txt': 'b',
      'node_modules/x/y.js': '',
      'target/z': '',
      'dist/kept.js': 'k',
      '.github/workflows/r.yml': 'on: push',
    });
    if (process.platform !== 'win32') symlinkSync('/etc/hostname', join(root, 'out'));
    const tree = await openFolder(root);
    expect(tree.list()).toEqual(['.github/workflows/r.yml', 'a.txt', 'd/b.txt', 'dist/kept.js']);
    expect(tree).toMatchObject({ revision: null, dirty: false, git: undefined });
    expect(tree.read('d/b.txt')).toBe('b');
  });

  test('that is none is an error of the input', async () => {
    await expect(openFolder('/no/such/folder')).rejects.toThrow(new InputError('There is no folder `/no/such/folder`.'));
    const root = temporaryFolder();
    write(root, { a: 'a' });
    await expect(openFolder(join(root, 'a'))).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('is a file') });
  });
});
