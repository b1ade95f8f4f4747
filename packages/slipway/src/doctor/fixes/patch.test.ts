import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../source/index.ts';
import { diffLines, linesOf } from './line-diff.ts';
import { editsBetween, outcomesOf } from './outcome.ts';
import { patchOf } from './patch.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', 'name: x', 'ü'), { maxLength: 14 })
  .chain((lines) => fc.constantFrom('', '\n').map((last) => lines.join('\n') + (lines.length > 0 ? last : '')));

describe('the difference of two texts', () => {
  it('makes the second of the first, and keeps what lies between', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const old = linesOf(before);
        const now = linesOf(after);
        let at = 0;
        let made = '';
        for (const { from, to, start, end } of diffLines(old, now)) {
          expect(from).toBeGreaterThanOrEqual(at);
          made += old.slice(at, from).join('') + now.slice(start, end).join('');
          at = to;
        }
        expect(made + old.slice(at).join('')).toBe(after);
      }),
    );
  });

  it('is none between equal texts, and the fewest lines otherwise', () => {
    expect(diffLines(['a\n'], ['a\n'])).toEqual([]);
    expect(diffLines(linesOf('a\nb\nc\n'), linesOf('a\nc\nd\n'))).toEqual([
      { from: 1, to: 2, start: 1, end: 1 },
      { from: 3, to: 3, start: 2, end: 3 },
    ]);
  });

  it('of two large texts without a common line is one run', () => {
    const lines = (mark: string) => Array.from({ length: 3000 }, (_, at) => `${mark}${at}\n`);
    expect(diffLines(lines('a'), lines('b'))).toEqual([{ from: 0, to: 3000, start: 0, end: 3000 }]);
  });
});

describe('edits of several steps in one go', () => {
  it('make the same files, with their byte order mark and line endings', () => {
    const files = new Map([
      ['a.yml', '\uFEFFname: a\r\non: push\r\n'],
      ['b.yml', 'x\n'],
      ['old.yml', 'one\ntwo'],
    ]);
    const outcomes = outcomesOf(
      (path) => files.get(path),
      [
        { op: 'replace', path: 'a.yml', start: 9, end: 17, text: 'on: [push]\nname: z' },
        { op: 'delete', path: 'b.yml' },
        { op: 'replace', path: 'old.yml', start: 4, end: 7, text: 'three' },
        { op: 'rename', path: 'old.yml', to: 'new.yml' },
        { op: 'create', path: 'c.yml', text: 'new\n' },
      ],
    );
    expect(outcomes.map(({ path, to, after }) => [path, to, after])).toEqual([
      ['a.yml', undefined, '\uFEFFname: a\r\non: [push]\r\nname: z\r\n'],
      ['b.yml', undefined, undefined],
      ['c.yml', undefined, 'new\n'],
      ['old.yml', 'new.yml', 'one\nthree'],
    ]);
    expect(applyEdits(files, editsBetween(outcomes))).toEqual(
      new Map<string, string | null>([
        ['a.yml', '\uFEFFname: a\r\non: [push]\r\nname: z\r\n'],
        ['old.yml', null],
        ['b.yml', null],
        ['c.yml', 'new\n'],
        ['new.yml', 'one\nthree'],
      ]),
    );
  });

  it('make the same text of every text', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const edits = editsBetween([{ path: 'f', before, after }]);
        expect(applyEdits(new Map([['f', before]]), edits).get('f')).toBe(after);
      }),
    );
  });
});

describe('a patch', () => {
  it('reads as git writes it', () => {
    expect(patchOf([{ path: '.github/workflows/a.yml', before: 'name: a\non: push\njobs: {}\n', after: 'name: a\non:\n  push:\njobs: {}\n' }])).toBe(
      [
        'diff --git a/.github/workflows/a.yml b/.github/workflows/a.yml',
        '--- a/.github/workflows/a.yml',
        '+++ b/.github/workflows/a.yml',
        '@@ -1,3 +1,4 @@',
        ' name: a',
        '-on: push',
        '+on:',
        '+  push:',
        ' jobs: {}',
        '',
      ].join('\n'),
    );
  });

  it('quotes names as git does', () => {
    expect(patchOf([{ path: 'a "b"\\ü.yml', before: '', after: undefined }])).toBe(
      'diff --git "a/a \\"b\\"\\\\\\303\\274.yml" "b/a \\"b\\"\\\\\\303\\274.yml"\ndeleted file mode 100644\n',
    );
  });

  it('is empty when nothing changes', () => {
    expect(patchOf([])).toBe('');
  });
});
