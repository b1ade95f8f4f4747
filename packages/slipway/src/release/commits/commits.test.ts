import { CommitParser } from 'conventional-commits-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change, Commit } from '../types.ts';
import { changesOf, revertedBy } from './index.ts';

const HASHES = ['a', 'b', 'c', 'd', 'e', 'f'].map((digit) => digit.repeat(40));

function commit(message: string, hash = HASHES[0]!, parents: readonly string[] = ['0'.repeat(40)]): Commit {
  return { hash, parents, author: { name: 'A', email: 'a@example.com' }, date: 0, message };
}

const only = (message: string): Change => {
  const changes = changesOf(commit(message));
  expect(changes).toHaveLength(1);
  return changes[0]!;
};

/** Type, scope, description of each change. */
const shown = (message: string) => changesOf(commit(message)).map(({ type, scope, description }) => [type, scope, description]);

describe('the first line', () => {
  test.each([
    ['feat: a thing', 'feat', undefined, 'a thing'],
    ['Fix(core)!: a thing', 'fix', 'core', 'a thing'],
    ['build-deps(@a/b, c):\ta  thing ', 'build-deps', '@a/b, c', 'a  thing'],
    ['feat(): no scope', 'feat', undefined, 'no scope'],
    ['feat:no blank', undefined, undefined, 'feat:no blank'],
    ['feat : a blank', undefined, undefined, 'feat : a blank'],
    ['feat(a: b', undefined, undefined, 'feat(a: b'],
    ['Fix a thing', undefined, undefined, 'Fix a thing'],
    [': x', undefined, undefined, ': x'],
    ['feat: ', undefined, undefined, 'feat:'],
    ['', undefined, undefined, ''],
    ['Revert "feat: a thing (#12)" (#13)', 'revert', undefined, 'feat: a thing (#12)'],
    ['Reapply "feat(x): a thing"', 'feat', 'x', 'a thing'],
    ['Revert "Revert "fix: a thing""', 'fix', undefined, 'a thing'],
  ])('%s', (line, type, scope, description) => {
    expect(only(line)).toMatchObject({ description });
    expect([only(line).type, only(line).scope]).toEqual([type, scope]);
  });

  test.each([
    ['feat: a (#12)', 12],
    ['feat: a (#12) (#15)', 15],
    ['Merge pull request #7 from a/b\n\nfeat: a', 7],
    ['feat: a #12', undefined],
    ['feat: (#12) a', undefined],
  ])('names the pull request: %j', (message, number) => {
    expect(only(message).pullRequest).toBe(number);
  });
});

describe('what breaks', () => {
  test.each([
    ['feat!: a', true],
    ['feat: a', undefined],
    ['feat: a\n\nBREAKING CHANGE: the words', 'the words'],
    ['chore!: a\n\nBREAKING-CHANGE: the words', 'the words'],
    ['feat: a\n\nbody\nBREAKING CHANGE: one\ntwo\n\nthree\nRefs: #1', 'one\ntwo\n\nthree'],
    ['feat: a\n\nBREAKING CHANGE #12 is gone', '#12 is gone'],
    ['feat: a\n\nBREAKING CHANGE: one\nBREAKING CHANGE: two', 'one\ntwo'],
    ['feat: a\n\nBREAKING CHANGE:', true],
    ['feat: a\n\na note **on a\nBREAKING CHANGE:** the words', 'the words'],
    ['feat: a\n\nbody\nBREAKING CHANGE:the words', 'the words'],
    ['feat: a\n\nbody \u2028BREAKING CHANGE: no', undefined],
    ['feat: a\n\nbreaking change: no', undefined],
    ['feat: a\n\nThis is no BREAKING CHANGE: really', undefined],
    ['Not of the convention\r\n\r\nBREAKING CHANGE: still\r\n', 'still'],
  ])('%j', (message, breaking) => {
    expect(only(message).breaking).toBe(breaking);
  });
});

describe('body and footers', () => {
  test('footers are the last paragraphs that begin with one, their values go on', () => {
    const { body, footers } = only(
      'feat: a\n\nNote: prose here.\n\nMore prose.\n\nReviewed-by: Z\n  of the team\nRefs #133\n\nCloses: #5\nSee https://example.com: there\n',
    );
    expect(body).toBe('Note: prose here.\n\nMore prose.');
    expect(footers).toEqual([
      { token: 'Reviewed-by', value: 'Z\n  of the team' },
      { token: 'Refs', value: '#133' },
      { token: 'Closes', value: '#5\nSee https://example.com: there' },
    ]);
  });

  test('a body without footers, with addresses and times, stays a body', () => {
    expect(only('feat: a\n\nhttps://example.com/x\n\nat 12:30 it broke')).toMatchObject({
      body: 'https://example.com/x\n\nat 12:30 it broke',
      footers: [],
    });
  });
});

