import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * A bare repository with the refs and the objects of another one, so that commits can be added and the other one stays as it is.
 * @returns the branch that HEAD is of; undefined when the other repository has none
 */
export function overlay(gitDir: string, place: string): string | undefined {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const source = resolve(gitDir);
  run(['init', '--quiet', '--bare', place]);
  const common = run([`--git-dir=${source}`, 'rev-parse', '--path-format=absolute', '--git-common-dir']).trim();
  writeFileSync(join(place, 'objects', 'info', 'alternates'), `${join(common, 'objects')}\n`);
  const refs = run([`--git-dir=${source}`, 'for-each-ref', '--format=create %(refname) %(objectname)', 'refs/heads', 'refs/tags']);
  run([`--git-dir=${place}`, 'update-ref', '--stdin'], refs);
  run([`--git-dir=${place}`, 'pack-refs', '--all']);
  if (existsSync(join(common, 'shallow'))) copyFileSync(join(common, 'shallow'), join(place, 'shallow'));
  const head = run([`--git-dir=${source}`, 'rev-parse', '--symbolic-full-name', 'HEAD']).trim();
  const branch = /^refs\/heads\/(.+)$/.exec(head)?.[1];
  if (branch !== undefined) run([`--git-dir=${place}`, 'symbolic-ref', 'HEAD', head]);
  return branch;
}

function run(args: readonly string[], input = ''): string {
  const done = spawnSync('git', [...args], { encoding: 'utf8', input, maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.stdout;
}
