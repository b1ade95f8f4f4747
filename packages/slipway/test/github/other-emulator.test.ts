import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realDoors } from '../../src/cli/doors.ts';
import { main } from '../../src/cli/main.ts';
import * as real from '../../src/remotes/github/index.ts';
import {
  branchHead,
  type ConnectOptions,
  closePullRequest,
  commitFiles,
  divergence,
  fileText,
  findComment,
  GitHubError,
  lastClosedPullRequestOf,
  mergeBase,
  openPullRequestOf,
  pathsOfCommit,
  protectionOf,
  type Repository,
  readCommit,
  repositoryFacts,
  repositoryOf,
  rightsOf,
  syncLabels,
  tagObject,
  tokenFrom,
  uploadSarif,
  upsertComment,
  upsertPullRequest,
} from '../../src/remotes/github/index.ts';
import { repository } from '../../src/remotes/testing.ts';
import { SOUND, SUPPRESSED } from '../sample-folders.ts';
import { HURRIED, repositoryOn } from './repository-on.ts';

const TOKEN = 'ghp_octo_0123456789abcdef';

// A GitHub that others wrote (npm `emulate`): what we believe of the API, and what they believe, must be the same.
// It has no code scanning, and its tokens have scopes only in its own seed.
let github: Emulator;
let at: Repository;
beforeAll(async () => {
  github = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [TOKEN]: { login: 'octo', scopes: ['repo', 'workflow'] } },
      github: { users: [{ login: 'octo', name: 'Octo' }], repos: [{ owner: 'octo', name: 'app', auto_init: true, default_branch: 'main' }] },
    },
  });
});
afterAll(() => github.close());

beforeAll(() => {
  at = repositoryOf(repositoryOn({ url: github.url }, { token: tokenFrom(TOKEN, 'GH_TOKEN') }).connection, 'octo/app');
});

