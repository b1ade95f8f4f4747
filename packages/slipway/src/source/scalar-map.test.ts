import fc from 'fast-check';
import { expect, test } from 'vitest';
import { get, parseJson, parseToml, parseYaml, type ScalarNode, scalarPosition, scalarSpan, sourceFile } from './index.ts';

const yaml = (text: string) => get(parseYaml(sourceFile('a', text)).root, 'a') as ScalarNode;
/** What stands in the file where a word of the scalar's text stands. */
const inFile = (node: ScalarNode, word: string) => {
  const at = node.text.indexOf(word);
  const { start, end } = scalarSpan(node, at, at + word.length);
  return { ...scalarPosition(node, at), text: node.file.text.slice(start, end) };
};

test('literal blocks, line by line', () => {
  const node = yaml('a: |\n    one\n\n      two\n    three\n');
  expect(inFile(node, 'one')).toEqual({ line: 2, column: 5, text: 'one' });
  expect(inFile(node, '  two')).toEqual({ line: 4, column: 5, text: '  two' });
  expect(inFile(node, 'three')).toEqual({ line: 5, column: 5, text: 'three' });
  expect(inFile(node, 'two\nthree').text).toBe('two\n    three');
});

test('an indentation indicator, leading blank lines, CRLF and a byte order mark', () => {
  expect(inFile(yaml('a: |2\n    deep\n  x\n'), 'x')).toEqual({ line: 3, column: 3, text: 'x' });
  expect(inFile(yaml('a: |\n\n  \n  x\n'), 'x')).toEqual({ line: 4, column: 3, text: 'x' });
  expect(inFile(yaml('\uFEFFa: |\r\n  x\r\n  y\r\n'), 'y')).toEqual({ line: 3, column: 3, text: 'y' });
});

test('folded blocks and flow scalars of several lines', () => {
  expect(inFile(yaml('a: >\n  one\n  two\n\n    deep\n  three\n'), 'two')).toEqual({ line: 3, column: 3, text: 'two' });
  expect(inFile(yaml('a: >\n  one\n  two\n\n    deep\n  three\n'), '  deep')).toEqual({ line: 5, column: 3, text: '  deep' });
  expect(inFile(yaml('a: one\n  two\n   three\n'), 'three')).toEqual({ line: 3, column: 4, text: 'three' });
  expect(inFile(yaml("a: 'it''s\n  o''clock'\n"), 's')).toEqual({ line: 1, column: 9, text: 's' });
  expect(inFile(yaml("a: 'it''s\n  o''clock'\n"), 'clock')).toEqual({ line: 2, column: 6, text: 'clock' });
});

test('escapes', () => {
  const node = yaml('a: "\\u00e9x\\n\\ty \\\n  z  \n\n  w"\n');
  expect(node.text).toBe('éx\n\ty z\nw');
  expect(inFile(node, 'é').text).toBe('\\u00e9');
  expect(inFile(node, 'x')).toEqual({ line: 1, column: 11, text: 'x' });
  expect(inFile(node, 'y').text).toBe('y');
  expect(inFile(node, 'z')).toEqual({ line: 2, column: 3, text: 'z' });
  expect(inFile(node, 'w')).toEqual({ line: 4, column: 3, text: 'w' });
  expect(inFile(yaml('a: "😀\\U0001F600b"\n'), 'b').text).toBe('b');
});

test('JSON and TOML', () => {
  expect(inFile(get(parseJson(sourceFile('a', '{"a": "x\\n\\"y"}')).root, 'a') as ScalarNode, 'y').text).toBe('y');
  const toml = (text: string) => get(parseToml(sourceFile('a', text)).root, 'a') as ScalarNode;
  expect(inFile(toml('a = """\none\n  two\\tthree\n"""\n'), 'three')).toEqual({ line: 3, column: 8, text: 'three' });
  expect(inFile(toml("a = '''\none\n  two'''\n"), 'two')).toEqual({ line: 3, column: 3, text: 'two' });
});

test('any word of any scalar, in every style, stands where it is said to stand', () => {
  const text = fc.array(fc.constantFrom('w', 'é', ' ', '\n', "'", '"', '\\', '\t', 'x:', '# '), { maxLength: 30 }).map((all) => `s${all.join('')}`);
  fc.assert(
    fc.property(text, fc.constantFrom('\n', '\r\n'), (content, ending) => {
      const styles = [
        `'${content.replace(/'/g, "''").replace(/\n/g, '\n\n  ')}'`,
        JSON.stringify(content),
        `|\n  ${content.replace(/\n/g, '\n  ')}`,
        `>\n  ${content.replace(/\n/g, '\n  ')}`,
      ];
      for (const style of styles) {
        const { root, problems } = parseYaml(sourceFile('a', `a: ${style}\nb: c\n`.replace(/\n/g, ending)));
        const node = get(root, 'a') as ScalarNode;
        if (problems.length > 0) continue;
        for (const match of node.text.matchAll(/[wésx]+/g)) {
          const { start, end } = scalarSpan(node, match.index, match.index + match[0].length);
          expect(node.file.text.slice(start, end), node.file.text).toBe(match[0]);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('a block of 10,000 lines answers for each of them', () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i}`);
  const node = yaml(`a: |\n${lines.map((line) => `  ${line}\n`).join('')}`);
  let at = 0;
  for (const [index, line] of lines.entries()) {
    expect(scalarPosition(node, at).line).toBe(index + 2);
    at += line.length + 1;
  }
});
