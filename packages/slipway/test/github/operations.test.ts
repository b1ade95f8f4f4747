import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  branchHead,
  type CommitRequest,
  commitFiles,
  findComment,
  rightsOf,
  tokenFrom,
  uploadSarif,
  upsertComment,
  upsertPullRequest,
} from '../../src/remotes/github/index.ts';
import { Emulator } from './emulator.ts';
import { repositoryOn } from './repository-on.ts';

let github: Emulator;
beforeEach(async () => {
  github = await Emulator.start();
  github.push('main', {
    'README.md': 'hello\n',
    'scripts/run.sh*': '#!/bin/sh\n',
    'scripts/old.sh*': 'old\n',
    '.github/workflows/ci.yml': 'on: push\n',
  });
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

const request = (files: CommitRequest['files'], mayReplace = (): boolean => true): CommitRequest => ({
  branch: 'slipway/fix-1',
  base: 'main',
  message: 'Mend it',
  files,
  mayReplace,
});

describe('a commit', () => {
  it('changes, makes and deletes files on a branch of its own, and keeps their modes', async () => {
    const { sha, changed } = await commitFiles(
      repositoryOn(github),
      request([
        { path: 'scripts/run.sh', content: '#!/bin/sh\nset -e\n', before: '#!/bin/sh\n' },
        { path: 'scripts/old.sh', content: null, before: 'old\n' },
        { path: 'docs/new/page.md', content: 'ä\r\n', before: null },
        { path: 'logo.png', content: new Uint8Array([0, 255, 7]) },
      ]),
    );
    expect([changed, github.head('slipway/fix-1')]).toEqual([true, sha]);
    const files = github.git.files(sha);
    expect(Object.keys(files).sort()).toEqual(['.github/workflows/ci.yml', 'README.md', 'docs/new/page.md', 'logo.png', 'scripts/run.sh']);
    expect(files['scripts/run.sh']).toEqual({ mode: '100755', text: '#!/bin/sh\nset -e\n' });
    expect(files['docs/new/page.md']).toEqual({ mode: '100644', text: 'ä\r\n' });
    expect(github.git.commits.get(sha)?.parents).toEqual([github.head('main')]);
  });

  it('is not made again when the branch has it', async () => {
    const files = [{ path: 'README.md', content: 'bye\n', before: 'hello\n' }];
    const first = await commitFiles(repositoryOn(github), request(files));
    expect(await commitFiles(repositoryOn(github), request(files))).toEqual({ sha: first.sha, changed: false });
    expect(github.count(/^POST .*\/git\/commits$/)).toBe(1);
  });

  it('takes the place of an older one of its own', async () => {
    await commitFiles(repositoryOn(github), request([{ path: 'README.md', content: 'bye\n', before: 'hello\n' }]));
    github.push('main', { 'other.txt': 'x' });
    const { sha } = await commitFiles(repositoryOn(github), request([{ path: 'README.md', content: 'bye!\n', before: 'hello\n' }]));
    expect(github.git.commits.get(sha)?.parents).toEqual([github.head('main')]);
    expect(github.git.files(github.head('slipway/fix-1')!)['README.md']?.text).toBe('bye!\n');
  });

  it("takes no place of somebody else's", async () => {
    await commitFiles(repositoryOn(github), request([{ path: 'README.md', content: 'bye\n' }]));
    const theirs = github.push('slipway/fix-1', { 'README.md': 'mine\n' }, 'by hand');
    const again = commitFiles(
      repositoryOn(github),
      request([{ path: 'README.md', content: 'bye!\n' }], () => false),
    );
    await expect(again).rejects.toThrow(/the branch slipway\/fix-1 of acme\/app has commits of its own/);
    expect(github.head('slipway/fix-1')).toBe(theirs);
  });

  it.each([
    ['differs from the file that was read here', { path: 'README.md', content: 'x', before: 'hallo\n' }],
    ['is not there', { path: 'none.md', content: 'x', before: 'hello\n' }],
    ['is there already', { path: 'README.md', content: 'x', before: null }],
  ])('is refused when a file %s', async (sentence, file) => {
    await expect(commitFiles(repositoryOn(github), request([file]))).rejects.toThrow(new RegExp(`${sentence} on the branch main of acme/app`));
    expect(github.count(/^(?:POST|PATCH)/)).toBe(0);
  });

  it('on a branch that is not there is refused', async () => {
    await expect(commitFiles(repositoryOn(github), { ...request([]), base: 'trunk' })).rejects.toThrow(/acme\/app has no branch trunk/);
  });

  it('says what is missing when GitHub refuses a workflow file without saying why', async () => {
    github.answer(/^POST .*\/git\/trees$/, { status: 404, body: { message: 'Not Found' } });
    const files = [{ path: '.github/workflows/ci.yml', content: 'on: pull_request\n' }];
    await expect(commitFiles(repositoryOn(github), request(files))).rejects.toThrow(/workflow files: the token must be allowed to push those/);
  });
});

describe('a pull request', () => {
  it('is opened once, then brought up to date', async () => {
    const at = repositoryOn(github);
    github.push('slipway/fix-1', { 'README.md': 'x' });
    const refs = { branch: 'slipway/fix-1', base: 'main' };
    const first = await upsertPullRequest(at, refs, () => ({ title: 'Mend', body: 'one' }));
    expect(first).toMatchObject({ number: 1, made: true });
    const second = await upsertPullRequest(at, refs, (open) => ({ title: 'Mend', body: `${open?.body}, two` }));
    expect(second).toMatchObject({ number: 1, made: false, body: 'one, two' });
    await upsertPullRequest(at, refs, () => ({ title: 'Mend', body: 'one, two' }));
    expect([github.pulls.length, github.count(/^PATCH .*\/pulls\/1$/)]).toEqual([1, 1]);
  });
});

describe('a comment', () => {
  it("is found among many, and never in somebody else's words", async () => {
    const at = repositoryOn(github);
    github.comments.push({ id: 1, issue: 7, body: '> <!-- mark -->', user: { login: 'mallory', type: 'User' } });
    for (let id = 2; id < 250; id++) github.comments.push({ id, issue: 7, body: 'hm', user: { login: 'x', type: 'User' } });
    expect(await findComment(at, 7, '<!-- mark -->')).toBeUndefined();
    await upsertComment(at, 7, '<!-- mark -->', 'first <!-- mark -->');
    await upsertComment(at, 7, '<!-- mark -->', 'second <!-- mark -->');
    expect(github.comments.filter(({ user }) => user.login === github.login).map(({ body }) => body)).toEqual(['second <!-- mark -->']);
    expect(github.count(/^PATCH/)).toBe(1);
  });

  it('that says the same is left alone, and one that need not be is not made', async () => {
    const at = repositoryOn(github);
    expect(await upsertComment(at, 7, 'mark', 'mark', false)).toBeUndefined();
    await upsertComment(at, 7, 'mark', 'mark');
    await upsertComment(at, 7, 'mark', 'mark');
    expect([github.comments.length, github.count(/^PATCH/)]).toEqual([1, 0]);
  });
});

describe('what a token may do', () => {
  it.each([
    ['the GITHUB_TOKEN of a run', 'ghs_a', 'github-actions[bot]', undefined, false, /GITHUB_TOKEN of a run, which can never push/],
    ['the token of an App', 'ghs_a', 'release-bot[bot]', undefined, undefined, /"Workflows: write"/],
    ['a classic token with the scope', 'ghp_a', 'octo', 'repo, workflow', true, /has the scope workflow/],
    ['a classic token without it', 'ghp_a', 'octo', 'repo', false, /lacks the scope workflow/],
    ['a fine-grained token', 'github_pat_a', 'octo', undefined, undefined, /"Workflows: write"/],
  ])('with workflow files: %s', async (_, value, login, scopes, workflows, why) => {
    Object.assign(github, { login, scopes, permissions: { push: true } });
    const rights = await rightsOf(repositoryOn(github, { token: tokenFrom(value, 'GH_TOKEN') }));
    expect(rights).toMatchObject({ login, workflows, push: value.startsWith('ghs_') ? undefined : true });
    expect(rights.why).toMatch(why);
  });

  it('is nothing without one', async () => {
    github.answer(/^GET \/repos\/acme\/app$/, { status: 200, body: { full_name: 'acme/app', default_branch: 'main' } });
    expect(await rightsOf(repositoryOn(github, { token: undefined }))).toMatchObject({ login: undefined, push: false, workflows: false });
  });
});

describe('code scanning results', () => {
  const upload = { sarif: '{"version":"2.1.0","runs":[]}', commit: 'a'.repeat(40), ref: 'refs/heads/main' };

  it('arrive as they were sent, and their fate is told', async () => {
    expect(await uploadSarif(repositoryOn(github), upload)).toEqual({ state: 'complete', errors: [] });
    expect(github.sarifs).toEqual([{ commit: upload.commit, ref: upload.ref, log: { version: '2.1.0', runs: [] } }]);
    github.sarifState = { processing_status: 'failed', errors: ['no rules'] };
    expect(await uploadSarif(repositoryOn(github), upload)).toEqual({ state: 'failed', errors: ['no rules'] });
  });

  it('are asked for a bounded number of times', async () => {
    github.sarifState = { processing_status: 'pending' };
    expect(await uploadSarif(repositoryOn(github), upload)).toEqual({ state: 'pending', errors: [] });
    expect(github.count(/^GET .*\/sarifs\//)).toBe(5);
  });
});

it('a branch that is not there has no newest commit', async () => {
  expect([await branchHead(repositoryOn(github), 'main'), await branchHead(repositoryOn(github), 'none')]).toEqual([github.head('main'), undefined]);
});