describe('against an emulator of others', () => {
  it('reads the repository and its branches', async () => {
    expect(await repositoryFacts(at)).toMatchObject({ slug: 'octo/app', defaultBranch: 'main', archived: false });
    expect(await branchHead(at, 'main')).toMatch(/^[0-9a-f]{40}$/);
    expect(await branchHead(at, 'none')).toBeUndefined();
    expect((await rightsOf(at)).login).toBe('octo');
  });

  it('commits files with their modes, again and again, and opens one pull request', async () => {
    const change = (text: string) =>
      commitFiles(at, {
        branch: 'slipway/fix-1',
        base: 'main',
        message: 'Mend it',
        files: [
          { path: '.github/workflows/release.yml', content: text, before: null },
          { path: 'scripts/run.sh', content: '#!/bin/sh\n', mode: '100755' },
          { path: 'logo.png', content: new Uint8Array([0, 255]) },
        ],
        mayReplace: ({ message }) => message === 'Mend it',
      });
    const first = await change('on: push\n');
    expect(await change('on: push\n')).toEqual({ sha: first.sha, changed: false });
    const second = await change('on: release\n');
    expect(await branchHead(at, 'slipway/fix-1')).toBe(second.sha);
    expect(await mergeBase(at, (await branchHead(at, 'main'))!, second.sha)).toBe(await branchHead(at, 'main'));
    const refs = { branch: 'slipway/fix-1', base: 'main' };
    const made = await upsertPullRequest(at, refs, () => ({ title: 'Mend', body: 'one' }));
    const again = await upsertPullRequest(at, refs, (open) => ({ title: 'Mend', body: `${open?.body}, two` }));
    expect([made.made, again.made, again.number, again.body]).toEqual([true, false, made.number, 'one, two']);
  });

  it('keeps one comment up to date', async () => {
    const { number } = await upsertPullRequest(at, { branch: 'slipway/fix-1', base: 'main' }, () => ({ title: 'Mend', body: 'x' }));
    await upsertComment(at, number, '<!-- mark -->', 'first <!-- mark -->');
    await upsertComment(at, number, '<!-- mark -->', 'second <!-- mark -->');
    expect((await findComment(at, number, '<!-- mark -->'))?.body).toBe('second <!-- mark -->');
  });

  it('takes a pull request of slipway fix from end to end', async () => {
    const files = { '.github/workflows/release.yml': SOUND, '.github/workflows/tag.yml': SUPPRESSED };
    const onMain = Object.entries(files).map(([path, content]) => ({ path, content }));
    await commitFiles(at, { branch: 'main', base: 'main', message: 'workflows', files: onMain, mayReplace: () => true });
    const folder = repository(files);
    const printed: string[] = [];
    const say = (text: string): void => void printed.push(text);
    const io = { out: say, err: say, env: { GITHUB_API_URL: github.url, GH_TOKEN: TOKEN }, width: 100, terminal: false };
    const args = ['fix', '--rule', 'token-cannot-trigger', '--pr', '--repo', 'octo/app', folder];
    const code = await main(args, io, {
      ...realDoors,
      github: async () => ({ ...real, connect: (options: ConnectOptions) => real.connect({ ...options, patience: HURRIED }) }),
    });
    expect([code, printed.join('')]).toEqual([0, expect.stringMatching(/Opened: http/)]);
    const text = await upsertPullRequest(at, { branch: 'slipway/fix-token-cannot-trigger', base: 'main' }, (open) => ({
      title: 'x',
      body: `${open?.body}`,
    }));
    expect(text.body).toContain('The walk to');
  });

  it('moves a branch only from where it was seen, and tells what others committed to it', async () => {
    const base = (await branchHead(at, 'main'))!;
    const put = (branch: string, text: string, head: string | undefined) =>
      commitFiles(at, {
        branch,
        base: 'main',
        message: (tree) => `Release\n\nTree: ${tree}\n`,
        files: [{ path: 'CHANGELOG.md', content: text }],
        seen: { base, head },
      });
    const first = await put('slipway/release', 'one\n', undefined);
    const second = await put('slipway/release', 'two\n', first.sha);
    await expect(put('slipway/release', 'three\n', first.sha)).rejects.toMatchObject({ kind: 'moved' });
    expect(await branchHead(at, 'slipway/release')).toBe(second.sha);
    const { commits, ahead } = await divergence(at, base, second.sha);
    expect([commits.map(({ sha, parents }) => [sha, parents]), ahead]).toEqual([[[second.sha, [base]]], 1]);
    const { tree, message } = await readCommit(at, second.sha);
    expect([message.includes(tree), await fileText(at, tree, 'CHANGELOG.md'), await fileText(at, tree, 'none.md')]).toEqual([
      true,
      'two\n',
      undefined,
    ]);
    expect(await pathsOfCommit(at, second.sha)).toEqual(['CHANGELOG.md']);
  });

  it('keeps labels in step, makes those that are not there, and closes what is out of date', async () => {
    const refs = { branch: 'slipway/release', base: 'main' };
    const { number } = await upsertPullRequest(at, refs, () => ({ title: 'Release', body: 'x' }));
    expect(await syncLabels(at, number, { there: [], wanted: ['release'], unwanted: [] })).toMatchObject({
      added: ['release'],
      made: ['release'],
      refused: [],
    });
    await syncLabels(at, number, { there: ['release'], wanted: ['ready'], unwanted: ['release'] });
    expect(await openPullRequestOf(at, 'slipway/release')).toMatchObject({ number, labels: ['ready'], base: 'main', state: 'open' });
    await closePullRequest(at, number);
    expect(await openPullRequestOf(at, 'slipway/release')).toBeUndefined();
    expect(await lastClosedPullRequestOf(at, 'slipway/release')).toMatchObject({ number, state: 'closed', merged: false });
  });

  it('reads what protects a branch, and which tags there are', async () => {
    expect(await protectionOf(at, 'main')).toMatchObject({ protected: false, requiredChecks: [] });
    expect(await tagObject(at, 'v1.0.0')).toBeUndefined();
  });

  it('says what is missing', async () => {
    const stranger = repositoryOn({ url: github.url }, { token: tokenFrom('ghp_nobody_0123456789ab', 'GH_TOKEN') });
    const failure = await repositoryFacts(stranger).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GitHubError);
    const upload = uploadSarif(at, { sarif: '{}', commit: 'a'.repeat(40), ref: 'refs/heads/main' });
    await expect(upload).rejects.toMatchObject({ kind: 'missing' });
  });
});
