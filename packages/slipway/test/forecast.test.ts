import { describe, expect, it } from 'vitest';
import { temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, slipway } from './commands.ts';
import { releaseOnTag } from './sample-workflows.ts';

function folder(runner: string): string {
  const root = temporaryFolder();
  write(root, { '.github/workflows/release.yml': releaseOnTag({ runner }) });
  return root;
}

describe('doctor --forecast', () => {
  it('names what the calendar takes away, and the first day without it', async () => {
    const ran = await slipway(['doctor', folder('ubuntu-20.04'), '--forecast', '60', '--as-of', '2025-03-01', '--format', 'json']);
    expectClean(ran);
    expect(ran.code).toBe(1);
    const { from, until, findings } = JSON.parse(ran.out);
    expect([from, until]).toEqual(['2025-03-01', '2025-04-30']);
    expect(findings.map((f: { date: string; finding: { rule: string } }) => [f.date, f.finding.rule])).toContainEqual([
      '2025-04-15',
      'retired-runner',
    ]);
  });

  it('says so when nothing comes', async () => {
    const ran = await slipway(['doctor', folder('ubuntu-20.04'), '--forecast', '30', '--as-of', '2025-03-01']);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/no finding comes by time alone until 2025-03-31\n$/);
  });

  it('says nothing of what stands today already', async () => {
    const ran = await slipway(['doctor', folder('ubuntu-18.04'), '--forecast', '--as-of', '2026-11-20', '--format', 'json']);
    expect(JSON.parse(ran.out).findings).toEqual([]);
    expect(ran.code).toBe(0);
  });

  it('prints the dates in order for people', async () => {
    const ran = await slipway(['doctor', folder('[ubuntu-20.04]'), '--forecast', '60', '--as-of', '2025-03-01']);
    expectClean(ran);
    expect(ran.out).toMatch(/^ {2}2025-04-15 {2}.*retired-runner/m);
  });

  it.each<[string, string[], RegExp]>([
    ['days that are none', ['--forecast', 'soon'], /--forecast takes days from 1 to 3650/],
    ['a format that it has not', ['--forecast', '--format', 'sarif'], /printed as text or json/],
    ['a base beside it', ['--forecast', '--base', 'HEAD'], /cannot be used with option '--base/],
  ])('refuses %s', async (_, args, sentence) => {
    expectRefused(await slipway(['doctor', folder('ubuntu-24.04'), ...args]), sentence);
  });
});
