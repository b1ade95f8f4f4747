import { describe, expect, test } from 'vitest';
import { applyEdits, type Edit } from './index.ts';

describe('applyEdits', () => {
  const files = new Map([
    ['crlf', 'a\r\nb\r\n'],
    ['bom', '\uFEFFname: x\n'],
    ['x', '0123456789'],
  ]);
  const at = (path: string, start: number, end: number, text: string): Edit => ({ op: 'replace', path, start, end, text });

  test('keeps the line ending and the byte order mark of the file', () => {
    expect(applyEdits(files, [at('crlf', 1, 1, '\nc')]).get('crlf')).toBe('a\r\nc\r\nb\r\n');
    expect(applyEdits(files, [at('bom', 6, 7, 'y')]).get('bom')).toBe('\uFEFFname: y\n');
  });

  test('refuses edits that overlap or lie outside, and files that are not there or already there', () => {
    expect(() => applyEdits(files, [at('x', 1, 5, ''), at('x', 4, 6, '')])).toThrow('Two edits of x overlap (1 to 5, and 4 to 6).');
    expect(() => applyEdits(files, [at('x', 3, 20, '')])).toThrow('outside the file');
    expect(() => applyEdits(files, [at('y', 0, 0, '')])).toThrow('there is no such file');
    expect(() => applyEdits(files, [{ op: 'create', path: 'x', text: '' }])).toThrow('already there');
    expect(() => applyEdits(files, [{ op: 'delete', path: 'y' }])).toThrow('there is no such file');
  });

  test('takes edits in any order, insertions at one place in theirs, and equal replacements once', () => {
    const edits = [at('x', 8, 9, 'B'), at('x', 2, 2, 'a'), at('x', 2, 2, 'b'), at('x', 2, 4, '-'), at('x', 8, 9, 'B')];
    expect(applyEdits(files, edits).get('x')).toBe('01ab-4567B9');
  });

  test('creates, deletes and renames', () => {
    const changed = applyEdits(files, [
      { op: 'create', path: 'n', text: 'new' },
      { op: 'delete', path: 'x' },
      { op: 'rename', path: 'crlf', to: 'c' },
    ]);
    expect([...changed]).toEqual([
      ['n', 'new'],
      ['x', null],
      ['c', 'a\r\nb\r\n'],
      ['crlf', null],
    ]);
  });
});
