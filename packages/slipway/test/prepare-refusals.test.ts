import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run as git } from '../src/remotes/testing.ts';
import { BRANCH, World } from './prepare-world.ts';

let world: World;
beforeEach(async () => {
  vi.stubEnv('GIT_COMMITTER_NAME', 'A')
    .stubEnv('GIT_COMMITTER_EMAIL', 'a@example.com')
    .stubEnv('GIT_AUTHOR_NAME', 'A')
    .stubEnv('GIT_AUTHOR_EMAIL', 'a@example.com');
  world = await World.start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  expect(world.github.complaints).toEqual([]);
  await world.github.stop();
});

const APP_TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';
const check = (name: string, status: string, conclusion: string | null = null, run = 1) => ({
  name,
  status,
  conclusion,
  details_url: `https://github.example/acme/app/actions/runs/${run}/job/2`,
});
const head = (): string => world.github.head('main')!;

const WAITS = 'a check that has not finished';
/** Each changes the world so that one thing stands against a release. */
const AGAINST: readonly (readonly [what: string, change: () => unknown, sentence: RegExp])[] = [
  ['an archived repository', () => Object.assign(world.github, { archived: true }), /acme\/app is archived/],
  [
    'a token that may not push',
    () => Object.assign(world.github, { permissions: { push: false } }),
    /the token of GH_TOKEN may not push to acme\/app/,
  ],
  [
    'a branch that is ahead of GitHub',
    () => git(world.folder, ['commit', '--quiet', '--allow-empty', '-m', 'fix: here only']),
    /main of acme\/app is at [0-9a-f]{10}, and the plan is of [0-9a-f]{10}; push first/,
  ],
  ['a branch that is behind GitHub', () => world.github.push('main', { 'b.txt': 'b' }), /main of acme\/app is at .*; fetch and pull first/],
  [
    'a branch that the channel is not released from',
    () => {
      git(world.folder, ['switch', '--quiet', '--create', 'topic']);
      world.github.git.refs.set('refs/heads/topic', head());
    },
    /(?:released from main.*this is topic|[Nn]othing is released from the branch topic)/,
  ],
  [
    'a check that failed',
    () => world.github.checks.set(head(), [check('test', 'completed', 'failure'), check('lint', 'completed', 'success')]),
    /the checks of [0-9a-f]{10} in acme\/app are not green: test failed\. --anyway REASON goes on/,
  ],
  [WAITS, () => world.github.checks.set(head(), [check('test', 'in_progress')]), /are not green: test has not finished/],
  ['a status that failed', () => world.github.statuses.set(head(), [{ context: 'ci/other', state: 'error' }]), /are not green: ci\/other/],
  [
    'a tag here',
    () => git(world.folder, ['update-ref', 'refs/remotes/origin/tags/v1.1.0', head()]),
    /the tag name v1\.1\.0 is used already: a remote has a tag/,
  ],
  [
    'a tag on GitHub',
    () => world.github.git.refs.set('refs/tags/v1.1.0', head()),
    /the tag name v1\.1\.0 is used already: acme\/app has a tag of that name/,
  ],
  [
    'a note of a release that was',
    () => git(world.folder, ['update-ref', 'refs/notes/semantic-release-v1.1.0', head()]),
    /semantic-release made a tag of that name once/,
  ],
];

