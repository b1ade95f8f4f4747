import { describe, expect, it } from 'vitest';
import { releaseOnTag } from '../../../test/sample-workflows.ts';
import { memoryTree } from '../../chain/index.ts';
import { examine } from '../diagnose.ts';
import { compareExaminations } from './index.ts';
import type { Comparison } from './types.ts';

const TAG = `name: Tag
on:
  push:
    branches: [main]
permissions:
  contents: write
jobs:
  tag:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          git tag v1.2.3
          git push origin v1.2.3
`;
const RELEASE = releaseOnTag();
/** The tag is pushed with a token of its own. */
const MENDED = TAG.replace('checkout@v4', 'checkout@v4\n        with:\n          token: ${{ secrets.RELEASE_TOKEN }}');
const CI = `name: CI
on: [pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
`;
const tag = '.github/workflows/tag.yml';
const release = '.github/workflows/release.yml';

function compare(before: Record<string, string>, after: Record<string, string>): Comparison {
  const options = { version: '0', asOf: '2026-11-20', slug: 'octo/tool' };
  return compareExaminations(examine(memoryTree(before), options), examine(memoryTree(after), options));
}

const rulesOf = (list: Comparison['breaks']): string[] => list.flatMap((s) => s.rules);

describe('a comparison', () => {
  it('does not say broken of what every release reaches as before, because a script that may start it comes up elsewhere', () => {
    const deploy = releaseOnTag().replace(/on:[\s\S]*?\n(?=permissions|jobs)/, 'on: workflow_dispatch\n');
    const try_ = `name: Try\non: workflow_dispatch\njobs:\n  try:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ./script/build --local\n`;
    const script = '#!/bin/sh\nif [ "$1" != --local ]; then\n  gh workflow run release.yml --ref main\nfi\nmake\n';
    const c = compare({ [release]: deploy }, { [release]: deploy, '.github/workflows/try.yml': try_, 'script/build': script });
    expect(c.breaks.filter((s) => s.rules.length === 0)).toEqual([]);
  });

  it('says nothing of a tree that did not change', () => {
    const c = compare({ [tag]: TAG, [release]: RELEASE }, { [tag]: TAG, [release]: RELEASE });
    expect([c.fresh, c.gone, c.destinations, c.breaks, c.mends, c.unproven, c.wakes, c.sleeps, c.added, c.removed]).toEqual(Array(10).fill([]));
    expect(c.stays.map((f) => f.rule)).toContain('token-cannot-trigger');
  });

  it('mends a destination that is reached now, and breaks it the other way round', () => {
    const there = compare({ [tag]: TAG, [release]: RELEASE }, { [tag]: MENDED, [release]: RELEASE });
    expect(rulesOf(there.mends)).toContain('token-cannot-trigger');
    expect(there.mends.flatMap((s) => s.destinations)).toContainEqual({ id: 'release', before: 'broken', after: 'reached' });
    expect(there.breaks).toEqual([]);
    expect(there.wakes).toContainEqual({
      workflow: release,
      event: 'push of a tag v*',
      by: 'tag.yml with the token in secret RELEASE_TOKEN',
    });
    const back = compare({ [tag]: MENDED, [release]: RELEASE }, { [tag]: TAG, [release]: RELEASE });
    expect(rulesOf(back.breaks)).toContain('token-cannot-trigger');
    expect(back.mends).toEqual([]);
    expect(back.sleeps).toEqual(there.wakes);
  });

  it('does not say mends when the same release fails for another reason', () => {
    const narrowed = RELEASE.replace("'v*'", "'release-*'");
    const c = compare({ [tag]: TAG, [release]: RELEASE }, { [tag]: TAG, [release]: narrowed });
    expect(c.gone.map((f) => f.rule)).toContain('token-cannot-trigger');
    expect(c.mends).toEqual([]);
    expect(c.unproven.find((u) => u.finding.rule === 'token-cannot-trigger')?.why).toBe('stands');
  });

  it('does not say mends when what was broken is not there any more', () => {
    const c = compare({ [tag]: TAG, [release]: RELEASE }, { [tag]: TAG });
    expect(c.mends).toEqual([]);
    expect(c.unproven.map((u) => u.why)).toContain('removed');
  });

  it('does not say mends when the job is switched off', () => {
    const old = RELEASE.replace('ubuntu-latest', 'ubuntu-18.04');
    for (const off of ['    if: false\n', "    if: github.event_name == 'schedule'\n"]) {
      const c = compare({ [release]: old }, { [release]: old.replace('  release:\n', `  release:\n${off}`) });
      expect(c.gone.map((f) => f.rule)).toContain('retired-runner');
      expect(rulesOf(c.mends)).not.toContain('retired-runner');
    }
    expect(rulesOf(compare({ [release]: old }, { [release]: RELEASE }).mends)).toContain('retired-runner');
  });

  it('does not say mends when what stands there now cannot be read', () => {
    const opaque = `${TAG.slice(0, TAG.indexOf('      - run:'))}      - uses: example/makes-some-tag@v1\n`;
    const c = compare({ [tag]: TAG, [release]: RELEASE }, { [tag]: opaque, [release]: RELEASE });
    expect(rulesOf(c.mends)).not.toContain('token-cannot-trigger');
  });

  it('does not say mends when a comment ignores the finding', () => {
    const ignored = TAG.replace('          git push', '          # slipway: ignore[token-cannot-trigger] a person does it\n          git push');
    const c = compare({ [tag]: TAG, [release]: RELEASE }, { [tag]: ignored, [release]: RELEASE });
    expect(c.gone.map((f) => f.rule)).toContain('token-cannot-trigger');
    expect(c.unproven.map((u) => u.why)).toEqual(['ignored']);
    expect(c.mends).toEqual([]);
  });

  it('knows a finding again whose lines moved, and one whose file has a new name', () => {
    const moved = `# A comment.\n\n${TAG}`;
    for (const path of [tag, '.github/workflows/make-tag.yml']) {
      const c = compare({ [tag]: TAG, [release]: RELEASE }, { [path]: moved, [release]: RELEASE });
      expect(c.fresh).toEqual([]);
      expect(c.gone).toEqual([]);
      expect([c.wakes, c.sleeps]).toEqual([[], []]);
    }
  });

  it('tells the firings of a new workflow, also of one that releases nothing', () => {
    const c = compare({ [release]: RELEASE }, { [release]: RELEASE, '.github/workflows/ci.yml': CI });
    expect(new Set(c.wakes.map((f) => f.workflow))).toEqual(new Set(['.github/workflows/ci.yml']));
    expect(c.wakes.every((f) => f.event.startsWith('pull_request'))).toBe(true);
    expect(c.breaks).toEqual([]);
  });

  it('counts no firing whose jobs never run', () => {
    const off = RELEASE.replace('  release:\n', '  release:\n    if: false\n');
    const c = compare({ [release]: RELEASE }, { [release]: off });
    expect(c.wakes).toEqual([]);
    expect(c.sleeps.map((f) => f.workflow)).toContain(release);
  });

  it('tells a workflow that another one calls now', () => {
    const called = RELEASE.replace("  push:\n    tags: ['v*']", '  workflow_call:');
    const caller = `${TAG}  release:\n    needs: tag\n    uses: ./.github/workflows/release.yml\n    permissions:\n      contents: write\n`;
    const c = compare({ [tag]: TAG, [release]: called }, { [tag]: caller, [release]: called });
    expect(c.wakes).toContainEqual({ workflow: release, event: 'a call, on push to main', by: 'tag.yml' });
  });
});
