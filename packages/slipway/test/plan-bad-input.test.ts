import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, run as git, repository, temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, type Outcome } from './commands.ts';
import { releasedOnce, slipwayOn } from './plan-repositories.ts';

/** Plans to a file that must not be there when the command refuses. */
async function refused(args: readonly string[], sentence: RegExp): Promise<void> {
  const file = join(temporaryFolder(), 'plan.json');
  const outcome = await slipwayOn(['plan', ...args, '--out', file]);
  expectRefused(outcome, sentence);
  expect(existsSync(file)).toBe(false);
}

async function planned(args: readonly string[]): Promise<Outcome> {
  const outcome = await slipwayOn(['plan', ...args]);
  expectClean(outcome);
  return outcome;
}

function shallowCloneOf(root: string, depth: number): string {
  const clone = join(temporaryFolder(), 'clone');
  git(root, ['clone', '--quiet', `--depth=${depth}`, '--no-single-branch', `file://${root}`, clone]);
  return clone;
}

describe('a plan refuses in one sentence, and writes nothing', () => {
  it('a shallow clone that does not reach the last release, with what to do', async () => {
    const clone = shallowCloneOf(releasedOnce(), 1);
    const before = readdirSync(clone);
    await refused([clone], /shallow .*`git fetch --unshallow --tags`/);
    expect(readdirSync(clone)).toEqual(before);
  });

  it('but not one that reaches it', async () => {
    const outcome = await planned([shallowCloneOf(releasedOnce(), 3)]);
    expect([outcome.code, outcome.out.includes('1.0.0 -> 1.1.0')]).toEqual([0, true]);
  });

  it('a repository without a commit', async () => {
    const root = temporaryFolder();
    git(root, ['init', '--quiet', '--initial-branch=main']);
    await refused([root], /has no commits yet/);
  });

  it('a folder that is in no repository, a file, and a folder that is not there', async () => {
    const folder = temporaryFolder();
    write(folder, { 'file.txt': 'text' });
    await refused([folder], /is not in a git repository/);
    await refused([join(folder, 'file.txt')], /is a file/);
    await refused([join(folder, 'none')], /there is no folder '[^']*none'\.\n/);
    await refused(['v9.9.9'], /there is no folder 'v9\.9\.9'; --bump v9\.9\.9 asks for a version\.\n/);
    await refused(['beta'], /; --channel beta names a channel\.\n/);
    await refused(['acme/none'], /; a plan is made of a clone, so give its folder\.\n/);
    await refused(['--git-dir', folder], /is not a git directory/);
  });

  it('a git directory as a path, with the option to say', async () => {
    await refused([join(releasedOnce(), '.git')], /--git-dir/);
  });

  it('a revision that is not there', async () => {
    const root = releasedOnce();
    await refused(['--git-dir', join(root, '.git'), '--rev', 'nowhere'], /There is no revision `nowhere`/);
    await refused(['--git-dir', join(root, '.git'), '--rev', '--all'], /There is no revision `--all`/);
    await refused([root, '--rev', 'HEAD'], /--rev needs --git-dir/);
  });

  it('a configuration that is wrong, with the line and the column', async () => {
    const root = releasedOnce();
    const wrong = async (text: string, sentence: RegExp): Promise<void> => {
      write(root, { 'slipway.yaml': text });
      commit(root, 'chore: configuration');
      await refused([root], sentence);
    };
    await wrong('version: 1\nrelease:\n  chanels: [stable]\n', /slipway\.yaml:3:3: .*did you mean `channels`/);
    await wrong('version: 1\nrelease: [\n', /slipway\.yaml:\d+:\d+: /);
    await wrong('version: 9\n', /slipway\.yaml:1:10: .*install a newer Slipway/);
    await refused([root, '--config', join(root, 'none.yaml')], /--config: .* cannot be read/);
  });

  it('a channel, a component and a kind of release that there are none of, with the nearest name', async () => {
    const root = releasedOnce();
    await refused([root, '--channel', 'stabel'], /--channel: there is no 'stabel', did you mean 'stable'\?/);
    await refused([root, '--component', 'rot'], /--component: there is no 'rot', did you mean 'root'\?/);
    write(root, { 'two.yaml': "release: { components: [{ name: '@acme/core', path: a }, { name: '@acme/cli', path: b }] }\n" });
    const scoped = ['--config', join(root, 'two.yaml'), '--component', 'core'];
    await refused([root, ...scoped], /--component: there is no 'core', did you mean '@acme\/core'\?/);
    await refused([root, '--bump', 'mayor'], /--bump takes .*, not 'mayor', did you mean 'major'\?/);
    await refused([root, '--bump', '1.2'], /1\.2/);
    await refused([root, '--as-of', 'today'], /--as-of takes a day/);
  });

  it('a branch from which nothing is released', async () => {
    const root = releasedOnce();
    git(root, ['checkout', '--quiet', '-b', 'try']);
    await refused([root], /Nothing is released from the branch try/);
  });

  it('a version that is released already, or lower than what is', async () => {
    const root = releasedOnce();
    await refused([root, '--bump', '1.0.0'], /1\.0\.0/);
    await refused([root, '--bump', '0.9.0'], /0\.9\.0/);
  });

  it('contradicting options', async () => {
    await refused(['.', '--git-dir', '.'], /one target too many/);
    await refused(['--git-dir', ''], /--git-dir needs a directory/);
    expectRefused(await slipwayOn(['plan', '--format', 'yaml']), /format/);
  });
});