describe('slipway prepare refuses', () => {
  it.each(AGAINST)('%s, and writes nothing', async (what, change, sentence) => {
    change();
    const { code, out, err } = await world.prepare();
    expect([code, out, world.written, world.github.head(BRANCH)]).toEqual([what === WAITS ? 30 : 2, '', 0, undefined]);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(sentence);
  });

  it('a version without notes', async () => {
    world.change('chore: no notes of this', {
      'slipway.yaml': 'release:\n  components: [{name: app}]\n  notes: {sections: {perf: Faster}, compare: false, contributors: false}\n',
    });
    const { code, err } = await world.prepare();
    expect([code, world.written]).toEqual([2, 0]);
    expect(err).toMatch(/there are no notes for app 1\.1\.0/);
  });

  it('to take a branch for its own that people work on', async () => {
    world.change('chore: a bad branch', {
      'slipway.yaml': 'release:\n  components: [{name: app, changelog: CHANGELOG.md}]\n  pull-request: {branch: main}\n',
    });
    const before = head();
    const { code, err } = await world.prepare('--force');
    expect([code, world.written, head()]).toEqual([2, 0, before]);
    expect(err).toContain('main is a branch that is released from, and cannot be the branch of the pull request too');
  });

  it('a HEAD of which nobody knows the branch', async () => {
    git(world.folder, ['checkout', '--quiet', '--detach']);
    const { code, err } = await world.prepare();
    expect([code, world.written]).toEqual([2, 0]);
    expect(err).toContain('no branch is checked out');
    // A run for a push knows it.
    const run = { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' };
    expect((await world.slipway(['prepare'], run)).code).toBe(0);
  });

  it('to start without a token or a repository', async () => {
    expect((await world.slipway(['prepare'], { GH_TOKEN: '' })).err).toContain('there is no token for GitHub');
    git(world.folder, ['remote', 'remove', 'origin']);
    expect((await world.prepare()).err).toContain('say --repo OWNER/NAME');
    expect(world.github.seen).toEqual([]);
  });

  it('says everything that stands against it at once', async () => {
    Object.assign(world.github, { permissions: { push: false } });
    world.github.checks.set(head(), [check('test', 'completed', 'failure')]);
    const { err } = await world.prepare();
    expect(err).toMatch(/also: the checks of .* are not green/);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/may not push/);
  });
});

describe('what stands against it and may be set aside', () => {
  it('is written down with the reason', async () => {
    world.github.checks.set(head(), [check('test', 'completed', 'failure')]);
    const { code, err } = await world.prepare('--anyway', 'a flaky test, ran by hand');
    expect(code).toBe(0);
    expect(err).toMatch(/all the same, because of --anyway: the checks of /);
    expect(world.github.pulls[0]?.body).toMatch(/\*\*Made all the same:\*\* a flaky test, ran by hand[\s\S]*Against it: the checks of/);
  });

  it('is not told of where nothing stands against it', async () => {
    const { code, err } = await world.prepare('--anyway', 'just in case');
    expect(code).toBe(0);
    expect(err).toContain('nothing stands against it, so the reason of --anyway is not written down');
    expect(world.github.pulls[0]?.body).not.toContain('just in case');
  });

  it('stands in the message of a local commit', async () => {
    world.github.checks.set(head(), [check('test', 'completed', 'failure')]);
    expect((await world.prepare('--local')).code).toBe(2);
    expect((await world.prepare('--local', '--anyway', 'ran by hand')).code).toBe(0);
    expect(git(world.folder, ['log', '-1', '--format=%B'])).toMatch(/\n\nMade all the same: ran by hand\n\nSlipway-Plan: /);
  });

  it('is not what would do harm', async () => {
    Object.assign(world.github, { archived: true });
    expect((await world.prepare('--anyway', 'I want it')).code).toBe(2);
    expect((await world.prepare('--anyway', ' ')).err).toContain('--anyway needs the reason');
  });
});

describe('checks', () => {
  it('of the run that asks cannot have finished, and do not count', async () => {
    world.github.checks.set(head(), [check('release', 'in_progress', null, 77), check('test', 'completed', 'success')]);
    expect((await world.slipway(['prepare'], { GITHUB_RUN_ID: '77' })).code).toBe(0);
  });

  it('that the token may not read are not checked', async () => {
    world.github.answer(/\/check-runs$/, { status: 403, body: { message: 'Resource not accessible by personal access token' } });
    const { code, err } = await world.prepare();
    expect(code).toBe(0);
    expect(err).toContain('not checked: the checks of the commit: the token of GH_TOKEN may not read them');
    expect(world.github.pulls[0]?.body).toContain('## Not checked');
  });

  it('that the base requires are named', async () => {
    world.github.protection.set('main', { required_status_checks: { contexts: ['test'] } });
    world.github.rules.set('main', [{ type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'lint' }] } }]);
    await world.prepare();
    expect(world.github.pulls[0]?.body).toContain('acme/app requires before the merge: lint, test.');
  });
});

