import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf, get, parseJson, type SourceNode, sourceFile } from './index.ts';

const parse = (text: string) => parseJson(sourceFile('a.json', text));
const values = (node: SourceNode | null): unknown =>
  node === null
    ? null
    : node.kind === 'scalar'
      ? node.value
      : node.kind === 'seq'
        ? node.items.map(values)
        : Object.fromEntries(node.entries.map(({ key, value }) => [key.text, values(value)]));

test('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const { root, problems } = parse(text);
      expect(problems).toEqual([]);
      expect(JSON.stringify(values(root))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('allows comments and trailing commas, and knows places', () => {
  const { root, problems, file } = parse('\uFEFF{\n  // why\n  "a": [1, "x",],\n}\n');
  expect(problems).toEqual([]);
  expect(file.locate(get(root, 'a', 1)!.span)).toMatchObject({ line: 3, column: 12, endColumn: 15 });
});

test('of a key that stands twice the last counts', () => {
  expect(entryOf(parse('{"a": 1, "a": 2}').root, 'a')?.value).toMatchObject({ value: 2 });
});

test('complains with a place and reads the rest', () => {
  const { root, problems, file } = parse('{\n  "a": 1\n  "b": 2\n}');
  expect(problems).toMatchObject([{ message: 'a comma is missing here' }]);
  expect(file.position(problems[0]!.span.start).line).toBe(3);
  expect(get(root, 'b')).toMatchObject({ value: 2 });
});

test('an empty file is empty; hostile and very large files give a problem', () => {
  expect(parse('')).toMatchObject({ root: null, problems: [] });
  expect(parse('['.repeat(1_000_000)).problems).not.toEqual([]);
  expect(parse(' '.repeat(20_000_000)).problems).toHaveLength(1);
  fc.assert(fc.property(fc.string(), (text) => void parse(text)));
});
