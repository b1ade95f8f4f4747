import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run as git } from '../../src/remotes/testing.ts';
import type { Emulator } from './emulator.ts';

/** Puts HEAD of a real repository without changes on a branch of the emulator, with its own hash. */
export function mirror(github: Emulator, folder: string, branch = 'main'): string {
  const entries = git(folder, ['ls-tree', '-r', '-z', 'HEAD']).split('\0').slice(0, -1);
  const files = entries.map((line) => {
    const [, mode, path] = /^(\d+) blob [0-9a-f]+\t(.+)$/.exec(line)!;
    return { path: path!, mode: mode!, sha: github.git.blob(readFileSync(join(folder, path!))) };
  });
  const [sha = '', parents = '', ...message] = git(folder, ['log', '-1', '--format=%H%n%P%n%B']).split('\n');
  const commit = {
    message: message.join('\n').trim(),
    tree: github.git.withFiles(undefined, files),
    parents: parents.split(' ').filter((one) => one !== ''),
  };
  github.git.commits.set(sha, commit);
  github.git.refs.set(`refs/heads/${branch}`, sha);
  return sha;
}
