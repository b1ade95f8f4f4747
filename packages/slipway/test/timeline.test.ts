import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, repository, run, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, slipway } from './commands.ts';
import { releaseOnTag, TAG_WITH_TOKEN, TAG_WITHOUT_TOKEN } from './sample-workflows.ts';

const RELEASE = releaseOnTag();
const tag = '.github/workflows/tag.yml';
const DAY = 86_400;
const START = 1_700_000_000;

/** Works, breaks, is not fixed by a change of name, is fixed; with commits between that have nothing to do with it. */
function story(): string {
  const root = repository({ [tag]: TAG_WITH_TOKEN, '.github/workflows/release.yml': RELEASE, 'main.c': '' }, 'Start');
  const next = (files: Record<string, string>, message: string, day: number): void => {
    write(root, files);
    commit(root, message, START + day * DAY);
  };
  next({ 'main.c': 'int a;' }, 'Code', 1);
  next({ [tag]: TAG_WITHOUT_TOKEN }, 'Drop the token', 2);
  next({ 'main.c': 'int b;' }, 'More code', 3);
  next({ [tag]: TAG_WITHOUT_TOKEN.replace('name: Tag', 'name: Make a tag') }, 'Fix the release', 4);
  next({ [tag]: TAG_WITH_TOKEN }, 'Use the token again', 5);
  return root;
}

interface Point {
  readonly subject: string;
  readonly verdicts: Record<string, string>;
  readonly inVain: boolean;
  readonly breaks: readonly { rules: readonly string[] }[];
  readonly mends: readonly { rules: readonly string[] }[];
}

async function pointsOf(args: readonly string[]): Promise<Point[]> {
  const ran = await slipway(['timeline', ...args, '--repo', 'octo/tool', '--format', 'json']);
  expectClean(ran);
  return JSON.parse(ran.out).points;
}

describe('slipway timeline', () => {
  it('says which commits broke and mended, and which changed no verdict', async () => {
    const points = await pointsOf([story()]);
    expect(points.map((p) => [p.subject, p.verdicts.release, p.inVain])).toEqual([
      ['Start', 'reached', false],
      ['Drop the token', 'broken', false],
      ['Fix the release', 'broken', true],
      ['Use the token again', 'reached', false],
    ]);
    expect(points[1]?.breaks.flatMap((s) => s.rules)).toContain('token-cannot-trigger');
    expect(points[3]?.mends.flatMap((s) => s.rules)).toContain('token-cannot-trigger');
  });

  it('draws a strip of verdicts, and names the commit since which it is broken', async () => {
    const root = story();
    run(root, ['reset', '--quiet', '--hard', 'HEAD~1']);
    const ran = await slipway(['timeline', root, '--repo', 'octo/tool']);
    expectClean(ran);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^ {2}GitHub release +✔✖✖ {2}broken since 2023-11-16$/m);
    expect(ran.out).toMatch(/^broken now, since\n {2}2023-11-16 [0-9a-f]{10} {2}Drop the token \(A\)$/m);
    expect(ran.out).toMatch(/^fixes that changed no verdict\n.*Fix the release/m);
  });

  it('starts at a day, at a revision, or with the newest so many', async () => {
    const root = story();
    const subjects = async (...args: string[]): Promise<string[]> => (await pointsOf([root, ...args])).map((p) => p.subject);
    expect(await subjects('--since', '2023-11-17')).toEqual(['Fix the release', 'Use the token again']);
    expect(await subjects('--since', 'HEAD~1')).toEqual(['Use the token again']);
    expect(await subjects('--limit', '1')).toEqual(['Use the token again']);
  });

  it('follows first parents through merges, and reads a git directory', async () => {
    const root = story();
    run(root, ['checkout', '--quiet', '-b', 'topic']);
    write(root, { [tag]: TAG_WITHOUT_TOKEN });
    commit(root, 'On a branch', START + 6 * DAY);
    run(root, ['checkout', '--quiet', 'main']);
    run(root, ['merge', '--quiet', '--no-ff', '-m', 'Merge the topic', 'topic'], START + 7 * DAY);
    const points = await pointsOf(['--git-dir', join(root, '.git'), '--rev', 'main']);
    expect(points.map((p) => p.subject)).not.toContain('On a branch');
    expect(points.at(-1)).toMatchObject({ subject: 'Merge the topic', verdicts: { release: 'broken' } });
  });

  it('reads a folder inside of a repository as the root', async () => {
    const root = repository({ [`app/${tag}`]: TAG_WITH_TOKEN, 'app/.github/workflows/release.yml': RELEASE, [tag]: 'on: push\n' }, 'Start');
    const points = await pointsOf([join(root, 'app')]);
    expect(points[0]?.verdicts).toMatchObject({ release: 'reached' });
  });

  it('has one sentence for a history without workflows', async () => {
    const root = repository({ 'main.c': '' });
    expect(await slipway(['timeline', root])).toMatchObject({
      code: 0,
      out: 'No commit here touched workflows or the configuration of a release.\n',
    });
  });

  it.each<[string, string[], RegExp]>([
    ['a start that is none', ['--since', 'yesterday'], /--since takes a day as YYYY-MM-DD or a revision/],
    ['no commits at all', ['--limit', '0'], /--limit takes a number from 1 to 2000/],
  ])('refuses %s', async (_, args, sentence) => {
    expectRefused(await slipway(['timeline', story(), ...args]), sentence);
  });
});
