import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPlan } from '../src/release/index.ts';
import { loadPullRequests, pullRequestFile, savePullRequests } from '../src/remotes/index.ts';
import { run as git, temporaryFolder } from '../src/remotes/testing.ts';
import { expectRefused, type Outcome } from './commands.ts';
import { commandDoors } from './github/command-doors.ts';
import { Emulator } from './github/emulator.ts';
import { releasedOnce, slipwayOn } from './plan-repositories.ts';

const QUERY = /^POST \/graphql$/;
const BY_PULL_REQUESTS = { 'slipway.yaml': 'version: 1\nrelease:\n  changelog: CHANGELOG.md\n  from: [pull-requests]\n' };

let github: Emulator;
let cache: string;
beforeEach(async () => {
  github = await Emulator.start();
  cache = temporaryFolder();
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

const plan = (root: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Outcome> =>
  slipwayOn(['plan', root, '--repo', 'acme/app', '--format', 'json', ...args], {
    doors: commandDoors,
    env: { XDG_CACHE_HOME: cache, GITHUB_API_URL: github.url, GH_TOKEN: 'ghp_0123456789abcdefghij', ...env },
  });

const versionOf = ({ out }: Outcome): string | undefined => readPlan(out, 'stdout').components[0]?.to;

/** What GitHub knows of a commit's pull request. */
function merged(root: string, revision: string, number: number, title: string, labels: readonly string[] = []): void {
  const commit = git(root, ['rev-parse', revision]).trim();
  github.merged.set(commit, [
    {
      number,
      title,
      body: null,
      merged: true,
      labels: { nodes: labels.map((name) => ({ name })) },
      author: { login: 'octo' },
      mergeCommit: { oid: commit },
    },
  ]);
}

describe('slipway plan --online', () => {
  it('asks GitHub for titles and labels, keeps them, and does not ask twice', async () => {
    const root = releasedOnce(['Some doors (#7)', 'A word (#8)'], BY_PULL_REQUESTS);
    merged(root, 'HEAD~1', 7, 'feat: some doors');
    merged(root, 'HEAD', 8, 'docs: a word');
    const before = await plan(root);
    expect([before.code, github.count(QUERY)]).toEqual([10, 0]);
    expect(JSON.parse(before.out).warnings.join()).toMatch(/#8, #7 .*`slipway plan --online`/);
    const online = await plan(root, ['--online']);
    expect([versionOf(online), github.count(QUERY)]).toEqual(['1.1.0', 1]);
    expect(online.err).toMatch(/asked GitHub about 2 of 2 commits/);
    const after = await plan(root);
    expect(after.out).toBe(online.out);
    expect(versionOf(await plan(root, ['--online']))).toBe('1.1.0');
    expect(github.count(QUERY)).toBe(1);
  });

  it('asks only for what is new, and for all again when told to', async () => {
    const root = releasedOnce(['Some doors (#7)'], BY_PULL_REQUESTS);
    merged(root, 'HEAD', 7, 'fix: some doors');
    expect(versionOf(await plan(root, ['--online']))).toBe('1.0.1');
    git(root, ['commit', '--quiet', '--allow-empty', '-m', 'More doors (#8)']);
    merged(root, 'HEAD', 8, 'feat: more doors');
    merged(root, 'HEAD~1', 7, 'feat!: some doors');
    expect(versionOf(await plan(root, ['--online']))).toBe('1.1.0');
    expect(versionOf(await plan(root, ['--online', '--refresh']))).toBe('2.0.0');
    expect(github.asked).toEqual([
      [git(root, ['rev-parse', 'HEAD~1']).trim()],
      [git(root, ['rev-parse', 'HEAD']).trim()],
      [git(root, ['rev-parse', 'HEAD']).trim(), git(root, ['rev-parse', 'HEAD~1']).trim()],
    ]);
  });

  it('asks in batches, and keeps what was answered before GitHub failed', async () => {
    const root = releasedOnce(
      Array.from({ length: 53 }, (_, index) => `Door ${index} (#${index + 1})`),
      BY_PULL_REQUESTS,
    );
    merged(root, 'HEAD', 53, 'feat: the last door');
    const early = git(root, ['rev-parse', 'HEAD~51']).trim();
    github.failing.add(early);
    const failed = await plan(root, ['--online']);
    expect([failed.code, failed.out]).toEqual([50, '']);
    expect(failed.err.split('\n').at(-2)).toMatch(/^slipway: .*it answered 502/);
    github.failing.delete(early);
    expect(versionOf(await plan(root))).toBe('1.1.0');
    await plan(root, ['--online']);
    expect(github.asked.at(-1)).toHaveLength(3);
  });

  it('asks again for a commit that GitHub did not have', async () => {
    const root = releasedOnce(['Some doors (#7)'], BY_PULL_REQUESTS);
    const head = git(root, ['rev-parse', 'HEAD']).trim();
    github.unknown.add(head);
    expect((await plan(root, ['--online'])).code).toBe(10);
    github.unknown.delete(head);
    merged(root, 'HEAD', 7, 'feat: some doors');
    expect(versionOf(await plan(root, ['--online']))).toBe('1.1.0');
  });

  it('needs a token and a repository, and prints no token', async () => {
    const root = releasedOnce();
    expectRefused(await plan(root, ['--online'], { GH_TOKEN: '' }), /there is no token for GitHub/);
    expectRefused(
      await slipwayOn(['plan', root, '--online', '--format', 'json'], { doors: commandDoors, env: { XDG_CACHE_HOME: cache } }),
      /say --repo OWNER\/NAME/,
    );
    github.answer(QUERY, { status: 401, body: { message: 'Bad credentials' } });
    const { code, err } = await plan(root, ['--online']);
    expect([code, err.includes('ghp_')]).toEqual([50, false]);
  });
});

describe('what is kept of pull requests', () => {
  const facts = { number: 7, title: 't', body: '', labels: ['l'], author: null, mergeCommit: null };

  it('is read as it was written, and is one file for each repository', () => {
    const file = pullRequestFile(cache, 'github.com', 'Acme/App');
    expect(pullRequestFile(cache, 'ghe.example', 'Acme/App')).not.toBe(file);
    expect(savePullRequests(file, { facts: new Map([[7, facts]]), commits: new Map([['a'.repeat(40), [7]]]) })).toBe(true);
    const known = loadPullRequests(file);
    expect([known.facts.get(7), known.commits.get('a'.repeat(40))]).toEqual([facts, [7]]);
    expect(readdirSync(join(cache, 'pull-requests'))).toHaveLength(1);
  });

  it('is as nothing when it is missing, broken, of another form or half wrong', () => {
    const file = pullRequestFile(cache, 'github.com', 'acme/app');
    expect(loadPullRequests(file).facts.size).toBe(0);
    savePullRequests(file, { facts: new Map([[7, facts]]), commits: new Map() });
    const whole = readFileSync(file, 'utf8');
    for (const text of ['', '{', '[]', 'null', whole.replace('requests 1', 'requests 0'), whole.replace('"t"', '1'), whole.slice(0, -5)]) {
      writeFileSync(file, text);
      expect([text, loadPullRequests(file).facts.size]).toEqual([text, 0]);
    }
  });

  it('costs nothing but time where the disk cannot be written', () => {
    const file = join(cache, 'file');
    writeFileSync(file, '');
    expect(savePullRequests(pullRequestFile(file, 'github.com', 'acme/app'), { facts: new Map(), commits: new Map() })).toBe(false);
  });
});
