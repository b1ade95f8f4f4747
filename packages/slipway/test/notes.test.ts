import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, run as git, repository, temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, type Outcome } from './commands.ts';
import { releasedOnce, slipwayOn, twoPackages } from './plan-repositories.ts';

/** Released as v1.0.0 (as its changelog has it), v1.1.0-rc.1 and v1.1.0 (which no changelog has), with a fix since then. */
function releasedTwice(): string {
  const root = releasedOnce(['feat: a new door']);
  git(root, ['tag', 'v1.1.0-rc.1']);
  commit(root, 'fix: the new door (#7)', 1_700_000_300);
  git(root, ['tag', 'v1.1.0']);
  commit(root, 'fix: the lock', 1_700_000_400);
  return root;
}

async function notes(root: string, ...args: string[]): Promise<Outcome> {
  const outcome = await slipwayOn(['notes', '--path', root, ...args]);
  expectClean(outcome);
  return outcome;
}

describe('slipway notes', () => {
  it('prints those of the next release, without a heading, and walks nothing for them', async () => {
    const { code, out, err } = await notes(releasedOnce());
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^### Added\n\n- a new door \([0-9a-f]{7}\)\n\n### Fixed\n\n- the build \([0-9a-f]{7}\)\n/);
  });

  it('ends with 10 when there is nothing to release', async () => {
    expect(await notes(releasedOnce(['docs: a word']))).toMatchObject({ code: 10, out: '' });
  });

  it('prints those of a past release as its changelog has them', async () => {
    const root = releasedTwice();
    for (const name of ['v1.0.0', '1.0.0']) expect((await notes(root, name)).out).toBe('### Added\n\n- everything\n');
  });

  it('makes those of a past release that no changelog has of the commits since the release before, candidates included', async () => {
    const { out } = await notes(releasedTwice(), 'v1.1.0');
    expect(out).toMatch(/### Added\n\n- a new door .*\n\n### Fixed\n\n- the new door/);
    expect(out).not.toContain('the lock');
    const candidate = await notes(releasedTwice(), 'v1.1.0-rc.1');
    expect(candidate.out).toContain('a new door');
    expect(candidate.out).not.toContain('### Fixed');
  });

  it('prints those of a range', async () => {
    const { out } = await notes(releasedTwice(), 'v1.1.0..main');
    expect(out).toMatch(/^### Fixed\n\n- the lock/);
    expect((await notes(releasedTwice(), 'v1.1.0..')).out).toBe(out);
    const none = await notes(releasedTwice(), 'v1.1.0..v1.1.0');
    expect([none.code, none.out, none.err]).toEqual([
      0,
      '',
      expect.stringContaining('slipway: no change in v1.1.0..v1.1.0 has a section in the notes.'),
    ]);
    const link = async (range: string): Promise<string | undefined> =>
      /compare\/\S+(?=\))/.exec((await notes(releasedTwice(), range, '--repo', 'acme/tool')).out)?.[0];
    expect(await link('v1.1.0..main')).toBe('compare/v1.1.0...main');
    // Nothing that a server would know.
    expect(await link('HEAD~1..main')).toBeUndefined();
  });

  it('prints every release, newest first, candidates folded into what came of them', async () => {
    const { out } = await notes(releasedTwice(), '--all');
    expect(out.match(/^##? .*/gm)).toEqual(['# Changelog', '## 1.1.0 - 2023-11-14', '## 1.0.0 - 2023-11-14']);
    expect(out).toMatch(/## 1\.1\.0[\s\S]*a new door[\s\S]*the new door[\s\S]*## 1\.0\.0[\s\S]*everything/);
  });

  it('names the components where there are several', async () => {
    const root = twoPackages();
    write(root, { 'packages/cli/index.js': 'export {};\n' });
    commit(root, 'fix: cli starts', 1_700_000_200);
    const { out } = await notes(root);
    expect(out.match(/^## .*/gm)).toEqual(['## core 1.1.0 - 2026-11-21', '## cli 1.0.1 - 2026-11-21']);
    expect((await notes(root, '--component', 'cli')).out).toMatch(/^### Fixed\n\n- cli starts/);
    expect(JSON.parse((await notes(root, '1.0.0', '--format', 'json')).out).notes.map((one: { tag: string }) => one.tag)).toEqual([
      'core-v1.0.0',
      'cli-v1.0.0',
    ]);
  });

  it('prints JSON with where the notes come from', async () => {
    const sourceOf = async (...args: string[]): Promise<unknown> => JSON.parse((await notes(releasedTwice(), ...args, '--format', 'json')).out);
    expect(await sourceOf()).toMatchObject({
      schemaVersion: 1,
      notes: [{ component: 'root', version: '1.1.1', tag: 'v1.1.1', date: '2026-11-21', source: 'plan' }],
    });
    expect(await sourceOf('v1.1.0')).toMatchObject({
      notes: [{ previous: { version: '1.0.0', tag: 'v1.0.0' }, date: '2023-11-14', source: 'commits' }],
    });
    expect(await sourceOf('v1.0.0')).toMatchObject({ notes: [{ previous: null, source: 'changelog' }] });
  });

  it('adds contributors and where all changes are shown for a release on GitHub, each once', async () => {
    const root = releasedTwice();
    git(root, [
      '-c',
      'user.name=New',
      '-c',
      'user.email=12+newcomer@users.noreply.github.com',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'fix: more (#9)',
      '--author',
      'New <12+newcomer@users.noreply.github.com>',
    ]);
    const { out } = await notes(root, '--github', '--repo', 'acme/tool');
    expect(out.match(/Contributors/g)).toHaveLength(1);
    expect(out.match(/newcomer/g)?.length).toBeGreaterThan(0);
    expect(out.match(/compare\/v1\.1\.0\.\.\.v1\.1\.1/g)).toHaveLength(1);
    const past = await notes(root, 'v1.1.0', '--github', '--repo', 'acme/tool');
    expect(past.out).toContain('https://github.com/acme/tool/compare/v1.0.0...v1.1.0');
  });

  it('refuses a release that there is not, with the nearest, and contradicting arguments', async () => {
    const root = releasedTwice();
    expectRefused(
      await slipwayOn(['notes', '--path', root, 'v1.1.9']),
      /There is no release `v1\.1\.9`; did you mean v1\.1\.0\?; the newest are v1\.1\.0/,
    );
    expectRefused(await slipwayOn(['notes', '--path', root, 'v1.0.0..nowhere']), /There is no revision `nowhere`/);
    expectRefused(await slipwayOn(['notes', '--path', root, '..main']), /says no beginning/);
    expectRefused(await slipwayOn(['notes', '--path', root, 'v1.0.0', '--all']), /names one release/);
    expectRefused(await slipwayOn(['notes', '--path', repository({ a: '' }), 'v1.0.0']), /there is no release yet/);
  });

  it('refuses to make notes of a history that is cut off', async () => {
    const clone = join(temporaryFolder(), 'clone');
    git(temporaryFolder(), ['clone', '--quiet', '--depth=2', `file://${releasedTwice()}`, clone]);
    expectRefused(await slipwayOn(['notes', '--path', clone, '--all']), /shallow .*`git fetch --unshallow --tags`/);
  });
});
