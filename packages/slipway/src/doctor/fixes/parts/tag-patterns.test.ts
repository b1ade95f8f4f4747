import { describe, expect, it } from 'vitest';
import { matchFilters } from '../../../actions/index.ts';
import { analyse, memoryTree } from '../../../chain/index.ts';
import { worldOf } from '../../world.ts';
import { familiesInUse, patternLike, patternOf } from './tag-patterns.ts';

describe('a pattern for a family of tags', () => {
  it.each([
    ['v*', 'tool-v', 'tool-v*'],
    ['v[0-9]+.[0-9]+.[0-9]+', 'tool-v', 'tool-v[0-9]+.[0-9]+.[0-9]+'],
    ['v*', '', '[0-9]+.[0-9]+.[0-9]+*'],
    ['v[0-9]+.[0-9]+.[0-9]+', '', '[0-9]+.[0-9]+.[0-9]+'],
    ['v?[0-9]*', '@acme/tool@', '@acme/tool@*'],
    ['v1.2.3', 'w', 'w*'],
  ])('like %s, for %s', (pattern, family, expected) => {
    expect(patternLike(pattern, family)).toBe(expected);
    expect(matchFilters([patternLike(pattern, family)], `${family}1.2.3`)).toBe(true);
  });

  it('takes every version', () => {
    expect(matchFilters([patternOf('')], '1.2.3-rc.1')).toBe(true);
    expect(matchFilters([patternOf('')], 'nightly')).toBe(false);
  });
});

describe('families of tags in use', () => {
  const tag = (name: string) => ({ name, date: 0, subject: '' });
  const of = (...names: string[]) =>
    familiesInUse(
      analyse(
        worldOf(memoryTree({ '.github/workflows/a.yml': 'on: push\njobs: {}\n' }, { tags: names.map(tag) }), { version: '0', asOf: '2026-11-20' }),
      ),
    );

  it('are those of the newest tag of a version', () => {
    expect(of('nightly', '2.0.0', 'v1.0.0')).toEqual(['']);
  });
});
