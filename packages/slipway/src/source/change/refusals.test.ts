import { describe, expect, test } from 'vitest';
import type { Change, Edit, FileChange } from '../index.ts';
import { compileChanges, verifyChanges } from './index.ts';

const PATH = 'a.yml';

function made(text: string | undefined, changes: readonly FileChange[]): Edit[] {
  return compileChanges((path) => (path === PATH ? text : undefined), changes);
}

function refused(text: string, ...changes: readonly Change[]): string {
  try {
    return JSON.stringify(made(text, [{ op: 'change', path: PATH, changes }]));
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a change that cannot be made', () => {
  const shared = 'base: &base\n  a: [1]\nuse: *base\nmerged:\n  <<: *base\n  b: 2\nlist: [x, *base]\n';
  const set = (...at: (string | number)[]): Change => ({ op: 'set', at, value: '9' });

  test('would change other places too', () => {
    const elsewhere = /so a change there would change other places too\.$/;
    for (const at of [['use'], ['use', 'a'], ['base', 'a', 0], ['base', 'new'], ['merged', '<<', 'a'], ['list', 1], ['base']])
      expect(refused(shared, set(...at))).toMatch(elsewhere);
    expect(refused(shared, { op: 'remove', at: ['base'] })).toMatch(/^a\.yml: `base` holds an anchor \(line 2\) that an alias elsewhere asks for/);
    expect(refused(shared, set('use'))).toBe(
      'a.yml: `use` is written as an alias of what stands in line 2, so a change there would change other places too.',
    );
  });

  test('but beside what is shared it can', () => {
    expect(refused(shared, { op: 'remove', at: ['use'] })).toMatch(/^\[/);
    expect(refused(shared, set('merged', 'b'))).toMatch(/^\[/);
    expect(refused(shared, set('list', 0))).toMatch(/^\[/);
    expect(refused(shared, { op: 'rename-key', at: ['use'], to: 'used' })).toMatch(/^\[/);
  });

  test('is about something that is not there, or in a broken file', () => {
    expect(refused('a: [1]\n', set('a', 1))).toBe('a.yml: `a` is a list of 1, so `a[1]` is not there.');
    expect(refused('a: [1]\n', { op: 'insert', at: ['a', 3], value: 'x' })).toContain('no item can be put before its item 3');
    expect(refused('a: 1\n', { op: 'remove', at: ['b'] })).toBe('a.yml: `b` is not there, so it cannot be changed.');
    expect(refused('a: x\n', set('a', 'b'))).toBe('a.yml: `a` is a single value, so nothing can be changed inside it.');
    expect(refused('a: x\n', { op: 'splice', at: ['a'], start: 1, end: 9, text: '' })).toContain('has 1 characters, so 1 to 9 is no piece of it');
    expect(refused('a: 1\n', { op: 'splice', at: ['a'], start: 0, end: 1, text: '2' })).toContain('is no text');
    expect(refused('a: [\n', set('b'))).toContain('the file is broken, so it is not changed');
    expect(refused('a: 1\n', { op: 'set', at: ['b'], value: '[' })).toMatch(/^The new value `\[` cannot be read as YAML/);
  });

  test('contradicts another one', () => {
    const text = 'a:\n  b: text\n  c: 1\n';
    const contradictions: Change[][] = [
      [set('a', 'b'), { op: 'set', at: ['a', 'b'], value: '8' }],
      [set('a'), set('a', 'b')],
      [{ op: 'remove', at: ['a'] }, set('a', 'c')],
      [
        { op: 'rename-key', at: ['a', 'b'], to: 'x' },
        { op: 'rename-key', at: ['a', 'b'], to: 'y' },
      ],
      [{ op: 'rename-key', at: ['a', 'b'], to: 'c' }],
      [
        { op: 'splice', at: ['a', 'b'], start: 0, end: 3, text: '' },
        { op: 'splice', at: ['a', 'b'], start: 2, end: 4, text: 'x' },
      ],
    ];
    for (const changes of contradictions) expect(refused(text, ...changes)).toMatch(/two changes|one change .* and another one|would stand twice/);
    expect(made(text, [{ op: 'change', path: PATH, changes: [set('a', 'c'), set('a', 'c')] }])).toHaveLength(1);
  });

  test('is about a file that is not there, or already there', () => {
    expect(() => made(undefined, [{ op: 'change', path: PATH, changes: [] }])).toThrow('there is no such file');
    expect(() => made('', [{ op: 'create', path: PATH, text: '' }])).toThrow('the file is already there');
    expect(() =>
      made('a: 1\n', [
        { op: 'delete', path: PATH },
        { op: 'change', path: PATH, changes: [set('a')] },
      ]),
    ).toThrow('one change deletes the file, and another one changes it');
  });
});

describe('edits that are held against changes', () => {
  const text = 'a: 1\nb: 2\n# c\n';
  const read = (path: string): string | undefined => (path === PATH ? text : undefined);
  const change: FileChange = { op: 'change', path: PATH, changes: [{ op: 'set', at: ['a'], value: '9' }] };
  const edit = (start: number, end: number, piece: string, path = PATH): Edit => ({ op: 'replace', path, start, end, text: piece });

  test('are what was declared, and no more', () => {
    expect(verifyChanges(read, [change], [edit(3, 4, '9')])).toBeUndefined();
    expect(verifyChanges(read, [change], [edit(3, 4, "'9'")])).toBe('a.yml would say something else than the change that was declared.');
    expect(verifyChanges(read, [change], [edit(3, 4, '9'), edit(10, 13, '# d')])).toContain('would change in lines that no change names (line 2');
    expect(verifyChanges(read, [change], [edit(3, 4, '9'), { op: 'create', path: 'b.yml', text: '' }])).toBe(
      'b.yml is edited, and no change is declared for it.',
    );
    expect(verifyChanges(read, [change], [edit(3, 4, '[')])).toMatch(/^a\.yml would be broken/);
    expect(verifyChanges(read, [change], [edit(3, 99, '')])).toContain('outside the file');
  });

  test('may make, move and delete files', () => {
    const create: FileChange = { op: 'create', path: 'n.sh', text: 'x\n' };
    const rename: FileChange = { op: 'rename', path: PATH, to: 'b.yml' };
    for (const changes of [[create], [rename], [{ op: 'delete', path: PATH }], [rename, change], [change, create]] as FileChange[][]) {
      const edits = compileChanges(read, changes);
      expect(verifyChanges(read, changes, edits)).toBeUndefined();
      expect(verifyChanges(read, changes, edits.slice(0, -1))).toBeDefined();
    }
    expect(verifyChanges(read, [create], [{ op: 'create', path: 'n.sh', text: 'y\n' }])).toContain('not created with the text');
  });

  test('may change comments as text beside a change of meaning, and nothing else as text', () => {
    const comment: FileChange = { op: 'text', path: PATH, start: 10, end: 13, text: '# d' };
    expect(verifyChanges(read, [change, comment], compileChanges(read, [change, comment]))).toBeUndefined();
    const value: FileChange = { op: 'text', path: PATH, start: 8, end: 9, text: '3' };
    expect(verifyChanges(read, [change, value], compileChanges(read, [change, value]))).toContain('the text is more than comments');
  });
});
