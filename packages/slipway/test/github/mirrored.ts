import { execFileSync } from 'node:child_process';
import type { Emulator } from './emulator.ts';

/** Puts HEAD of a real repository on a branch of the emulator, with its own hash. */
export function mirror(github: Emulator, folder: string, branch = 'main'): string {
  const git = (...args: string[]): Buffer => execFileSync('git', args, { cwd: folder });
  const text = (...args: string[]): string =>
    git(...args)
      .toString('utf8')
      .trim();
  const entries = text('ls-tree', '-r', 'HEAD')
    .split('\n')
    .map((line) => /^(\d+) blob ([0-9a-f]+)\t(.+)$/.exec(line)!);
  const files = entries.map(([, mode, sha, path]) => ({ path: path!, mode: mode!, sha: github.git.blob(git('cat-file', 'blob', sha!)) }));
  const sha = text('rev-parse', 'HEAD');
  github.git.commits.set(sha, {
    message: text('log', '-1', '--format=%B'),
    tree: github.git.withFiles(undefined, files),
    parents: text('log', '-1', '--format=%P')
      .split(' ')
      .filter((parent) => parent !== ''),
  });
  github.git.refs.set(`refs/heads/${branch}`, sha);
  return sha;
}
