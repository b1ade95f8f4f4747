import { join } from 'node:path';
import { type Doors, realDoors } from '../src/cli/doors.ts';
import type { Io } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';
import { commit, run as git, repository, temporaryFolder, write } from '../src/remotes/testing.ts';
import type { Outcome } from './commands.ts';

export const CHANGELOG = '# Changelog\n\n## 1.0.0 - 2026-01-01\n\n### Added\n\n- everything\n';
const PACKAGE = '{\n  "name": "tool",\n  "version": "1.0.0"\n}\n';
export const CONFIG = 'version: 1\nrelease:\n  changelog: CHANGELOG.md\n';

/** A repository of one package, released as v1.0.0, with commits since then. */
export function releasedOnce(
  messages: readonly string[] = ['fix: the build', 'feat: a new door'],
  files: Readonly<Record<string, string>> = {},
): string {
  const root = repository({ 'package.json': PACKAGE, 'CHANGELOG.md': CHANGELOG, 'slipway.yaml': CONFIG, ...files }, 'feat: everything');
  git(root, ['tag', 'v1.0.0']);
  for (const [index, message] of messages.entries()) git(root, ['commit', '--quiet', '--allow-empty', '-m', message], 1_700_000_100 + index);
  return root;
}

/** A repository of two packages, `core` and `cli` which depends on it, both released as 1.0.0; since then only `core` has changed. */
export function twoPackages(): string {
  const manifest = (name: string, more = ''): string => `{\n  "name": "${name}",\n  "version": "1.0.0"${more}\n}\n`;
  const root = repository({
    'package.json': '{\n  "name": "root",\n  "private": true,\n  "workspaces": ["packages/*"]\n}\n',
    'packages/core/package.json': manifest('core'),
    'packages/cli/package.json': manifest('cli', ',\n  "dependencies": { "core": "^1.0.0" }'),
    'slipway.yaml': 'version: 1\nrelease:\n  components: [packages/core, packages/cli]\n',
  });
  for (const name of ['core', 'cli']) git(root, ['tag', `${name}-v1.0.0`]);
  write(root, { 'packages/core/index.js': 'export {};\n' });
  commit(root, 'feat: core can more', 1_700_000_100);
  return root;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly doors?: Doors;
  readonly width?: number;
  readonly terminal?: boolean;
}

/** Whoever opens GitHub's door without being told to has broken the promise that a plan asks nobody. */
const OFFLINE: Doors = {
  ...realDoors,
  github: () => {
    throw new Error('GitHub was asked');
  },
};

/** A command line as a user runs it, on 21 November 2026, with a cache of its own and no way to GitHub. */
export async function slipwayOn(
  args: readonly string[],
  { env = {}, doors = OFFLINE, width = 100, terminal = false }: Surroundings = {},
): Promise<Outcome> {
  const printed = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    env: { XDG_CACHE_HOME: join(CACHE, 'cache'), ...env },
    width,
    terminal,
    now: () => new Date('2026-11-21T23:59:59Z'),
  };
  const code = await main(args, io, doors);
  return { code, ...printed };
}

const CACHE = temporaryFolder();
