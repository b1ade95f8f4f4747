import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commit, run as git, repository, write } from '../../slipway/src/remotes/testing.ts';
import { Emulator } from '../../slipway/test/github/emulator.ts';
import { sarifViolations } from '../../slipway/test/sarif-schema.ts';
import { annotations, type Change, pullRequest, RELEASE, SOUND, type Step, type StepOptions, SUPPRESSED, step, TAG, TOKEN } from './harness.ts';

const BROKEN = { [RELEASE]: SOUND, [TAG]: SUPPRESSED };

let github: Emulator;
beforeEach(async () => {
  github = await Emulator.start();
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

/** A step with the token that every job has, and the emulator as its GitHub. */
async function check(workspace: string, options: StepOptions = {}): Promise<Step> {
  const { inputs, env, ...rest } = options;
  const done = await step(workspace, { inputs: { token: TOKEN, ...inputs }, env: { GITHUB_API_URL: github.url, ...env }, ...rest });
  expect(`${done.log}${done.summary}${JSON.stringify(done.outputs)}`).not.toContain(TOKEN.slice(4));
  expect(done.log).not.toMatch(/defect of Slipway|\n\s+at \S+ \(|\[object |\bundefined\b/);
  return done;
}

const onPullRequest = ({ workspace, merge, payload }: Change, options: StepOptions = {}): Promise<Step> =>
  check(workspace, { event: 'pull_request', payload, ...options, env: { GITHUB_SHA: merge, GITHUB_REF: 'refs/pull/7/merge', ...options.env } });

describe('on a push', () => {
  it('reports the whole state by annotations, summary and outputs, and asks GitHub nothing', async () => {
    const { code, log, summary, outputs } = await check(repository(BROKEN));
    expect([code, github.seen]).toEqual([1, []]);
    expect(annotations(log)).toContain(`error ${TAG}`);
    expect(summary).toMatch(/^# Release System Audit: acme\/app/);
    expect(summary).toContain('```mermaid\nflowchart TD\n');
    expect(outputs).toMatchObject({ verdict: 'broken', change: '', failed: 'true', errors: '1' });
    expect(JSON.parse(outputs['broken-destinations']!).length).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(outputs.report!, 'utf8')).schemaVersion).toBe(1);
    expect(sarifViolations(JSON.parse(readFileSync(outputs.sarif!, 'utf8')))).toEqual([]);
  });

  it('is silent where a release arrives', async () => {
    const { code, log, outputs } = await check(repository({ [RELEASE]: SOUND }));
    expect([code, annotations(log)]).toEqual([0, []]);
    expect(outputs).toMatchObject({ verdict: 'reached', failed: 'false', errors: '0', warnings: '0', 'broken-destinations': '[]' });
  });

  it('fails from the level on that it is told', async () => {
    const root = repository(BROKEN);
    expect((await check(root, { inputs: { 'fail-on': 'never' } })).code).toBe(0);
    expect((await check(root, { inputs: { assume: 'A=missing\nB=pat', sarif: 'none' } })).outputs).toMatchObject({ failed: 'true', sarif: '' });
  });

  it('compares with a base that it is given, and fetches one that the checkout does not have', async () => {
    const { workspace, base } = pullRequest({ [RELEASE]: SOUND }, { [TAG]: SUPPRESSED });
    for (const named of [base, 'main']) {
      const { code, outputs } = await check(workspace, { inputs: { base: named } });
      expect([code, outputs.change]).toEqual([1, 'breaks']);
    }
  });

  it('and not in a merge queue, whose group is compared with what it is put on', async () => {
    const { workspace, base } = pullRequest({ [RELEASE]: SOUND }, { [TAG]: SUPPRESSED });
    const { outputs } = await check(workspace, { event: 'merge_group', payload: { merge_group: { base_sha: base } } });
    expect(outputs.change).toBe('breaks');
  });

  it('names files from the root of the repository when a folder of it is checked', async () => {
    const root = repository({ [`services/api/${RELEASE}`]: SOUND, [`services/api/${TAG}`]: SUPPRESSED });
    const { log, outputs } = await check(root, { inputs: { path: 'services/api' } });
    expect(annotations(log)).toContain(`error services/api/${TAG}`);
    expect(readFileSync(outputs.sarif!, 'utf8')).toContain(`"uri": "services/api/${TAG}"`);
  });
});

describe('on a pull request', () => {
  const breaks = (): Change => pullRequest({ [RELEASE]: SOUND }, { [TAG]: SUPPRESSED });

  it('says what the change breaks, in annotations, the summary and one comment', async () => {
    const change = breaks();
    const { code, log, summary, outputs } = await onPullRequest(change);
    expect(code).toBe(1);
    expect(annotations(log)).toContain(`error ${TAG}`);
    expect(outputs).toMatchObject({ change: 'breaks', failed: 'true', errors: '1' });
    expect(summary).toMatch(/^# Release check: acme\/app[\s\S]*## Breaks[\s\S]*## Ways to mend it[\s\S]*# Release System Audit: acme\/app/);
    const [, id, way] = /`slipway fix --finding (\S+) --fix (\S+) --write`/.exec(github.comments[0]?.body ?? '') ?? [];
    expect(JSON.parse(readFileSync(outputs.report!, 'utf8')).findings.map((finding: { id: string }) => finding.id)).toContain(id);
    expect(way).toMatch(/^[a-z-]+$/);
    const plain = await onPullRequest(change, { inputs: { fixes: 'false' } });
    expect(`${plain.summary}${github.comments[0]?.body}`).not.toContain('Ways to mend it');
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]).toMatchObject({ issue: 7 });
    expect(github.comments[0]?.body).toMatch(
      /^# Release check: [\s\S]*\(https:\/\/github\.com\/acme\/app\/actions\/runs\/42\)\n<!-- slipway: check of \. -->\n$/,
    );
    // Nothing of the checkout was changed but what git keeps of the fetched base.
    expect(git(change.workspace, ['status', '--porcelain'])).toBe('');
  });

  it('keeps the comment up to date, and makes none when there is nothing to tell', async () => {
    const change = breaks();
    await onPullRequest(change);
    const first = github.comments[0]?.body;
    const harmless = pullRequest(BROKEN, { 'notes.txt': 'x' });
    expect((await onPullRequest(harmless)).code).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).not.toBe(first);
    github.comments.length = 0;
    await onPullRequest(harmless);
    expect(github.comments).toEqual([]);
  });

  it('says what it mends, and does not blame it for what stood before', async () => {
    const mended = SUPPRESSED.replace(
      '- uses: actions/checkout@v4',
      "- uses: actions/checkout@v4\n        with: { token: '${{ secrets.RELEASE_PAT }}' }",
    );
    const { code, outputs } = await onPullRequest(pullRequest(BROKEN, { [TAG]: mended }));
    expect([code, outputs.change, outputs.errors]).toEqual([0, 'mends', '0']);
    const { code: same, outputs: nothing } = await onPullRequest(pullRequest(BROKEN, { [RELEASE]: `# a remark\n${SOUND}` }));
    expect([same, nothing.change, nothing.verdict, nothing.errors]).toEqual([0, 'neither', 'broken', '0']);
  });

  it('does not blame it for what others did since, though the event names an older base', async () => {
    const change = pullRequest({ ...BROKEN, 'a.txt': '1' }, { 'b.txt': '2' });
    const older = git(change.origin, ['rev-list', '--max-parents=0', 'HEAD']).trim();
    git(change.origin, ['checkout', '--quiet', '--orphan', 'older']);
    git(change.origin, ['rm', '-rfq', '.']);
    write(change.origin, { [RELEASE]: SOUND });
    const stale = commit(change.origin, 'long ago');
    expect(older).not.toBe(stale);
    const payload = structuredClone(change.payload) as { pull_request: { base: { sha: string } } };
    payload.pull_request.base.sha = stale;
    const { outputs } = await onPullRequest({ ...change, payload });
    expect(outputs.change).toBe('neither');
  });

  it('compares a checkout of its own commit with where it parted', async () => {
    const change = breaks();
    git(change.workspace, ['fetch', '--quiet', '--depth=1', 'origin', 'refs/pull/7/head']);
    git(change.workspace, ['checkout', '--quiet', 'FETCH_HEAD']);
    expect((await onPullRequest(change)).outputs.change).toBe('breaks');
    expect(github.count(/^GET .*\/compare\//)).toBe(1);
  });

  it('from a fork is told by annotations and the summary only', async () => {
    const change = pullRequest({ [RELEASE]: SOUND }, { [TAG]: SUPPRESSED }, 'mallory/app');
    const { code, log, summary } = await onPullRequest(change, { inputs: { sarif: 'upload', comment: 'true' } });
    expect([code, github.seen]).toEqual([1, []]);
    expect(annotations(log)).toContain(`error ${TAG}`);
    expect(summary).toContain('## Breaks');
    expect(log).toContain('slipway: a pull request from a fork: annotations and the job summary only\n');
  });

  it('whose base cannot be fetched is told as a whole, with a notice', async () => {
    const change = breaks();
    git(change.workspace, ['remote', 'set-url', 'origin', 'file:///no/such/repository']);
    const { code, log, outputs } = await onPullRequest(change, { inputs: { comment: 'false' } });
    expect([code, outputs.change]).toEqual([1, '']);
    expect(log).toMatch(
      /^::notice title=Slipway::The base [0-9a-f]{40} is not in this checkout and could not be fetched \(.*so the whole state is reported/m,
    );
  });

  it('is commented on only by a token that may; the log says what is missing', async () => {
    const refused = {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
      headers: { 'x-accepted-github-permissions': 'pull_requests=write' },
    };
    github.answer(/^POST .*\/comments$/, refused);
    const { code, log } = await onPullRequest(breaks());
    expect(code).toBe(1);
    expect(log).toMatch(
      /^slipway: no comment: 127\.0\.0\.1:\d+ refused to comment on #7 in acme\/app: .* lacks pull_requests: write\. Give the job `pull-requests: write`/m,
    );
  });
});

describe('code scanning', () => {
  it('gets the findings of the whole state, with the commit and the ref of the run', async () => {
    const change = pullRequest(BROKEN, { 'a.txt': '1' });
    const { code, log } = await onPullRequest(change, { inputs: { sarif: 'upload', comment: 'false' } });
    expect(code).toBe(0);
    expect(log).toContain('slipway: code scanning: the findings are there\n');
    expect(github.sarifs).toMatchObject([{ commit: change.merge, ref: 'refs/pull/7/merge' }]);
    expect(sarifViolations(github.sarifs[0]?.log)).toEqual([]);
    expect(JSON.stringify(github.sarifs[0]?.log)).toContain('token-cannot-trigger');
  });

  it('that refuses them is a warning, not a failed step', async () => {
    const root = repository({ [RELEASE]: SOUND });
    github.answer(/sarifs$/, { status: 403, body: { message: 'Resource not accessible by integration' } });
    const refused = await check(root, { inputs: { sarif: 'upload' } });
    expect([refused.code, annotations(refused.log)]).toEqual([0, ['warning']]);
    expect(refused.log).toContain('Give the job `security-events: write`');
    github.sarifState = { processing_status: 'failed', errors: ['too many rules'] };
    expect((await check(root, { inputs: { sarif: 'upload' } })).log).toContain('did not take the findings in: too many rules.');
  });
});

describe('is refused in one sentence', () => {
  it.each<[string, StepOptions, RegExp]>([
    [
      'pull_request_target',
      { event: 'pull_request_target', payload: {} },
      /pull_request_target runs with secrets and a token that can write; .*Use `on: pull_request`/,
    ],
    ['a level that is none', { inputs: { 'fail-on': 'fatal' } }, /the input `fail-on` is 'fatal', and takes error, warning, note, never\./],
    ['a yes that is none', { inputs: { comment: 'yes' } }, /the input `comment` is 'yes', and takes true, false\./],
    ['a SARIF that is none', { inputs: { sarif: 'send' } }, /takes upload, file, none/],
    ['a day that is none', { inputs: { 'as-of': 'today' } }, /the input `as-of` is 'today'/],
    ['a folder that is not there', { inputs: { path: 'nowhere' } }, /nowhere/],
    ['an event that cannot be read', { env: { GITHUB_EVENT_PATH: '/no/such/event' } }, /cannot be read as an event/],
    ['a token that is none', { inputs: { token: 'two words' } }, /the input `token` holds no token/],
  ])('%s', async (_, options, sentence) => {
    const { code, log, summary } = await check(repository({ [RELEASE]: SOUND }), options);
    expect([code, summary]).toEqual([1, '']);
    expect(log).toMatch(/^::error title=Slipway::[^\n]+\n$/);
    expect(log).toMatch(sentence);
  });
});
