import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new folder for one test. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'slipway-test-')));
}

/** Writes files below a folder, by path. */
export function write(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Runs git in a folder, as a person whose settings do not matter, at a given time. */
export function run(cwd: string, args: readonly string[], date = 1_700_000_000): string {
  const person = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com' };
  const time = { GIT_AUTHOR_DATE: `${date} +0000`, GIT_COMMITTER_DATE: `${date} +0000` };
  const env = { ...process.env, ...person, ...time, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
}

/** A repository with one commit of these files. */
export function repository(files: Readonly<Record<string, string | Buffer>>, message = 'first'): string {
  const root = temporaryFolder();
  run(root, ['init', '--quiet', '--initial-branch=main']);
  write(root, files);
  commit(root, message);
  return root;
}

export function commit(root: string, message: string, date?: number): string {
  run(root, ['add', '--all']);
  run(root, ['commit', '--quiet', '--allow-empty', '-m', message], date);
  return run(root, ['rev-parse', 'HEAD']).trim();
}
