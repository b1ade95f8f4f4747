import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../commits/index.ts';
import type { BumpRules, Commit, FurtherRule } from '../types.ts';
import { bumpOf, wordGlob } from './index.ts';

const commit = (message: string): Commit => ({ hash: '1'.repeat(40), parents: ['p'], author: { name: 'A', email: 'a@b' }, date: 0, message });
const rules = (...further: FurtherRule[]): BumpRules => ({
  types: new Map([
    ['feat', 'minor'],
    ['fix', 'patch'],
  ]),
  further,
  breaking: 'major',
  other: 'none',
  beforeOne: { breaking: 'minor', feature: 'patch' },
});
const raised = (message: string, current: readonly number[], ...further: FurtherRule[]): string =>
  bumpOf(changesOf(commit(message)), rules(...further), current).bump;

describe('rules that ask for more than a type', () => {
  it.each<[string, FurtherRule[], string]>([
    ['docs(api): x', [{ type: 'docs', scope: 'api', raises: 'patch' }], 'patch'],
    ['docs(web): x', [{ type: 'docs', scope: 'api', raises: 'patch' }], 'none'],
    ['docs: x', [{ type: 'docs', scope: '*', raises: 'patch' }], 'none'],
    ['feat(no-release): x', [{ scope: 'no-release', raises: 'none' }], 'none'],
    ['feat(no-release)!: x', [{ scope: 'no-release', raises: 'none' }], 'none'],
    ['feat: x', [{ scope: 'no-release', raises: 'none' }], 'minor'],
    ['chore(deps): bump a', [{ type: '{chore,build}', scope: 'deps*', raises: 'patch' }], 'patch'],
    ['chore(deps-dev): bump a', [{ type: 'chore', scope: '!deps-dev', raises: 'patch' }], 'none'],
    ['fix(ui)!: x', [{ type: 'fix', breaking: true, raises: 'patch' }], 'patch'],
    [
      'fix(ui): x',
      [
        { scope: 'ui', raises: 'patch' },
        { scope: 'ui', type: 'fix', raises: 'minor' },
        { scope: 'ui', raises: 'none' },
      ],
      'minor',
    ],
    [':bug: mend it', [{ subject: ':bug:**', raises: 'patch' }], 'patch'],
    ['\u2728 new: a/b', [{ subject: '\u2728**', raises: 'minor' }], 'minor'],
  ])('%s', (message, further, expected) => {
    expect(raised(message, [1, 0, 0], ...further)).toBe(expected);
  });

  it('mean below 1.0.0 what others mean there', () => {
    expect(raised('docs(api): x', [0, 3, 0], { scope: 'api', raises: 'major' })).toBe('minor');
    expect(raised('docs(api): x', [0, 3, 0], { scope: 'api', raises: 'minor' })).toBe('patch');
  });

  it.each([
    ['core', 'core', true],
    ['core', 'cor', false],
    ['c++', 'c++', true],
    ['@(a|b)-x', 'b-x', true],
    ['{a,b{c,d}}', 'bd', true],
    ['!{a,b}', 'c', true],
    ['!{a,b}', 'a', false],
    ['a*', 'a/b', false],
    ['a**', 'a/b', true],
  ])('the glob %s and %s', (glob, text, matches) => {
    expect(wordGlob(glob)?.(text)).toBe(matches);
  });

  it.each(['', 'a?', '[ab]', '!(a|b)', '+(a|b)', '{a', 'a)'])('the glob %j is none', (glob) => {
    expect(wordGlob(glob)).toBeUndefined();
  });

  it('globs never fail, and one without signs takes itself alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab*{},@(|)!/+-') }), fc.string({ unit: fc.constantFrom(...'ab/+-') }), (glob, text) => {
        expect([undefined, true, false]).toContain(wordGlob(glob)?.(text));
        if (text !== '') expect(wordGlob(text)?.(text)).toBe(true);
      }),
    );
    const bombs = wordGlob('{a,b}'.repeat(20));
    expect(bombs).toBeUndefined();
  });
});
