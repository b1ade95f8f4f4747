import { describe, expect, it } from 'vitest';
import type { Tag } from '../types.ts';
import { arithmeticOf, isRefusal, releasesOf } from './index.ts';

const semver = arithmeticOf({ kind: 'semver' });
const tags = (...names: string[]): Tag[] => names.map((name, at) => ({ name, commit: `${at}`.padStart(40, '0'), date: 0, annotated: false }));
const read = (...names: string[]) => {
  if (isRefusal(semver)) throw new Error(semver.refused);
  const { releases, leftOut, warnings } = releasesOf({ name: 'tool', tag: 'v{version}', scheme: { kind: 'semver' } }, tags(...names), semver);
  return { releases: releases.map(({ tag, numbers }) => `${tag} ${numbers.join('.')}`), leftOut: leftOut.map(({ why }) => why), warnings };
};

describe('tags with two numbers', () => {
  it('are versions where a project leaves the last zero out', () => {
    expect(read('v0.18', 'v0.17', 'v0.16.1', 'v0.16')).toEqual({
      releases: ['v0.18 0.18.0', 'v0.17 0.17.0', 'v0.16.1 0.16.1'],
      leftOut: ['v0.16 is left out: it moves with the versions 0.16.x.'],
      warnings: ['2 tags have two numbers where a semantic version has three: 0.18 counts as 0.18.0.'],
    });
  });

  it('are none where they move with the versions of a line', () => {
    const { releases, leftOut, warnings } = read('v4.1.5', 'v4.1', 'v4', 'v4.0.0', 'v4.0');
    expect(releases).toEqual(['v4.1.5 4.1.5', 'v4.0.0 4.0.0']);
    expect(leftOut).toEqual([
      'v4 is left out: `4` has one number where a semantic version has three.',
      'v4.1 is left out: it moves with the versions 4.1.x.',
      'v4.0 is left out: it moves with the versions 4.0.x.',
    ]);
    expect(warnings).toEqual([]);
  });
});
