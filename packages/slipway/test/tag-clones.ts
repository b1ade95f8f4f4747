import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Doors } from '../src/cli/doors.ts';
import { main } from '../src/cli/main.ts';
import { commit, run as git, repository, temporaryFolder, write } from '../src/remotes/testing.ts';
import { commandDoors } from './github/command-doors.ts';
import type { Emulator } from './github/emulator.ts';
import { SOUND, WORKFLOW } from './sample-folders.ts';

const log = (version: string, notes: string): string => `## [${version}] - 2026-01-01\n\n### Added\n\n- ${notes}\n\n`;
const FIRST = log('1.0.0', 'The first thing.');
const files = (version: string, changelog: string): Record<string, string> => ({
  'package.json': `{\n  "name": "tool",\n  "version": "${version}"\n}\n`,
  'CHANGELOG.md': `# Changelog\n\n${changelog}`,
});
/** What a release pull request makes of the files. */
export const PREPARED = files('1.1.0', log('1.1.0', 'A new thing.') + FIRST);

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `slipway tag` in a folder, on a day, with a GitHub of this machine. */
export async function tag(
  github: Emulator,
  folder: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  on: Doors = commandDoors,
): Promise<Ran> {
  const printed = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
    env: { GITHUB_API_URL: github.url, XDG_CACHE_HOME: join(folder, '.git', 'cache'), ...env },
    width: 100,
    terminal: false,
  };
  const code = await main(['tag', '--repo', 'acme/app', '--as-of', '2026-11-20', ...args, folder], io, on);
  expect(`${printed.out}${printed.err}`).not.toMatch(/gh[ps]_\w|defect of Slipway|\n\s+at \S+ ?\(/);
  return { code, ...printed };
}

export interface Clone {
  readonly folder: string;
  readonly remote: string;
  /** What its remote has: names of tags, and the commits that they lead to. */
  readonly pushed: () => Record<string, string>;
  readonly push: () => void;
}

const templates = new Map<string, string>();

/** A copy of two repositories that were made once: git is asked often enough as it is. */
function copied(key: string, make: (folder: string, remote: string) => void): Clone {
  let template = templates.get(key);
  if (template === undefined) {
    template = temporaryFolder();
    const [folder, remote] = [join(template, 'app'), join(template, 'app.git')];
    make(folder, remote);
    templates.set(key, template);
  }
  const root = temporaryFolder();
  cpSync(template, root, { recursive: true });
  const [folder, remote] = [join(root, 'app'), join(root, 'app.git')];
  git(folder, ['remote', 'set-url', 'origin', `file://${remote}`]);
  const list = ['for-each-ref', '--format=%(refname:strip=2) %(*objectname) %(objectname)', 'refs/tags'];
  return {
    folder,
    remote,
    push: () => void git(folder, ['push', '--quiet', '--set-upstream', 'origin', 'main']),
    pushed: () =>
      Object.fromEntries(
        git(remote, list)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => line.split(/\s+/))
          .map(([name = '', ...objects]) => [name, objects[0]!]),
      ),
  };
}

function begin(folder: string, remote: string, more: Readonly<Record<string, string>>): void {
  git(join(folder, '..'), ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  cpSync(repository({ ...files('1.0.0', FIRST), [WORKFLOW]: SOUND, ...more }, 'feat: the first thing'), folder, { recursive: true });
  for (const [key, value] of Object.entries({ 'user.name': 'A', 'user.email': 'a@example.com', 'tag.gpgSign': 'false' }))
    git(folder, ['config', key, value]);
  git(folder, ['tag', '--annotate', '--message', 'v1.0.0', 'v1.0.0']);
  git(folder, ['remote', 'add', 'origin', `file://${remote}`]);
  write(folder, { 'thing.txt': 'new\n' });
  commit(folder, 'feat: a new thing', 1_700_000_100);
  git(folder, ['push', '--quiet', '--set-upstream', 'origin', 'main', 'v1.0.0']);
}

/** A clone of a remote in which 1.0.0 is released and one feature was added. */
export function cloned(more: Readonly<Record<string, string>> = {}): Clone {
  return copied(JSON.stringify(more), (folder, remote) => begin(folder, remote, more));
}

/** The same, with the release pull request of 1.1.0 merged. */
export function prepared(more: Readonly<Record<string, string>> = {}): Clone & { readonly release: string } {
  const clone = copied(`prepared ${JSON.stringify(more)}`, (folder, remote) => {
    begin(folder, remote, more);
    write(folder, PREPARED);
    commit(folder, 'chore: release 1.1.0', 1_700_000_200);
    git(folder, ['push', '--quiet', 'origin', 'main']);
  });
  return { ...clone, release: head(clone.folder) };
}

export const head = (folder: string): string => git(folder, ['rev-parse', 'HEAD']).trim();
export const message = (folder: string, name: string): string => git(folder, ['for-each-ref', '--format=%(contents)', `refs/tags/${name}`]).trimEnd();
