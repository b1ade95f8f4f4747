import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { get, parseYaml, quoteScalar, type SourceNode, sourceFile } from './index.ts';

/** Any text that UTF-8 can hold; fast-check's own binary strings take a second to set up. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2ff }), fc.integer({ min: 0x300, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })), {
    maxLength: 12,
  })
  .map((codes) => String.fromCodePoint(...codes));

const PATH = 'a.yml';

function parsed(text: string): SourceNode {
  const { root, problems } = parseYaml(sourceFile(PATH, text));
  expect(problems, text).toEqual([]);
  return root!;
}

const words = fc.constantFrom('true', '1.10', 'null', '${{ secrets.X }}', "it's", 'a: b', '# no', '- x', 'on', 'a, b', '{', '---');

describe('quoteScalar', () => {
  test('gives YAML that reads as the same text, alone, behind a key and in brackets', () => {
    fc.assert(
      fc.property(fc.oneof(words, anyText), (text) => {
        expect(get(parsed(`a: ${quoteScalar(text)} # c`), 'a')).toMatchObject({ text, value: text });
        expect(get(parsed(`a: [x, ${quoteScalar(text, { flow: true })}, y]`), 'a', 1)).toMatchObject({ text, value: text });
        expect(get(parsed(`- ${quoteScalar(text)}: 1`), 0, text)).toMatchObject({ text: '1' });
      }),
      { numRuns: 200 },
    );
  });

  test('leaves quotes out where none are needed', () => {
    for (const text of ['v*', 'release/**', 'owner/repo@v4', '${{ secrets.TOKEN }}', 'a:b', "it's"]) expect(quoteScalar(text)).toBe(text);
    expect(quoteScalar('on')).toBe("'on'");
    expect(quoteScalar('1.10')).toBe("'1.10'");
    expect(quoteScalar('a\nb')).toBe('"a\\nb"');
    expect(quoteScalar('*')).toBe("'*'");
  });
});
