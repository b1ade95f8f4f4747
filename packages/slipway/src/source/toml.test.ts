import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { get, parseToml, type SourceNode, sourceFile, strings, textOf } from './index.ts';

const parse = (text: string) => parseToml(sourceFile('a.toml', text));
const values = (node: SourceNode | null): unknown =>
  node === null
    ? null
    : node.kind === 'scalar'
      ? node.value
      : node.kind === 'seq'
        ? node.items.map(values)
        : Object.fromEntries(node.entries.map(({ key, value }) => [key.text, values(value)]));

function read(text: string): unknown {
  const { root, problems } = parse(text);
  expect(problems).toEqual([]);
  return values(root);
}

describe('parseToml reads', () => {
  test('keys, dotted keys, and tables in any order', () => {
    expect(read('a = 1\nb.c.d = "x"\n"q r".s = true\n[t]\nu = 2\n[v.w]\nx = 3\n[v]\ny = 4\n')).toEqual({
      a: 1,
      b: { c: { d: 'x' } },
      'q r': { s: true },
      t: { u: 2 },
      v: { w: { x: 3 }, y: 4 },
    });
  });

  test('arrays of tables and tables inside them', () => {
    expect(read('[[bin]]\nname = "a"\n[bin.meta]\nx = 1\n[[bin]]\nname = "b"\n[[bin.sub]]\ny = 1\n')).toEqual({
      bin: [
        { name: 'a', meta: { x: 1 } },
        { name: 'b', sub: [{ y: 1 }] },
      ],
    });
  });

  test('strings of all four kinds', () => {
    expect(read('a = "x\\ty\\u00e9"\nb = \'C:\\n\'\nc = """\nl1\n  l2 \\\n   l3"""\nd = \'\'\'\na\'\'b\n\'\'\'\ne = """"q""""\n')).toEqual({
      a: 'x\tyé',
      b: 'C:\\n',
      c: 'l1\n  l2 l3',
      d: "a''b\n",
      e: '"q"',
    });
  });

  test('numbers, dates as texts, arrays over lines, inline tables', () => {
    expect(
      read('a = [1_000, -2, 0x1f, 0b101, 1e3, +1.5, # c\n]\nd = 2020-01-02T03:04:05Z\ne = 2020-01-02 03:04:05\nt = { x = 1, y.z = [ "a" ], }\n'),
    ).toEqual({
      a: [1000, -2, 31, 5, 1000, 1.5],
      d: '2020-01-02T03:04:05Z',
      e: '2020-01-02 03:04:05',
      t: { x: 1, y: { z: ['a'] } },
    });
  });

  test('CRLF, a byte order mark, and no final line break', () => {
    expect(read('\uFEFFa = 1\r\n[b]\r\nc = """x\r\ny"""\r\nd = 2')).toEqual({ a: 1, b: { c: 'x\ny', d: 2 } });
    expect(parse('')).toMatchObject({ root: { kind: 'map', entries: [] }, problems: [] });
  });

  test('places', () => {
    const { root, file } = parse('[package]\nname = "x"\ninclude = ["a", "b"]\n');
    expect(file.locate(get(root, 'package', 'name')!.span)).toMatchObject({ line: 2, column: 8, endColumn: 11 });
    expect(file.locate(get(root, 'package', 'include', 1)!.span)).toMatchObject({ line: 3, column: 17 });
    expect(strings(get(root, 'package', 'include'))).toEqual(['a', 'b']);
  });
});

describe('parseToml complains, and reads the rest', () => {
  test.each([
    ['a value without quotes', 'a = x y\nz = 1\n', 1],
    ['a missing value', 'a =\nz = 1\n', 1],
    ['a missing equals sign', 'a\nz = 1\n', 1],
    ['a string that is not closed', 'a = "x\nz = 1\n', 1],
    ['a key twice', 'a = 1\na = 2\nz = 1\n', 2],
    ['two values in a line', 'a = 1 b = 2\nz = 1\n', 1],
    ['a header that is not closed', '[a\nb = 1\nz = 1\n', 1],
    ['a missing comma', 'a = [1 2]\nz = 1\n', 1],
  ])('%s', (_, text, line) => {
    const { root, problems, file } = parse(text);
    expect(problems).toHaveLength(1);
    expect(file.position(problems[0]!.span.start).line).toBe(line);
    expect(get(root, 'z')).toMatchObject({ value: 1 });
  });

  test('a table that is opened twice, or is something else already', () => {
    expect(parse('[a]\nb = 1\n[a]\nc = 1\n').problems).toHaveLength(1);
    expect(parse('a = 1\n[a]\nb = 1\n').problems).toHaveLength(1);
    expect(parse('a = {}\n[a]\nb = 1\n').problems).toHaveLength(1);
    const { root } = parse('a = 1\n[a]\nb = 1\n');
    expect(textOf(get(root, 'a'))).toBe('1');
  });
});

describe('parseToml withstands', () => {
  test('anything: it never throws', () => {
    const bits = fc.constantFrom(
      'a',
      '=',
      ' ',
      '\n',
      '.',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '"""',
      "'''",
      '#',
      '\\',
      '1',
      'true',
      '2020-01-01',
      '\r',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 50 }), (all) => void parse(all.join(''))),
      { numRuns: 500 },
    );
  });

  test('deep nesting and very large files', () => {
    expect(parse(`a = ${'['.repeat(500_000)}`).problems).not.toEqual([]);
    expect(parse(`${'a.'.repeat(500_000)}a = 1`).problems).not.toEqual([]);
    expect(parse('x\n'.repeat(500_000)).problems).not.toEqual([]);
    expect(parse('a = 1\n'.repeat(4_000_000))).toMatchObject({ root: null, problems: [{ message: 'the file is too large to be read as TOML' }] });
  });
});
