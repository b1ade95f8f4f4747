import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceFile } from './index.ts';

/** Any text that UTF-8 can hold; fast-check's own binary strings take a second to set up. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2ff }), fc.integer({ min: 0x300, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })), {
    maxLength: 12,
  })
  .map((codes) => String.fromCodePoint(...codes));

test('lines end at LF, CRLF and a lone CR', () => {
  const file = sourceFile('a', 'ab\ncd\r\nef\rgh');
  expect(file.lineCount).toBe(4);
  expect([0, 2, 3, 5, 7, 9, 10, 12].map((offset) => file.position(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 2, column: 3 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
    { line: 4, column: 1 },
    { line: 4, column: 3 },
  ]);
  expect([1, 2, 3, 4, 5].map((line) => file.lineStart(line))).toEqual([0, 3, 7, 10, 12]);
});

test('offsets outside the text are clamped', () => {
  const file = sourceFile('a', 'x\n');
  expect(file.position(99)).toEqual({ line: 2, column: 1 });
  expect(file.position(-1)).toEqual({ line: 1, column: 1 });
  expect(sourceFile('a', '').position(0)).toEqual({ line: 1, column: 1 });
});

test('a span that ends with a line break ends in its line', () => {
  expect(sourceFile('a', 'ab\r\ncd\n').locate({ start: 0, end: 4 })).toEqual({ path: 'a', line: 1, column: 1, endLine: 1, endColumn: 3 });
  expect(sourceFile('a', 'ab\ncd\n').locate({ start: 1, end: 6 })).toEqual({ path: 'a', line: 1, column: 2, endLine: 2, endColumn: 3 });
});

test('a byte order mark is no character, but three bytes', () => {
  const file = sourceFile('a', '\uFEFFé=1');
  expect(file.text).toBe('é=1');
  expect(file.position(1)).toEqual({ line: 1, column: 2 });
  expect([0, 1, 2].map((offset) => file.byteOffset(offset))).toEqual([3, 5, 6]);
});

test('byte offsets are those of the file on disk, whatever is asked first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyText, fc.constantFrom('\r\n', '\n', '\r', 'é', '😀')), { maxLength: 20 }),
      fc.array(fc.nat(60), { maxLength: 6 }),
      (parts, offsets) => {
        const text = parts.join('').replace(/^\uFEFF/, '');
        const file = sourceFile('a', text);
        for (const offset of offsets) {
          const at = Math.min(offset, text.length);
          const splits = at > 0 && /[\ud800-\udbff]/.test(text[at - 1]!) && /[\udc00-\udfff]/.test(text[at] ?? '');
          if (!splits) expect(file.byteOffset(offset)).toBe(Buffer.byteLength(text.slice(0, at)));
        }
      },
    ),
  );
});

test('positions in 20 MB of text are found', () => {
  const line = `${'x'.repeat(99)}\n`;
  const file = sourceFile('a', line.repeat(200_000));
  expect(file.position(19_999_950)).toEqual({ line: 200_000, column: 51 });
  expect(file.byteOffset(20_000_000)).toBe(20_000_000);
});
