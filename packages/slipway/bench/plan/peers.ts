import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** git-cliff of one version, with its own default configuration. */
export interface Peer {
  readonly name: string;
  /** The program itself, without the script of Node that npm links. */
  readonly program: string;
  /** What npm links, which people start. */
  readonly shim: string;
  readonly config: string;
}

/**
 * Installs git-cliff for the measurement, once, in a folder of its own, as npm is configured here.
 * @param version of the package, or `latest`
 * @returns a sentence when that is not possible
 */
export function gitCliff(folder: string, version: string): Peer | string {
  const prefix = join(folder, `git-cliff-${version}`);
  const home = join(prefix, 'node_modules', 'git-cliff');
  if (!existsSync(home)) {
    mkdirSync(prefix, { recursive: true });
    writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n');
    const asked = ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--no-save', `git-cliff@${version}`];
    const done = spawnSync('npm', asked, { encoding: 'utf8', shell: process.platform === 'win32' });
    if (done.status !== 0) return `git-cliff ${version} could not be installed, and is left out: ${lastLine(done.stderr)}`;
  }
  const ending = process.platform === 'win32' ? '.exe' : '';
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const program = join(prefix, 'node_modules', `git-cliff-${system}-${process.arch}`, 'bin', `git-cliff${ending}`);
  if (!existsSync(program)) return `git-cliff ${version} has no program for ${process.platform} ${process.arch}, and is left out.`;
  const config = join(prefix, 'cliff.toml');
  if (!existsSync(config)) spawnSync(program, ['--init'], { cwd: prefix });
  const told = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return { name: `git-cliff ${told.trim().split(' ').at(-1) ?? version}`, program, shim: join(home, 'lib', 'cli', 'cli.js'), config };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
