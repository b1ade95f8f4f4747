import { cpSync } from 'node:fs';
import { main } from '../src/cli/main.ts';
import { commit, run as git, repository, temporaryFolder, write } from '../src/remotes/testing.ts';
import { commandDoors } from './github/command-doors.ts';
import { Emulator } from './github/emulator.ts';
import { mirror } from './github/mirrored.ts';

export const BRANCH = 'slipway/release';
const PAT = 'ghp_0123456789abcdefghij';

const CI = `name: CI
on:
  push:
    branches: [main]
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
`;

const RELEASE = `name: Release
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: gh release create "$GITHUB_REF_NAME" --notes x
        env:
          GH_TOKEN: \${{ github.token }}
`;

export const CONFIG = `release:
  components:
    - name: app
      changelog: CHANGELOG.md
`;

export const CHANGELOG = `# Changelog

## [1.0.0] - 2026-01-01

### Added

- the first thing
`;

/** A repository whose next release is 1.1.0, and a GitHub that has it. */
export class World {
  readonly github: Emulator;
  readonly folder: string;

  private constructor(github: Emulator, folder: string) {
    this.github = github;
    this.folder = folder;
  }

  static async start(files: Readonly<Record<string, string>> = {}): Promise<World> {
    const github = await Emulator.start();
    Object.assign(github, { login: 'octo', scopes: 'repo, workflow', permissions: { push: true } });
    const folder = copyOf(files);
    const world = new World(github, folder);
    world.push();
    return world;
  }

  /** A commit on main, here and there. */
  change(message: string, files: Readonly<Record<string, string>> = {}): string {
    write(this.folder, files);
    commit(this.folder, message);
    return this.push();
  }

  /** GitHub has what is here. */
  push(): string {
    const head = mirror(this.github, this.folder);
    git(this.folder, ['update-ref', 'refs/remotes/origin/main', head]);
    return head;
  }

  /** The command as a user runs it, without GitHub's advised time between two writes, and without a GitHub CLI. */
  async slipway(args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
    const printed = { out: '', err: '' };
    const io = {
      out: (text: string) => {
        printed.out += text;
      },
      err: (text: string) => {
        printed.err += text;
      },
      env: { GITHUB_API_URL: this.github.url, GH_TOKEN: PAT, ...env },
      width: 100,
      terminal: false,
      now: () => new Date('2026-11-21T12:00:00Z'),
    };
    const code = await main([...args, this.folder], io, commandDoors);
    return { code, ...printed };
  }

  prepare(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    return this.slipway(['prepare', ...args]);
  }

  /** A file of the release branch on GitHub. */
  file(path: string): string | undefined {
    const head = this.github.head(BRANCH);
    return head === undefined ? undefined : this.github.git.files(head)[path]?.text;
  }

  /** Requests that change something; a tree that nothing leads to does not. */
  get written(): number {
    return this.github.seen.filter(({ method, path }) => method !== 'GET' && !/^\/graphql$|\/git\/trees$/.test(path)).length;
  }
}

const made = new Map<string, string>();

/** Each world has a copy: git is slow to start. */
function copyOf(files: Readonly<Record<string, string>>): string {
  const key = JSON.stringify(files);
  const template = made.get(key) ?? repositoryOf(files);
  made.set(key, template);
  const folder = temporaryFolder();
  cpSync(template, folder, { recursive: true });
  return folder;
}

/** One release behind it, a feature since, and a remote that has the same. */
function repositoryOf(files: Readonly<Record<string, string>>): string {
  const folder = repository(
    {
      '.github/workflows/ci.yml': CI,
      '.github/workflows/release.yml': RELEASE,
      'slipway.yaml': CONFIG,
      'package.json': '{\n  "name": "app",\n  "version": "1.0.0"\n}\n',
      'CHANGELOG.md': CHANGELOG,
      ...files,
    },
    'feat: first',
  );
  git(folder, ['tag', '-a', 'v1.0.0', '-m', 'v1.0.0']);
  const head = commit(folder, 'feat: a new thing');
  git(folder, ['remote', 'add', 'origin', 'https://github.com/acme/app.git']);
  git(folder, ['update-ref', 'refs/remotes/origin/main', head]);
  git(folder, ['branch', '--quiet', '--set-upstream-to=origin/main', 'main']);
  return folder;
}
