import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bump, BumpRules, Change } from '../types.ts';
import { bumpOf, bumpOfLabels, larger } from './index.ts';

const RULES: BumpRules = {
  types: new Map<string, Bump>([
    ['feat', 'minor'],
    ['fix', 'patch'],
    ['revert', 'patch'],
  ]),
  breaking: 'major',
  other: 'none',
  beforeOne: { breaking: 'minor', feature: 'patch' },
};

let count = 0;
function change(type: string | undefined, more: Partial<Omit<Change, 'commit'>> & { hash?: string; message?: string } = {}): Change {
  const { hash = (++count).toString(16).padStart(8, '0').repeat(5), message = `${type ?? 'text'}: thing`, ...rest } = more;
  const person = { name: 'Ada', email: 'ada@example.org' };
  const known = { description: 'thing', footers: [], reverts: [], commit: { hash, parents: [], author: person, date: 0, message } };
  return type === undefined ? { ...known, ...rest } : { ...known, type, ...rest };
}

describe('what changes raise', () => {
  it('is decided by the highest of them', () => {
    expect(bumpOf([change('fix'), change('feat'), change('chore')], RULES, [1, 0, 0]).bump).toBe('minor');
    expect(bumpOf([change('fix'), change('chore', { breaking: true })], RULES, [1, 0, 0]).bump).toBe('major');
    expect(bumpOf([change('chore'), change(undefined)], RULES, [1, 0, 0]).bump).toBe('none');
    expect(bumpOf([change(undefined)], { ...RULES, other: 'patch' }, [1, 0, 0]).bump).toBe('patch');
  });

  it('is told of every commit, and of the whole in a sentence', () => {
    const { considered, why } = bumpOf(
      [
        change('chore', { message: 'chore: tidy\n\nlong' }),
        change('feat', { hash: 'a'.repeat(40), message: 'feat: new door' }),
        change('fix', { breaking: 'gone' }),
        change(undefined),
      ],
      { ...RULES, breaking: 'minor' },
      [1, 0, 0],
    );
    expect(considered.map(({ subject, bump, why: reason }) => [subject, bump, reason])).toEqual([
      ['chore: tidy', 'none', '`chore` raises nothing'],
      ['feat: new door', 'minor', '`feat`: minor'],
      ['fix: thing', 'minor', 'it breaks: minor'],
      ['text: thing', 'none', 'it follows no convention, which raises nothing'],
    ]);
    expect(why).toEqual(['aaaaaaa "feat: new door" and 1 more of 4 commits: minor.']);
    expect(bumpOf([], RULES).why).toEqual(['There is no commit since the last release.']);
    expect(bumpOf([change('chore')], RULES).why).toEqual(['The one commit since the last release raises nothing.']);
  });

  it('follows its own rules below 1.0.0', () => {
    expect(bumpOf([change('feat', { breaking: true })], RULES, [0, 3, 1])).toMatchObject({
      bump: 'minor',
      considered: [{ why: 'it breaks: minor below 1.0.0' }],
    });
    expect(bumpOf([change('feat')], RULES, [0, 3, 1])).toMatchObject({ bump: 'patch', considered: [{ why: '`feat`: patch below 1.0.0' }] });
    expect(bumpOf([change('feat')], RULES, [1, 0, 0]).bump).toBe('minor');
    expect(bumpOf([change('fix')], RULES).bump).toBe('patch');
  });

  it('counts a commit once, by the highest of what it says', () => {
    const hash = 'b'.repeat(40);
    const { considered } = bumpOf([change('fix', { hash }), change('feat', { hash }), change('chore', { hash })], RULES, [1, 0, 0]);
    expect(considered).toMatchObject([{ hash, bump: 'minor' }]);
  });

  it('leaves out what is taken back, and counts what takes back a release', () => {
    const feat = 'f'.repeat(40);
    const undo = 'd'.repeat(40);
    const redo = 'e'.repeat(40);
    const made = change('feat', { hash: feat });
    const undone = change('revert', { hash: undo, reverts: [feat.slice(0, 7)] });
    const redone = change('revert', { hash: redo, reverts: [undo] });
    expect(bumpOf([undone, made], RULES, [1, 0, 0])).toMatchObject({
      bump: 'none',
      considered: [{ why: 'it takes back fffffff, which was not released either' }, { why: 'it is taken back by ddddddd' }],
    });
    expect(bumpOf([redone, undone, made], RULES, [1, 0, 0]).bump).toBe('minor');
    expect(bumpOf([undone], RULES, [1, 0, 0]).bump).toBe('patch');
    expect(bumpOf([change(undefined, { reverts: ['c'.repeat(40)] })], RULES, [1, 0, 0]).bump).toBe('patch');
  });

  it('is what a label of the pull request says, before its title', () => {
    const labels = new Map([
      [1, ['docs', 'semver:major']],
      [2, ['minor', 'skip-release']],
      [3, ['docs']],
    ]);
    const judged = (pullRequest: number) => bumpOf([change('fix', { pullRequest })], RULES, [1, 0, 0], labels).considered[0];
    expect(judged(1)).toMatchObject({ bump: 'major', why: 'the labels of #1: major' });
    expect(judged(2)).toMatchObject({ bump: 'none', why: 'the labels of #2 want no release' });
    expect(judged(3)).toMatchObject({ bump: 'patch' });
    expect(bumpOfLabels(['patch', 'bump/minor', 'release-patch'])).toBe('minor');
    expect(bumpOfLabels(['breaking change'])).toBe('major');
    expect(bumpOfLabels(['majority', 'released'])).toBeUndefined();
  });

  it('is nothing for a commit that says so', () => {
    expect(bumpOf([change('feat', { message: 'feat: thing [skip release]' })], RULES, [1, 0, 0])).toMatchObject({
      bump: 'none',
      considered: [{ why: 'it says `[skip release]`' }],
    });
  });

  it('is what a star raises, for a type that has no rule of its own', () => {
    const rules: BumpRules = {
      ...RULES,
      types: new Map<string, Bump>([
        ['*', 'patch'],
        ['chore', 'none'],
      ]),
    };
    expect(bumpOf([change('odd')], rules, [1, 0, 0]).bump).toBe('patch');
    expect(bumpOf([change('chore')], rules, [1, 0, 0]).bump).toBe('none');
  });

  it('is what the configuration says of a label', () => {
    const known = new Map<string, Bump>([
      ['enhancement', 'minor'],
      ['quiet', 'none'],
    ]);
    const labels = new Map([
      [7, ['enhancement', 'quiet']],
      [8, ['quiet']],
    ]);
    expect(bumpOf([change('fix', { pullRequest: 7 })], { ...RULES, labels: known }, [1, 0, 0], labels).bump).toBe('minor');
    expect(bumpOf([change('feat', { pullRequest: 8 })], { ...RULES, labels: known }, [1, 0, 0], labels).bump).toBe('none');
  });

  it('names the version that a footer asks for', () => {
    expect(bumpOf([change('fix', { footers: [{ token: 'Release-As', value: '2.0.0' }] })], RULES, [1, 0, 0]).asked).toBe('2.0.0');
    expect(bumpOf([change('fix')], RULES, [1, 0, 0]).asked).toBeUndefined();
  });

  it('does not depend on the order of what takes nothing back, and never falls when a change is added', () => {
    const kinds = fc.array(fc.record({ type: fc.constantFrom('feat', 'fix', 'chore', undefined), breaks: fc.boolean(), back: fc.nat(6) }), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(kinds, fc.nat(3), (drawn, major) => {
        const hashes = drawn.map((_, at) => `${at}`.repeat(40));
        // Only what came before can be taken back: the first is the newest.
        const changes = drawn.map(({ type, breaks, back }, at) =>
          change(type, {
            hash: hashes[at]!,
            ...(breaks ? { breaking: true as const } : {}),
            reverts: back > at && back < drawn.length ? [hashes[back]!] : [],
          }),
        );
        const { bump } = bumpOf(changes, RULES, [major, 0, 0]);
        const plain = changes.filter(({ reverts }) => reverts.length === 0);
        expect(bumpOf([...plain].reverse(), RULES, [major, 0, 0]).bump).toBe(bumpOf(plain, RULES, [major, 0, 0]).bump);
        const more = bumpOf([change('feat', { hash: 'a'.repeat(40) }), ...changes], RULES, [major, 0, 0]).bump;
        expect(larger(more, bump)).toBe(more);
      }),
    );
  });
});
