import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, run as git, temporaryFolder } from '../src/remotes/testing.ts';
import { expectClean, expectRefused } from './commands.ts';
import { releasedOnce, slipwayOn } from './plan-repositories.ts';

/** What `actions/checkout` leaves for a pull request: HEAD is its merge into main, and no branch is checked out. */
function pullRequest(messages: readonly string[], event: Record<string, unknown>): { root: string; env: Record<string, string> } {
  const root = releasedOnce(['fix: the build']);
  git(root, ['checkout', '--quiet', '-b', 'topic']);
  for (const message of messages) commit(root, message, 1_700_000_300);
  git(root, ['checkout', '--quiet', '--detach', 'main']);
  git(root, ['merge', '--quiet', '--no-ff', '-m', 'Merge topic into main', 'topic'], 1_700_000_400);
  const files = temporaryFolder();
  const [path, summary] = [join(files, 'event.json'), join(files, 'summary.md')];
  writeFileSync(path, JSON.stringify({ pull_request: { number: 12, body: null, labels: [], user: { login: 'octo' }, ...event } }));
  writeFileSync(summary, 'before\n');
  return { root, env: { GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main', GITHUB_EVENT_PATH: path, GITHUB_STEP_SUMMARY: summary } };
}

describe('slipway notes --summary', () => {
  const summaryOf = async (messages: readonly string[], event: Record<string, unknown>, config?: string): Promise<string> => {
    const { root, env } = pullRequest(messages, event);
    if (config !== undefined) writeFileSync(join(root, 'other.yaml'), config);
    const outcome = await slipwayOn(['notes', '--path', root, '--summary', ...(config === undefined ? [] : ['--config', join(root, 'other.yaml')])], {
      env,
    });
    expectClean(outcome);
    expect([outcome.code, outcome.err]).toEqual([0, '']);
    const text = readFileSync(env.GITHUB_STEP_SUMMARY!, 'utf8');
    expect(text.startsWith('before\n')).toBe(true);
    return text;
  };

  it('says what the pull request makes of the next version, and what its title says', async () => {
    const text = await summaryOf(['feat: a new door'], { title: 'feat: doors for @everybody' });
    expect(text).toContain('## What #12 would release');
    expect(text).toContain('**It makes the next release 1.1.0.**');
    expect(text).toMatch(/\| root \| 1\.0\.0 \| 1\.0\.1 \| \*\*1\.1\.0\*\* \|/);
    expect(text).toMatch(/raises the version: \*\*minor\*\*/);
    expect(text).toContain('squashed');
    expect(text).toContain('<details><summary>Notes of root 1.1.0</summary>');
    expect(text).not.toContain('@everybody');
  });

  it('says that it changes no version', async () => {
    expect(await summaryOf(['docs: a word'], { title: 'docs: a word' })).toContain(
      '**It changes no version.** 1.0.1 would be released with or without it.',
    );
  });

  it('judges a title that follows no convention', async () => {
    expect(await summaryOf(['fix: more'], { title: 'Some doors' })).toContain('It does not follow Conventional Commits');
  });

  it('lets the title decide where the configuration says so', async () => {
    const config = 'version: 1\nrelease:\n  from: [pull-requests]\n';
    const text = await summaryOf(['anything at all'], { title: 'feat!: other doors' }, config);
    expect(text).toContain('**It makes the next release 2.0.0.**');
    expect(text).not.toContain('squashed');
  });

  it('says that nothing is released from the branch that it goes into', async () => {
    const { root, env } = pullRequest(['feat: a new door'], { title: 'feat: a new door' });
    const { code, out } = await slipwayOn(['notes', '--path', root, '--summary'], {
      env: { ...env, GITHUB_BASE_REF: 'develop', GITHUB_STEP_SUMMARY: '' },
    });
    expect([code, out]).toEqual([0, '## What #12 would release\n\n**Nothing:** no channel is released from the branch that it goes into.\n']);
  });

  it('refuses to speak of commits that are not checked out', async () => {
    const { root, env } = pullRequest(['feat: a new door'], { title: 'feat: a new door', head: { sha: 'f'.repeat(40) } });
    expectRefused(
      await slipwayOn(['notes', '--path', root, '--summary'], { env }),
      /the commits of #12 are not checked out here; .*refs\/pull\/12\/merge/,
    );
    const [main, topic] = ['main', 'topic'].map((branch) => git(root, ['rev-parse', branch]).trim());
    git(root, ['checkout', '--quiet', 'main']);
    writeFileSync(
      env.GITHUB_EVENT_PATH!,
      JSON.stringify({ pull_request: { number: 12, title: 'feat: a', head: { sha: topic }, base: { sha: main } } }),
    );
    expectRefused(await slipwayOn(['notes', '--path', root, '--summary'], { env }), /are not checked out here/);
  });

  it('is printed where there is no summary of a job', async () => {
    const { code, out } = await slipwayOn(['notes', '--path', releasedOnce(), '--summary']);
    expect([code, out.includes('## What this pull request would release')]).toEqual([0, true]);
  });
});