describe('a plan goes on, and says so, where', () => {
  it('there is no tag: then it is the first release', async () => {
    const { code, out, err } = await planned([repository({ 'package.json': '{ "name": "tool" }' }, 'feat: everything')]);
    expect(code).toBe(0);
    expect(err).toMatch(/no tags, so nothing counts as released; .*`git fetch --tags`/);
    expect(out).toMatch(/root {2}none -> \d+\.\d+\.\d+ .*\n {6}first release/);
  });

  it('tags are no versions: they are passed over', async () => {
    const root = releasedOnce();
    for (const tag of ['latest', 'v1', 'release-candidate', 'v1.0.0.0.0', '2026']) git(root, ['tag', tag]);
    expect((await planned([root])).out).toContain('1.0.0 -> 1.1.0');
  });

  it('two tags are on one commit: the higher version counts', async () => {
    const root = releasedOnce();
    git(root, ['tag', 'v1.0.1', 'v1.0.0']);
    expect((await planned([root])).out).toContain('1.0.1 -> 1.1.0');
  });

  it('the last tag was moved to a commit that the branch does not have: its name is not used again, and that is a warning', async () => {
    const root = releasedOnce();
    git(root, ['checkout', '--quiet', '-b', 'aside', 'HEAD~1']);
    commit(root, 'feat: aside', 1_700_000_500);
    git(root, ['tag', 'v1.1.0']);
    git(root, ['checkout', '--quiet', 'main']);
    const { out } = await planned([root]);
    expect(out).not.toMatch(/tag v1\.1\.0\b/);
    expect(out).toMatch(/! v1\.1\.0 is released from a commit that head does not contain/);
  });

  it('HEAD is detached: the channel is a guess, and that is a warning', async () => {
    const root = releasedOnce();
    git(root, ['checkout', '--quiet', '--detach']);
    const { code, out } = await planned([root]);
    expect(code).toBe(0);
    expect(out).toMatch(/! No branch is checked out, so the channel stable is taken/);
    expect((await planned([root, '--branch', 'main'])).out).not.toContain('No branch is checked out');
    const inRun = { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' };
    expect((await slipwayOn(['plan', root], { env: inRun })).out).not.toContain('No branch is checked out');
    git(root, ['checkout', '--quiet', '-b', 'try']);
    expect((await slipwayOn(['plan', root], { env: inRun })).err).toContain('Nothing is released from the branch try');
  });

  it('a message has a million lines', async () => {
    const root = releasedOnce(['fix: small']);
    write(root, { message: `feat: large\n\n${'feat: another line\n'.repeat(1_000_000)}` });
    git(root, ['commit', '--quiet', '--allow-empty', '--file', 'message']);
    const outcome = await planned([root, '--explain']);
    expect(outcome.out).toContain('1.0.0 -> 1.1.0');
    expect(outcome.out.length).toBeLessThan(1_000_000);
  });

  it('a message steers terminals, or is a command of a workflow', async () => {
    const { out } = await planned([releasedOnce(['feat: \u001b[31mred\u001b[0m \u202etxet', 'fix: ::error::no']), '--explain']);
    expect(out).not.toMatch(/\u001b|\u202e|^::/m);
  });

  it('a changelog is in another encoding: it is not destroyed', async () => {
    const root = releasedOnce();
    write(root, { 'CHANGELOG.md': Buffer.from('# Changelog\n\n## 1.0.0\n\n- caf\xe9\n', 'latin1') });
    commit(root, 'fix: a word');
    await refused([root], /CHANGELOG\.md is not written in UTF-8/);
  });
});
