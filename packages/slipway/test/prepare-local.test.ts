import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run as git, write } from '../src/remotes/testing.ts';
import { World } from './prepare-world.ts';

let world: World;
let before: string;
beforeEach(async () => {
  // Settings of whoever runs the tests must not decide.
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  world = await World.start();
  git(world.folder, ['config', 'user.name', 'Ada']);
  git(world.folder, ['config', 'user.email', 'ada@example.com']);
  before = state();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  expect(world.github.complaints).toEqual([]);
  await world.github.stop();
});

/** All that a failure must leave as it was. */
function state(): string {
  const asked = [
    ['rev-parse', 'HEAD'],
    ['branch', '--format=%(refname) %(objectname)'],
    ['status', '--porcelain', '--branch'],
    ['ls-files', '-s'],
    ['diff'],
  ];
  return asked.map((args) => git(world.folder, args)).join('\n');
}

const local = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  world.slipway(['prepare', '--local', ...args], { GH_TOKEN: '' });
const said = (...args: string[]): string => git(world.folder, args).trim();
const file = (path: string): string => readFileSync(join(world.folder, path), 'utf8');

function hook(name: string, script: string): void {
  const path = join(world.folder, '.git/hooks', name);
  mkdirSync(join(world.folder, '.git/hooks'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

describe('slipway prepare --local', () => {
  it('makes one commit of exactly the planned files, by whom git knows, and pushes nothing', async () => {
    const parent = said('rev-parse', 'HEAD');
    const { code, out, err } = await local();
    expect(code).toBe(0);
    expect(out).toMatch(/^Committed [0-9a-f]{10} on main: chore: release 1\.1\.0\nNothing was pushed, and no credential was used\. Next: .*\n$/);
    expect(err).toContain('not checked: the checks of the commit');
    expect(said('log', '-1', '--format=%P %an %ae %s')).toBe(`${parent} Ada ada@example.com chore: release 1.1.0`);
    expect(said('diff', '--name-only', 'HEAD^').split('\n')).toEqual(['CHANGELOG.md', 'package.json']);
    expect(said('log', '-1', '--format=%(trailers:key=Slipway-Plan,valueonly)')).toMatch(/^[0-9a-f]{64}$/);
    expect([said('status', '--porcelain'), file('package.json').includes('1.1.0')]).toEqual(['', true]);
    expect(world.github.seen).toEqual([]);
  });

  it('goes onto a new branch, and leaves the other where it was', async () => {
    const parent = said('rev-parse', 'HEAD');
    expect((await local('--branch', 'release/1.1')).out).toContain(' on release/1.1: ');
    expect([said('rev-parse', 'main'), said('rev-parse', 'release/1.1^'), said('symbolic-ref', '--short', 'HEAD')]).toEqual([
      parent,
      parent,
      'release/1.1',
    ]);
  });

  it('leaves alone what git does not know', async () => {
    write(world.folder, { 'notes.txt': 'mine' });
    expect((await local()).code).toBe(0);
    expect([said('status', '--porcelain'), file('notes.txt')]).toEqual(['?? notes.txt', 'mine']);
  });

  it('deletes and makes files, and keeps the line ends of the work tree', async () => {
    world.change('feat: more', {
      'slipway.yaml': 'release:\n  components: [{name: app, changelog: docs/CHANGES.md}]\n  from: [commits, changesets]\n',
      '.changeset/config.json': '{}\n',
      '.changeset/brave-cats.md': '---\n"app": minor\n---\n\nA thing of a changeset\n',
    });
    git(world.folder, ['config', 'core.autocrlf', 'true']);
    git(world.folder, ['rm', '--quiet', '--cached', '-r', '.']);
    git(world.folder, ['reset', '--quiet', '--hard']);
    const { code, err } = await local();
    expect([code, err]).toEqual([0, expect.any(String)]);
    expect(said('status', '--porcelain')).toBe('');
    expect(file('package.json')).toBe('{\r\n  "name": "app",\r\n  "version": "1.1.0"\r\n}\r\n');
    expect(git(world.folder, ['show', 'HEAD:package.json'])).toBe('{\n  "name": "app",\n  "version": "1.1.0"\n}\n');
    expect([existsSync(join(world.folder, '.changeset/brave-cats.md')), existsSync(join(world.folder, 'docs/CHANGES.md'))]).toEqual([false, true]);
  });

  it('runs the hooks of the repository, and says so', async () => {
    hook('pre-commit', 'touch .git/ran');
    hook('commit-msg', 'echo "Reviewed-by: hook" >> "$1"');
    const { code, out } = await local();
    expect([code, existsSync(join(world.folder, '.git/ran'))]).toEqual([0, true]);
    expect(out).toContain('Hooks of this repository ran, as with git commit: pre-commit, commit-msg.');
    expect(said('log', '-1', '--format=%B')).toContain('Reviewed-by: hook');
  });

  it('shows the commit and makes none with --dry-run', async () => {
    const { code, out } = await local('--dry-run');
    expect([code, state()]).toEqual([0, before]);
    expect(out).toMatch(
      /^Commit on main\nCredential: none is needed\n\nchore: release 1\.1\.0\n[\s\S]*Slipway-Plan: [0-9a-f]{64}\n[\s\S]*\+ {2}"version": "1\.1\.0"/,
    );
  });

  it('says of a protected branch that a push may be refused, where there is a token to ask with', async () => {
    world.github.protection.set('main', {});
    const { code, err } = await world.prepare('--local');
    expect([code, world.written]).toEqual([0, 0]);
    expect(err).toContain('main of acme/app is protected, so a push to it may be refused: --branch NAME');
  });

  it('goes on without GitHub when it does not answer', async () => {
    world.github.answer(/^GET \/repos\/acme\/app$/, { status: 401, body: { message: 'Bad credentials' } });
    const { code, err } = await world.prepare('--local');
    expect(code).toBe(0);
    expect(err).toMatch(/is not valid, or has expired/);
  });
});

describe('slipway prepare --local leaves everything as it was', () => {
  it.each<readonly [string, () => unknown, number, RegExp]>([
    [
      'with changes that are not committed',
      () => write(world.folder, { 'package.json': '{}' }),
      2,
      /package\.json has changes that are not committed/,
    ],
    [
      'with changes in the index',
      () => {
        write(world.folder, { 'new.txt': 'x' });
        git(world.folder, ['add', 'new.txt']);
      },
      2,
      /new\.txt has changes that are not committed/,
    ],
    [
      'ahead of its upstream',
      () => git(world.folder, ['commit', '--quiet', '--allow-empty', '-m', 'fix: here only']),
      2,
      /main is 1 commit ahead of origin\/main; push first/,
    ],
    [
      'behind its upstream',
      () => {
        git(world.folder, ['update-ref', 'refs/remotes/origin/main', said('rev-parse', 'HEAD')]);
        git(world.folder, ['reset', '--quiet', '--hard', 'HEAD^']);
        git(world.folder, ['commit', '--quiet', '--allow-empty', '-m', 'fix: other']);
      },
      2,
      /main is 1 commit ahead of and 1 commit behind origin\/main; bring the two together first/,
    ],
    ['without an upstream', () => git(world.folder, ['branch', '--unset-upstream']), 2, /main follows no branch of a remote/],
    ['in a merge', () => write(world.folder, { '.git/MERGE_HEAD': said('rev-parse', 'HEAD') }), 2, /a merge is under way/],
    [
      'when git does not know who commits',
      () => {
        git(world.folder, ['config', 'user.useConfigOnly', 'true']);
        git(world.folder, ['config', '--unset', 'user.email']);
      },
      2,
      /git does not know who makes the commit/,
    ],
    [
      'when a hook refuses',
      () => hook('pre-commit', 'echo "no, says the linter" >&2; exit 1'),
      50,
      /git made no commit, and everything is as before: no, says the linter \(hooks of this repository ran: pre-commit\)/,
    ],
    [
      'when a hook changes what is committed',
      () => hook('pre-commit', 'echo changed > CHANGELOG.md; git add CHANGELOG.md'),
      50,
      /the commit was not as planned \(CHANGELOG\.md\).*taken back/,
    ],
    [
      'when a hook commits more',
      () => hook('pre-commit', 'echo more > more.txt; git add more.txt'),
      50,
      /the commit was not as planned \(more\.txt\)/,
    ],
  ])('%s', async (_, change, expected, sentence) => {
    change();
    const there = state();
    const { code, out, err } = await local();
    expect([code, out]).toEqual([expected, '']);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(sentence);
    expect(state()).toBe(there);
  });

  it('while another run is at work, and not for one that is no more', async () => {
    const lock = join(world.folder, '.git/slipway-commit.lock');
    writeFileSync(lock, String(process.pid));
    expect(await local()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('another run of Slipway is at work in this work tree') });
    expect([state(), existsSync(lock)]).toEqual([before, true]);
    // Of a process that was killed.
    writeFileSync(lock, '2147483646');
    expect((await local()).code).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it('and what somebody else committed in the meantime', async () => {
    hook('pre-commit', 'git commit-tree -p HEAD -m theirs HEAD^{tree} > .git/theirs && git update-ref HEAD $(cat .git/theirs); exit 1');
    const { code, err } = await local();
    expect([code, said('log', '-1', '--format=%s')]).toEqual([50, 'theirs']);
    expect(err).toMatch(/HEAD was moved to [0-9a-f]{10} in the meantime, by a hook or by somebody else, so nothing was put back/);
  });

  it('on a new branch too', async () => {
    hook('commit-msg', 'exit 1');
    const { code } = await local('--branch', 'release/1.1');
    expect([code, state()]).toEqual([50, before]);
  });

  it('when the new branch is there, or is none', async () => {
    expect((await local('--branch', 'main')).err).toContain('there is a branch main already');
    expect((await local('--branch', 'a..b')).err).toContain('--branch takes a name that git accepts');
    expect(state()).toBe(before);
  });

  it('when a file that git does not know is in the way', async () => {
    world.change('chore: another changelog', { 'slipway.yaml': 'release:\n  components: [{name: app, changelog: docs/CHANGES.md}]\n' });
    write(world.folder, { 'docs/CHANGES.md': 'mine\n' });
    const there = state();
    const { code, err } = await local();
    expect([code, state(), file('docs/CHANGES.md')]).toEqual([2, there, 'mine\n']);
    expect(err).toContain('docs/CHANGES.md is in the way and unknown to git');
  });

  it('with options of a pull request', async () => {
    for (const option of [['--force'], ['--close'], ['--reopen'], ['--base', 'main']]) expect((await local(...option)).code).toBe(2);
    expect(state()).toBe(before);
  });
});
