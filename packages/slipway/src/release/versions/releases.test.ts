import { describe, expect, it } from 'vitest';
import type { Tag } from '../types.ts';
import { arithmeticOf, isRefusal, releasesOf } from './index.ts';

const semver = arithmeticOf({ kind: 'semver' });
/** Of `v1.0.0 7`, the number says which commit; else it is one of its own. */
const tags = (...names: string[]): Tag[] =>
  names.map((text, at) => {
    const [name = '', commit = `a${at}`] = text.split(' ');
    return { name, commit: commit.padStart(40, '0'), date: 0, annotated: false };
  });
const read = (...names: string[]) => {
  if (isRefusal(semver)) throw new Error(semver.refused);
  const { releases, leftOut, warnings } = releasesOf({ name: 'tool', tag: 'v{version}', scheme: { kind: 'semver' } }, tags(...names), semver);
  return { releases: releases.map(({ tag, numbers }) => `${tag} ${numbers.join('.')}`), leftOut: leftOut.map(({ why }) => why), warnings };
};

describe('tags with two numbers', () => {
  it('are versions where a project leaves the last zero out', () => {
    expect(read('v0.18', 'v0.17', 'v0.16.1', 'v0.16')).toEqual({
      releases: ['v0.18 0.18.0', 'v0.17 0.17.0', 'v0.16.1 0.16.1', 'v0.16 0.16.0'],
      leftOut: [],
      warnings: ['3 tags have two numbers where a semantic version has three: 0.18 counts as 0.18.0.'],
    });
  });

  it('are none where they move with the versions of a line', () => {
    const { releases, leftOut, warnings } = read('v4.1.5 5', 'v4.1.4 4', 'v4.1 5', 'v4', 'v4.0.0', 'v4.0');
    expect(releases).toEqual(['v4.1.5 4.1.5', 'v4.1.4 4.1.4', 'v4.0.0 4.0.0']);
    expect(leftOut).toEqual([
      'v4 is left out: `4` has one number where a semantic version has three.',
      'v4.1 is left out: it moves with the versions 4.1.x.',
      'v4.0 is left out: it moves with the versions 4.0.x.',
    ]);
    expect(warnings).toEqual([]);
  });

  it('are versions of the calendar too', () => {
    const scheme = { kind: 'calver', format: 'YY.0M.MICRO' } as const;
    const calendar = arithmeticOf(scheme);
    if (isRefusal(calendar)) throw new Error(calendar.refused);
    const { releases, warnings } = releasesOf({ name: 'tool', tag: '{version}', scheme }, tags('26.08.1', '26.08', '25.12 2', '25.12.1 2'), calendar);
    expect(releases.map(({ tag, numbers }) => `${tag} ${numbers.join('.')}`)).toEqual(['26.08.1 26.8.1', '26.08 26.8.0', '25.12.1 25.12.1']);
    expect(warnings).toEqual([]);
  });
});
