import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checksOf, notGreen, releasesOfTag, runsOfTag } from '../../src/remotes/github/index.ts';
import { Emulator } from './emulator.ts';
import { repositoryOn } from './repository-on.ts';

let github: Emulator;
let sha: string;
beforeEach(async () => {
  github = await Emulator.start();
  sha = github.push('main', { 'README.md': 'hello\n' });
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

const check = (name: string, conclusion: string | null, run = 7): Record<string, unknown> => ({
  name,
  status: conclusion === null ? 'in_progress' : 'completed',
  conclusion,
  details_url: `https://github.example/acme/app/actions/runs/${run}/job/1`,
});

describe('the checks of a commit', () => {
  it('are green when all have passed, or were skipped', async () => {
    github.checks.set(sha, [check('test', 'success'), check('docs', 'skipped'), check('style', 'neutral')]);
    const found = await checksOf(repositoryOn(github), sha);
    expect([found.state, found.passed, notGreen(found)]).toEqual(['green', 3, undefined]);
  });

  it('are red when one failed, and name what failed and what is not done', async () => {
    github.checks.set(sha, [check('test (20)', 'failure'), check('lint', 'timed_out'), check('slow', null), check('docs', 'success')]);
    const found = await checksOf(repositoryOn(github), sha);
    expect([found.state, notGreen(found)]).toEqual(['red', 'lint, test (20) failed, slow not done yet']);
  });

  it('take the newest status of each context', async () => {
    github.statuses.set(sha, [
      { context: 'ci/old', state: 'success' },
      { context: 'ci/old', state: 'failure' },
      { context: 'ci/other', state: 'pending' },
    ]);
    expect(await checksOf(repositoryOn(github), sha)).toMatchObject({ state: 'pending', passed: 1, pending: [{ name: 'ci/other' }] });
  });

  it('leave out the run that asks', async () => {
    github.checks.set(sha, [check('test', 'success'), check('release', null, 99)]);
    expect((await checksOf(repositoryOn(github), sha)).state).toBe('pending');
    expect((await checksOf(repositoryOn(github), sha, { run: '99' })).state).toBe('green');
    expect((await checksOf(repositoryOn(github), sha, { run: '9' })).state).toBe('pending');
  });

  it('are none where nobody checks, and an error where the token may not see them', async () => {
    expect((await checksOf(repositoryOn(github), sha)).state).toBe('none');
    github.answer(/check-runs/, { status: 403, body: { message: 'Resource not accessible by integration' } });
    await expect(checksOf(repositoryOn(github), sha)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('what is there of a tag', () => {
  const release = (more: Record<string, unknown>): Record<string, unknown> => ({
    tag_name: 'v1.0.0',
    name: 'v1.0.0',
    html_url: `https://github.example/acme/app/releases/${JSON.stringify(more)}`,
    draft: false,
    prerelease: false,
    assets: [],
    ...more,
  });

  it('are its published release and its drafts', async () => {
    github.releases.push(release({ draft: true }), release({ immutable: true }), release({ tag_name: 'v2.0.0' }));
    const found = await releasesOfTag(repositoryOn(github), 'v1.0.0');
    expect(found.map(({ draft, immutable }) => [draft, immutable])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(await releasesOfTag(repositoryOn(github), 'v3.0.0')).toEqual([]);
  });

  it('are the runs that it started', async () => {
    const run = { id: 1, path: '.github/workflows/release.yml@refs/tags/v1.0.0', event: 'push', status: 'completed', conclusion: 'success' };
    github.runs.push({ ...run, html_url: 'https://github.example/1', head_branch: 'v1.0.0' }, { ...run, html_url: 'x', head_branch: 'main' });
    const found = await runsOfTag(repositoryOn(github), 'v1.0.0');
    expect(found).toMatchObject([{ path: '.github/workflows/release.yml', conclusion: 'success' }]);
  });
});