describe('a squashed pull request', () => {
  test('says what its first line says and what each item of the list of GitHub says, once', () => {
    const message =
      'feat: a thing (#12)\n\n* feat: a thing\n\n* fix(core)!: another\n\nwith words\n\nBREAKING CHANGE: it is gone\n\n* wip\n\nof no one\n\n---------\n\nCo-authored-by: B <b@example.com>';
    expect(shown(message)).toEqual([
      ['feat', undefined, 'a thing (#12)'],
      ['fix', 'core', 'another'],
    ]);
    const [whole, fix] = changesOf(commit(message));
    expect(fix).toMatchObject({ breaking: 'it is gone', body: 'with words', pullRequest: 12 });
    expect([whole!.breaking, whole!.squashed, fix!.squashed]).toEqual([undefined, undefined, 'item']);
  });

  test('says what paragraphs that begin like a first line say', () => {
    expect(shown('feat: one\n\nbody\n\nfix(utils): two\n  BREAKING-CHANGE: x\n\nfeat(utils)!: three\n\nRefs: #1')).toEqual([
      ['feat', undefined, 'one'],
      ['fix', 'utils', 'two'],
      ['feat', 'utils', 'three'],
    ]);
    expect(changesOf(commit('feat: one\n\nfix(utils): two\n  BREAKING-CHANGE: x'))[1]!.breaking).toBe('x');
  });

  test('of a merge only its first line counts', () => {
    const message = 'Merge pull request #7 from a/b\n\nfeat: a thing';
    expect(shown(message)).toEqual([[undefined, undefined, 'Merge pull request #7 from a/b']]);
    expect(changesOf(commit('feat: all of it\n\n* fix: b', HASHES[0], HASHES.slice(1, 3)))).toHaveLength(1);
  });

  test('an override replaces everything, and may hold messages in messages', () => {
    const message = `chore: wrong (#9)

words
BEGIN_COMMIT_OVERRIDE
feat: right

of the thing

fix: also
BEGIN_NESTED_COMMIT
feat(in)!: inside
BEGIN_NESTED_COMMIT
docs: deeper
END_NESTED_COMMIT
END_NESTED_COMMIT
END_COMMIT_OVERRIDE
more`;
    expect(shown(message)).toEqual([
      ['feat', undefined, 'right'],
      ['fix', undefined, 'also'],
      ['feat', 'in', 'inside'],
      ['docs', undefined, 'deeper'],
    ]);
    expect(changesOf(commit(message)).every(({ pullRequest, squashed }) => pullRequest === 9 && squashed === undefined)).toBe(true);
    expect(shown('feat: a\n\nBEGIN_COMMIT_OVERRIDE\nfix: b')[0]).toEqual(['feat', undefined, 'a']);
  });
});

describe('taking back', () => {
  const revert = (subject: string, hash: string) => `Revert "${subject}"\n\nThis reverts commit ${hash}.`;
  const cancelled = (...newestFirst: readonly (readonly [string, string])[]) => {
    const changes = newestFirst.flatMap(([hash, message]) => changesOf(commit(message, hash)));
    return [...revertedBy(changes).keys()]
      .map(({ commit: { hash } }) => hash[0])
      .sort()
      .join('');
  };
  const [A, B, C, D] = HASHES as [string, string, string, string];

  test.each([
    [revert('feat: x', A), [A]],
    [`revert: let us never speak of it\n\nRefs: ${A.slice(0, 7)}, ${B.slice(0, 10)}`, [A.slice(0, 7), B.slice(0, 10)]],
    [`fix: y\n\nThis reverts commits ${A} and ${B}.`, [A, B]],
    [`feat: y\n\nRefs: ${A}`, []],
    [`feat: y (#3)\n\n* Revert it\n\nThis reverts commit ${A}.\n\n* and again`, []],
  ])('%j', (message, hashes) => {
    expect(only(message).reverts).toEqual(hashes);
  });

  test('a change and its revert cancel out, also by the number of the pull request', () => {
    expect(cancelled([B, revert('feat: x', A)], [A, 'feat: x'])).toBe('ab');
    expect(cancelled([B, revert('feat: x', A.slice(0, 9))], [A, 'feat: x'])).toBe('ab');
    expect(cancelled([B, 'Revert "feat: x (#4)" (#5)\n\nReverts o/r#4'], [A, 'feat: x (#4)'])).toBe('ab');
    expect(cancelled([B, 'Revert "feat: x (#4)" (#5)'], [A, 'feat: x (#4)'])).toBe('ab');
  });

  test('what was released before the range stays taken back; a fix that takes something back stays a fix', () => {
    expect(cancelled([B, revert('feat: x', A)])).toBe('');
    expect(cancelled([C, `revert: both\n\nRefs: ${A}, ${D}`], [A, 'feat: x'])).toBe('a');
    expect(cancelled([B, `fix: y\n\nThis reverts commit ${A}.`], [A, 'feat: x'])).toBe('a');
  });

  test('a revert that was taken back takes nothing back, and a commit takes back only older ones', () => {
    expect(cancelled([C, `Reapply "feat: x"\n\nThis reverts commit ${B}.`], [B, revert('feat: x', A)], [A, 'feat: x'])).toBe('bc');
    expect(cancelled([D, revert('y', C)], [C, `Reapply "feat: x"\n\nThis reverts commit ${B}.`], [B, revert('feat: x', A)], [A, 'feat: x'])).toBe(
      'abcd',
    );
    expect(cancelled([B, 'feat: x'], [A, revert('feat: x', B)])).toBe('');
    expect(cancelled([A, revert('feat: x', A)])).toBe('');
  });
});