describe('the GITHUB_TOKEN of a run', () => {
  beforeEach(() => Object.assign(world.github, { login: 'github-actions[bot]', scopes: undefined, permissions: undefined }));
  const env = { GH_TOKEN: '', GITHUB_TOKEN: APP_TOKEN, GITHUB_ACTIONS: 'true' };

  it('is named, with the checks that wait for a person', async () => {
    const { code, err } = await world.slipway(['prepare'], env);
    expect(code).toBe(0);
    expect(err).toContain('it is made with the GITHUB_TOKEN of a run (GITHUB_TOKEN)');
    expect(err).toMatch(/ci\.yml waits until a person approves the run/);
    expect(world.github.pulls[0]?.body).toContain('waits until a person approves the run');
  });

  it('is refused where what it opens starts nothing, unless there is a reason', async () => {
    const { code, err } = await world.slipway(['prepare', '--platform', 'ghes'], env);
    expect([code, world.written]).toEqual([2, 0]);
    expect(err).toMatch(/\.github\/workflows\/ci\.yml waits for the pull request .* would not start: .*(?:App|personal access token)/);
    const anyway = await world.slipway(['prepare', '--platform', 'ghes', '--anyway', 'checks are started by hand'], env);
    expect(anyway.code).toBe(0);
    expect(world.github.pulls[0]?.body).toContain('**Made all the same:** checks are started by hand');
  });
});

describe('--dry-run', () => {
  it('prints the whole pull request without asking GitHub anything', async () => {
    const { code, out, err } = await world.slipway(['prepare', '--dry-run'], { GH_TOKEN: '' });
    expect([code, world.github.seen]).toEqual([0, []]);
    expect(out).toMatch(
      /^Pull request to acme\/app: slipway\/release into main\nLabels: release\nCredential: none is here; .*\n\n# chore: release 1\.1\.0\n/,
    );
    expect(out).toMatch(/\ndiff --git a\/CHANGELOG\.md [\s\S]*\+- a new thing[\s\S]*\ndiff --git a\/package\.json /);
    expect(err).toContain('not checked: the checks of the commit');
  });

  it('names a credential by what it is, never by its letters', async () => {
    const { out } = await world.slipway(['prepare', '--dry-run', '--format', 'json'], { GH_TOKEN: APP_TOKEN });
    expect(JSON.parse(out)).toMatchObject({
      dryRun: true,
      pullRequest: { title: 'chore: release 1.1.0', base: 'main' },
      credential: { kind: 'unknown', source: 'GH_TOKEN' },
    });
    expect(out).not.toContain(APP_TOKEN);
  });

  it('takes a server of its own for what it is, in a run there', async () => {
    const run = { GITHUB_ACTIONS: 'true', GH_TOKEN: '', GITHUB_TOKEN: 'ghs_0123456789abcdefghijABCDEFGHIJ012345' };
    for (const [server, expected] of [
      ['https://github.com', 0],
      ['https://acme.ghe.com', 0],
      ['https://git.acme.example', 2],
    ] as const)
      expect([server, (await world.slipway(['prepare', '--dry-run'], { ...run, GITHUB_SERVER_URL: server })).code]).toEqual([server, expected]);
  });

  it('prints in a run no line that the runner would obey', async () => {
    world.change('feat: `##[set-output name=a]b`', { 'CHANGELOG.md': '# Changelog\n\n::stop-commands::x\n\n## 1.0.0\n' });
    const { code, out } = await world.slipway(['prepare', '--dry-run'], { GITHUB_ACTIONS: 'true' });
    expect([code, out]).toEqual([0, expect.stringContaining('set-output name=a')]);
    expect(out).not.toMatch(/^\s*::|##\[(?:add|set|err)/m);
  });

  it('says what would be refused, as far as git tells', async () => {
    git(world.folder, ['update-ref', 'refs/notes/semantic-release-v1.1.0', head()]);
    const { code, out, err } = await world.prepare('--dry-run');
    expect([code, out.length > 0]).toEqual([2, true]);
    expect(err).toContain('it would be refused: the tag name v1.1.0 is used already');
  });
});
