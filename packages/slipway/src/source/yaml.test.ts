import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryOf, get, isMap, isScalar, isSeq, parseYaml, type SourceNode, scalarPosition, sourceFile, strings, textOf } from './index.ts';

/** Any text that UTF-8 can hold; fast-check's own binary strings take a second to set up. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2ff }), fc.integer({ min: 0x300, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })), {
    maxLength: 12,
  })
  .map((codes) => String.fromCodePoint(...codes));

const parse = (text: string) => parseYaml(sourceFile('a.yml', text));

function rootOf(text: string): SourceNode {
  const { root, problems } = parse(text);
  expect(problems).toEqual([]);
  return root!;
}

function slice(node: SourceNode): string {
  return node.file.text.slice(node.span.start, node.span.end);
}

describe('a tree', () => {
  test('reads what GitHub reads: `on` is a text, `<<` a key, an empty value null', () => {
    const root = rootOf('on:\n  push:\nyes: no\nn: 1\nb: true\n<<: x\n');
    expect(entryOf(get(root, 'on'), 'push')?.value).toBeNull();
    expect(get(root, 'yes')).toMatchObject({ text: 'no', value: 'no' });
    expect(get(root, 'n')).toMatchObject({ text: '1', value: 1 });
    expect(get(root, 'b')).toMatchObject({ text: 'true', value: true });
    expect(textOf(get(root, '<<'))).toBe('x');
  });

  test('keeps text as written and its style', () => {
    const root = rootOf("a: 1.10\nb: 'it''s'\nc: \"a\\tb\"\nd: |\n  x\n\n   y\ne: >-\n  f\n  g\nf: 0x10\n");
    expect(get(root, 'a')).toMatchObject({ text: '1.10', value: 1.1, style: 'plain' });
    expect(get(root, 'b')).toMatchObject({ text: "it's", style: 'single' });
    expect(get(root, 'c')).toMatchObject({ text: 'a\tb', style: 'double' });
    expect(get(root, 'd')).toMatchObject({ text: 'x\n\n y\n', style: 'literal' });
    expect(get(root, 'e')).toMatchObject({ text: 'f g', style: 'folded' });
    expect(get(root, 'f')).toMatchObject({ text: '0x10', value: 16 });
  });

  test('spans cover what is written, without the blank lines behind a block', () => {
    const root = rootOf('a:\n  - b: |\n      x\n\n  - {c: [d, e]}\n\nf: g # h\n');
    expect(slice(get(root, 'a', 0, 'b')!)).toBe('|\n      x');
    expect(slice(get(root, 'a', 0)!)).toBe('b: |\n      x');
    expect(slice(get(root, 'a', 1, 'c')!)).toBe('[d, e]');
    expect(slice(get(root, 'a')!)).toBe('- b: |\n      x\n\n  - {c: [d, e]}');
    expect(slice(get(root, 'f')!)).toBe('g');
  });

  test('an empty file, and one of comments, is empty and sound', () => {
    for (const text of ['', '\n', '# nothing\n', '---\n', '\uFEFF']) expect(parse(text)).toMatchObject({ root: null, problems: [] });
  });

  test('CRLF, a lone CR and a byte order mark change no text', () => {
    const text = 'a: |\n  x\n  y\nb: [c,\n  d]\n';
    for (const variant of [text.replace(/\n/g, '\r\n'), text.replace(/\n/g, '\r'), `\uFEFF${text}`]) {
      const root = rootOf(variant);
      expect(textOf(get(root, 'a'))).toBe('x\ny\n');
      expect(strings(get(root, 'b'))).toEqual(['c', 'd']);
      expect(root.file.position(get(root, 'b', 1)!.span.start)).toEqual({ line: 5, column: 3 });
    }
  });

  test('helpers answer for nodes of any kind, and for none', () => {
    const root = rootOf('a: [b, {c: d}]\n');
    expect([isMap(root), isSeq(get(root, 'a')), isScalar(get(root, 'a', 0)), isMap(undefined)]).toEqual([true, true, true, false]);
    expect(strings(get(root, 'a'))).toEqual(['b']);
    expect(strings(get(root, 'a', 0))).toEqual(['b']);
    expect(strings(undefined)).toEqual([]);
    expect([get(root, 'a', 5), get(root, 0), get(root, 'a', 'b'), get(null, 'x')]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('anchors and aliases', () => {
  test('an alias is the node of its anchor, not a copy', () => {
    const root = rootOf('a: &x [1]\nb: *x\n');
    expect(get(root, 'b')).toBe(get(root, 'a'));
    expect(entryOf(root, 'b')?.span).toEqual({ start: 10, end: 15 });
  });

  test('an alias without an anchor, and one inside its own anchor, is a problem', () => {
    expect(parse('a: *x\n').problems).toMatchObject([{ message: expect.stringContaining('`*x`'), span: { start: 3, end: 5 } }]);
    expect(parse('a: &x\n  - *x\n').problems).toHaveLength(1);
  });

  test('a bomb of aliases is cut off with a problem', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
    const { root, problems } = parse(['l0: &l0 [lol]', ...levels].join('\n'));
    expect(problems).toMatchObject([{ message: expect.stringContaining('100,000') }]);
    let count = 0;
    const visit = (node: SourceNode | null): void => {
      count++;
      if (node?.kind === 'seq') node.items.forEach(visit);
      if (node?.kind === 'map') for (const entry of node.entries) visit(entry.value);
    };
    visit(root);
    expect(count).toBeLessThan(250_000);
  });
});

describe('problems', () => {
  const located = (text: string) => parse(text).problems.map(({ message, span }) => ({ message, ...sourceFile('a', text).position(span.start) }));

  test('a key that stands twice is one, and names the first', () => {
    expect(located('a: 1\nb: 2\na: 3\n')).toEqual([
      { message: 'the key `a` stands twice in the same mapping (first in line 1)', line: 3, column: 1 },
    ]);
  });

  test('a second document is one', () => {
    expect(located('a: 1\n---\nb: 2\n')).toMatchObject([{ message: expect.stringContaining('second YAML document'), line: 2 }]);
    expect(parse('---\na: 1\n...\n').problems).toEqual([]);
  });

  test('a tab in the indentation is one, at the tab', () => {
    expect(located('jobs:\n\ta: 1\n')).toMatchObject([
      { message: 'line 2 is indented with a tab; YAML allows only spaces there', line: 2, column: 1 },
    ]);
    expect(located('a:\n  b:\n  \t- c: d\n    e: f\n')[0]).toMatchObject({ line: 3 });
  });

  test('the tree holds what could be read', () => {
    const { root, problems } = parse('name: x\non: push\njobs:\n  a: [\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(textOf(get(root, 'name'))).toBe('x');
  });

  test('a span stays in one line', () => {
    for (const text of ['a: "x\n\n\nb: c\n', 'a\nb\nc: d\n', 'a: b: c\nd: e\n', "a: 'x\nb: y\n"]) {
      const file = sourceFile('a', text);
      for (const { span } of parse(text).problems) expect(file.position(span.end).line).toBe(file.position(span.start).line);
    }
  });
});

describe('a line that leaves a block scalar too early is blamed, with the block', () => {
  const head = 'on: push\njobs:\n  a:\n    steps:\n      - name: x\n        run: |\n          cat > f <<EOF\n';
  const tail = '          echo done\n      - uses: b@v1\n        with:\n          c: d\n';
  const blame = (text: string) => {
    const file = sourceFile('a', text);
    const [first] = parse(text).problems;
    return first ? { line: file.position(first.span.start).line, message: first.message } : undefined;
  };

  test.each([
    ['a text', 'hello\nEOF\n', 8],
    ['JSON', '{\n  "a": 1\n}\nEOF\n', 8],
    ['keys', 'version: 1\nname: y\nEOF\n', 8],
    ['a comment', '# title\nbody\nEOF\n', 8],
    ['a list', '- one\n- two\nEOF\n', 8],
    ['only its end', '          body\nEOF\n', 9],
    ['a line one column short', '         body\n          EOF\n', 8],
    ['a comment of the script', '# why\n          EOF\n', 8],
  ])('%s at column 1', (_, body, line) => {
    const found = blame(head + body + tail);
    expect(found?.line).toBe(line);
    expect(found?.message).toContain(`line ${line} is indented less than the block scalar \`run: |\` that starts at line 6, so the block ends there`);
  });

  test('a body that is not indented at all', () => {
    expect(blame('a:\n  - run: |\n  echo\n')?.message).toContain('line 3 is indented less than the block scalar `run: |` that starts at line 2');
    expect(blame('a:\n  - |\necho x\n')?.message).toContain('`- |`');
  });

  test('keys beside the block are not blamed for an error in one of them', () => {
    const text = 'steps:\n  - with:\n      a: |\n        x\n      b: c: d\n  - run: |\n      if y\n        z\n';
    expect(blame(text)).toMatchObject({ line: 5, message: expect.stringContaining('put quotes around the text') });
  });

  test('an error somewhere else is not blamed on a block that ends properly', () => {
    for (const rest of [
      '      - name: a: b\n',
      '      - uses: x\n        with\n          y: z\n',
      '      # note\n      - uses: "x\n',
      '  b:\n    c: [\n',
      'env:\n  A: b: c\n',
    ]) {
      const found = blame(`${head}          EOF\n${rest}`);
      expect(found, rest).toBeDefined();
      expect(found?.message).not.toContain('indented less');
    }
  });
});

describe('hostile input', () => {
  test('never throws, and every span lies in the text', () => {
    const bits = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '|',
      '>',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      '#',
      '&a ',
      '*a',
      '!',
      '?',
      '\t',
      '%',
      '---\n',
      '\r',
      '\u0002',
      '  ',
      'run: |\n',
      '<<',
      '\uFEFF',
      '\\',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(bits, { maxLength: 60 }).map((all) => all.join('')),
          anyText,
        ),
        (text) => {
          const { root, problems, file } = parse(text);
          const check = ({ start, end }: { start: number; end: number }) => {
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(file.text.length + 1);
          };
          for (const { span } of problems) check(span);
          const visit = (node: SourceNode | null): void => {
            if (node === null) return;
            check(node.span);
            if (node.kind === 'scalar') for (let i = 0; i <= node.text.length; i++) scalarPosition(node, i);
            if (node.kind === 'seq') node.items.forEach(visit);
            if (node.kind === 'map') for (const entry of node.entries) [entry.key, entry.value].forEach(visit);
          };
          visit(root);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['brackets', '['],
    ['dashes', '- '],
    ['maps in maps', 'a: '],
    ['braces', '{a: '],
    ['questions', '? '],
    ['anchors', '&a '],
    ['directives', '%x\n'],
    ['documents', '---\n'],
  ])('200 kB of %s gives a problem', (_, bit) => {
    expect(parse(bit.repeat(200_000 / bit.length)).problems.length).toBeGreaterThan(0);
  });

  test('20 MB are refused in one sentence', () => {
    expect(parse('a: b\n'.repeat(4_000_000))).toMatchObject({ root: null, problems: [{ message: 'the file is too large to be read as YAML' }] });
  });
});