describe('beside conventional-commits-parser', () => {
  const parser = new CommitParser({
    headerPattern: /^(\w*)(?:\((.*)\))?!?: (.*)$/,
    breakingHeaderPattern: /^(\w*)(?:\((.*)\))?!: (.*)$/,
    headerCorrespondence: ['type', 'scope', 'subject'],
    revertPattern: /^Revert\s"([\s\S]*)"\s*This reverts commit (\w*)\.?/,
  });
  const word = fc.stringMatching(/^[a-z]{1,9}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((some) => some.join(' '));
  const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((some) => some.join('\n'));
  const header = fc.record({ type: fc.constantFrom('feat', 'fix', 'Docs', 'x_y'), scope: fc.option(word), mark: fc.boolean(), subject: words });
  const breaking = fc.option(fc.record({ token: fc.constantFrom('BREAKING CHANGE', 'BREAKING-CHANGE'), value: lines }));

  test('type, scope, description and what breaks are the same', () => {
    fc.assert(
      fc.property(header, fc.array(lines, { maxLength: 3 }), breaking, ({ type, scope, mark, subject }, body, note) => {
        const first = `${type}${scope === null ? '' : `(${scope})`}${mark ? '!' : ''}: ${subject}`;
        const message = [first, ...body, ...(note === null ? [] : [`${note.token}: ${note.value}`])].join('\n\n');
        const [change, theirs] = [only(message), parser.parse(message)];
        expect([change.type, change.scope ?? null, change.description]).toEqual([theirs.type?.toLowerCase(), theirs.scope, theirs.subject]);
        expect(change.breaking !== undefined).toBe(theirs.notes.length > 0);
        if (note !== null) expect(change.breaking).toBe(theirs.notes[0]!.text);
        else expect(change.body ?? null).toBe(theirs.body);
      }),
    );
  });

  test('what git writes for a revert is the same', () => {
    fc.assert(
      fc.property(words, fc.stringMatching(/^[0-9a-f]{7,40}$/), (subject, hash) => {
        const message = `Revert "${subject}"\n\nThis reverts commit ${hash}.`;
        const [change, theirs] = [only(message), parser.parse(message)];
        expect([change.description, change.reverts[0]]).toEqual([theirs.revert?.header, theirs.revert?.hash]);
      }),
    );
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    'feat: a',
    'fix(b)!: c',
    '* fix: d',
    '* ',
    '\n',
    '\n\n',
    '\r\n',
    ' ',
    ':',
    ' #',
    'BREAKING CHANGE',
    '\nBREAKING CHANGE',
    '\nBREAKING-CHANGE:',
    ': x',
    'Refs: a',
    '---------',
    'This reverts commit aaaaaaa',
    'Revert "',
    '"',
    '(#1)',
    'BEGIN_COMMIT_OVERRIDE',
    'END_COMMIT_OVERRIDE',
    'BEGIN_NESTED_COMMIT',
    'END_NESTED_COMMIT',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((some) => some.join('')),
  );

  test('gives at least one change, each with a description of one line, and nothing fails', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (messages) => {
        const changes = messages.flatMap((message, i) => changesOf(commit(message, HASHES[i])));
        expect(changes.length).toBeGreaterThanOrEqual(messages.length);
        for (const change of changes) {
          expect(change.description).not.toContain('\n');
          for (const { token, value } of change.footers)
            expect([token, value]).toEqual([expect.stringMatching(/^(BREAKING CHANGE|[\w-]+)$/), value.trim()]);
        }
        for (const [one, other] of revertedBy(changes)) expect(one).not.toBe(other);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    'Revert "'.repeat(8_000),
    '* feat: a\n'.repeat(6_000),
    'a: b\n\n'.repeat(10_000),
    'BEGIN_NESTED_COMMIT\n'.repeat(3_000),
    `feat${'('.repeat(60_000)}`,
  ])('of a great length is read: %.12s', (message) => {
    expect(changesOf(commit(`feat: a\n\n${message}`)).length).toBeGreaterThan(0);
    expect(changesOf(commit(message)).length).toBeGreaterThan(0);
  });
});
