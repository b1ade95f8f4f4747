import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Doors, realDoors } from '../src/cli/doors.ts';
import { commit, run as git, write } from '../src/remotes/testing.ts';
import { commandDoors } from './github/command-doors.ts';
import { Emulator } from './github/emulator.ts';
import { SOUND, WORKFLOW } from './sample-folders.ts';
import { type Clone, message, prepared, type Ran, tag } from './tag-clones.ts';

const TOKEN = 'ghp_0123456789abcdefghij';

let github: Emulator;
beforeEach(async () => {
  github = await Emulator.start();
  Object.assign(github, { login: 'octo', scopes: 'repo, workflow' });
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

const slipway = (folder: string, args: readonly string[] = [], env: Record<string, string> = {}, on?: Doors): Promise<Ran> =>
  tag(github, folder, args, env, on);

describe('slipway tag refuses', () => {
  const refused = async (clone: Clone, sentence: RegExp, code = 2, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ran> => {
    const before = [clone.pushed(), git(clone.folder, ['tag', '--list'])];
    const ran = await slipway(clone.folder, args, env);
    expect(ran.err).toMatch(sentence);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect([clone.pushed(), git(clone.folder, ['tag', '--list'])]).toEqual(before);
    return ran;
  };

  it('changes that are not committed', async () => {
    const clone = prepared();
    write(clone.folder, { 'thing.txt': 'changed\n' });
    await refused(clone, /thing\.txt has changes that are not committed/);
  });

  it('a branch from which the channel is not released', async () => {
    const clone = prepared();
    git(clone.folder, ['switch', '--quiet', '--create', 'topic']);
    git(clone.folder, ['push', '--quiet', '--set-upstream', 'origin', 'topic']);
    await refused(clone, /the channel stable is released from main, and this is topic|Nothing is released from the branch topic/);
  });

  it('commits that the upstream has not, and an upstream that is further', async () => {
    const ahead = prepared();
    write(ahead.folder, { 'mine.txt': 'mine\n' });
    commit(ahead.folder, 'fix: mine', 1_700_000_300);
    await refused(ahead, /HEAD \(\w+\) has commits that origin\/main has not; push them/);
    ahead.push();
    git(ahead.folder, ['reset', '--quiet', '--hard', 'HEAD~1']);
    await refused(ahead, /and origin\/main is further, at \w+; pull first/);
  });

  it('checks that are not green, names them, and waits for those that are not done', async () => {
    const clone = prepared();
    const env = { GH_TOKEN: TOKEN };
    github.checks.set(clone.release, [{ name: 'test', status: 'completed', conclusion: 'failure', details_url: 'x' }]);
    const { err } = await refused(clone, /the checks of \w+ are not green: test failed\./, 1, [], env);
    expect(err).toContain('--anyway REASON');
    github.checks.set(clone.release, [{ name: 'test', status: 'in_progress', conclusion: null, details_url: 'x' }]);
    await refused(clone, /test not done yet/, 30, [], env);
    github.checks.set(clone.release, [{ name: 'test', status: 'completed', conclusion: 'success', details_url: 'x' }]);
    expect(await slipway(clone.folder, [], env)).toMatchObject({ code: 0 });
  });

  it('says what was not checked without a token', async () => {
    const { folder } = prepared();
    expect((await slipway(folder, ['--dry-run'])).out).toContain(
      'Not checked: CI of the commit, and releases of that name: there is no token for GitHub.',
    );
  });

  it('a name that was used before: at the remote, elsewhere here, for a release, for a branch', async () => {
    const there = prepared();
    git(there.folder, ['push', '--quiet', 'origin', 'v1.0.0^{}:refs/tags/v1.1.0']);
    await refused(there, /the tag name v1\.1\.0 is used already: the remote has it at \w+/);
    const here = prepared();
    git(here.folder, ['tag', 'v1.1.0', 'v1.0.0']);
    await refused(here, /the tag name v1\.1\.0 is used already: this clone has it, and it is at \w+ and not at \w+; delete it/);
    const branch = prepared();
    git(branch.folder, ['branch', 'v1.1.0']);
    await refused(branch, /refs\/heads\/v1\.1\.0 has it/);
    const release = prepared();
    github.releases.push({
      tag_name: 'v1.1.0',
      name: 'v1.1.0',
      html_url: 'https://github.example/r',
      draft: false,
      prerelease: false,
      immutable: true,
    });
    await refused(release, /GitHub has an immutable release of that name \(https:\/\/github\.example\/r\)/, 2, [], { GH_TOKEN: TOKEN });
  });

  it('a lightweight tag after annotated ones', async () => {
    await refused(
      prepared({ 'slipway.yaml': 'release:\n  tagging:\n    annotated: false\n' }),
      /v1\.1\.0 would be lightweight, and v1\.0\.0 before it is annotated/,
    );
  });

  it('a remote that there is none of, and one that does not answer', async () => {
    const clone = prepared();
    await refused(clone, /there is no remote 'upstream'; there is origin\./, 2, ['--remote', 'upstream']);
    git(clone.folder, ['remote', 'set-url', 'origin', 'file:///no/such/folder']);
    const ran = await slipway(clone.folder);
    expect([ran.code, ran.err]).toEqual([50, expect.stringContaining('`origin` does not answer')]);
  });

  it('with its reasons as data where data is asked for', async () => {
    const { folder } = prepared();
    write(folder, { 'thing.txt': 'changed\n' });
    const { code, out } = await slipway(folder, ['--format', 'json']);
    expect([code, JSON.parse(out)]).toEqual([2, expect.objectContaining({ refusals: [expect.objectContaining({ code: 'dirty' })] })]);
    git(folder, ['checkout', '--quiet', '--', 'thing.txt']);
    expect(await slipway(folder, [])).toMatchObject({ code: 0 });
    const none = await slipway(folder, ['--format', 'json']);
    expect([none.code, JSON.parse(none.out)]).toEqual([10, expect.objectContaining({ tags: [], refusals: [] })]);
  });

  it('a reason that says nothing', async () => {
    await refused(prepared(), /--anyway needs a reason/, 2, ['--anyway', ' ']);
  });
});

describe('what a tag would start', () => {
  it('is refused for the GITHUB_TOKEN when a workflow waits for it, with the ways out; a reason goes on and stands in the tag', async () => {
    const { folder, release, pushed } = prepared();
    const ran = await slipway(folder, ['--as', 'github-token']);
    expect([ran.code, ran.out, Object.keys(pushed())]).toEqual([1, '', ['v1.0.0']]);
    expect(ran.err).toMatch(
      /release\.yml waits for tag v1\.1\.0 and would not start: events made with the GITHUB_TOKEN start no run.*GitHub App.*gh workflow run release\.yml --ref v1\.1\.0/,
    );
    const anyway = await slipway(folder, ['--as', 'github-token', '--anyway', 'the job dispatches it']);
    expect([anyway.code, pushed()['v1.1.0']]).toEqual([0, release]);
    expect(message(folder, 'v1.1.0')).toMatch(/- A new thing\.\n\nMade anyway \(starts-nothing\): the job dispatches it$/);
  });

  it('is known from what a checkout persisted in a run', async () => {
    const { folder, remote, pushed } = prepared();
    const token = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';
    const pretended = 'https://github.example/acme/app';
    git(folder, ['remote', 'set-url', 'origin', pretended]);
    git(folder, [
      'config',
      `http.https://github.example/.extraheader`,
      `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
    ]);
    const asked: Doors = {
      ...commandDoors,
      tags: async () => {
        const real = await realDoors.tags();
        return { ...real, lsRemote: (place) => real.lsRemote(place, `file://${remote}`) };
      },
    };
    const env = { GITHUB_ACTIONS: 'true' };
    const ran = await slipway(folder, [], { ...env, GITHUB_TOKEN: token }, asked);
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('events made with the GITHUB_TOKEN start no run')]);
    // Of a token alone it does not show whether it is the run's or an App's: GitHub says so.
    github.login = 'github-actions[bot]';
    expect(await slipway(folder, ['--dry-run'], env, asked)).toMatchObject({ code: 1 });
    github.login = 'release-bot[bot]';
    expect(await slipway(folder, ['--dry-run'], env, asked)).toMatchObject({ code: 0, out: expect.stringContaining('(of release-bot[bot])') });
    expect(Object.keys(pushed())).toEqual(['v1.0.0']);
  });

  it('is refused for an error of the doctor on its way', async () => {
    const { folder } = prepared({ [WORKFLOW]: SOUND.replace('contents: write', 'contents: read') });
    const { code, err } = await slipway(folder);
    expect([code, err]).toEqual([1, expect.stringMatching(/release\.yml:\d+: .*\[missing-permission\]/)]);
  });

  it('may be nothing where nothing waits for tags', async () => {
    const { folder } = prepared({ [WORKFLOW]: SOUND.replace("push:\n    tags: ['v*']", 'workflow_dispatch:') });
    const { code, out } = await slipway(folder, ['--as', 'github-token']);
    expect([code, out]).toEqual([0, expect.stringContaining('starts nothing: no workflow waits for tags')]);
  });
});
