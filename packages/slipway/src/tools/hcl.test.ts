import { describe, expect, it } from 'vitest';
import { sourceFile } from '../source/index.ts';
import { listItems, parseHcl, quotedText } from './hcl.ts';

const read = (text: string) => parseHcl(sourceFile('main.tf', text));
const literals = (text: string) => Object.fromEntries(read(text).attributes.map((a) => [a.name, a.literal]));

describe('parseHcl', () => {
  it('reads the settings of a backend file', () => {
    expect(literals('# state\nbucket = "acme-state-prod" # kept for ever\nencrypt=true\nmax = 12 // retries\n')).toEqual({
      bucket: 'acme-state-prod',
      encrypt: 'true',
      max: '12',
    });
  });

  it('reads blocks in blocks, with labels', () => {
    const { blocks } = read(
      'terraform {\n  required_version = ">= 1"\n  backend "s3" {\n    key = "a"\n  }\n}\nprovider "aws" { region = "eu-west-1" }\n',
    );
    expect(blocks.map((b) => b.type)).toEqual(['terraform', 'provider']);
    expect(blocks[0]!.body.blocks[0]).toMatchObject({ type: 'backend', labels: ['s3'], body: { attributes: [{ name: 'key', literal: 'a' }] } });
    expect(blocks[1]!.body.attributes[0]!.literal).toBe('eu-west-1');
  });

  it('gives no literal for an expression', () => {
    expect(literals('a = var.region\nb = "x-${var.env}"\nc = ["a", "b"]\nd = "$${kept}"\n')).toEqual({
      a: undefined,
      b: undefined,
      c: undefined,
      d: '${kept}',
    });
  });

  it('passes over lists, maps, comments and here-documents', () => {
    const text = 'tags = {\n  a = "1"\n}\n/* b = 2\n */\npolicy = <<-EOT\n  c = "}"\n  EOT\nd = "e"\n';
    expect(literals(text)).toEqual({ tags: undefined, policy: undefined, d: 'e' });
  });

  it('says where a value stands', () => {
    const file = sourceFile('b.hcl', 'bucket   = "a"\nregion   = "b" # here\n');
    expect(parseHcl(file).attributes.map((a) => [file.locate(a.key).line, file.text.slice(a.span.start, a.span.end)])).toEqual([
      [1, '"a"'],
      [2, '"b"'],
    ]);
  });

  it('reads what is no such file without failing', () => {
    for (const text of ['}}}', '{{{', 'a = {', '"', 'a = "', '= b', 'x "y', 'a = <<E\n', '/*', '\\\\', 'a "b" "c" {\n'.repeat(200)])
      expect(() => read(text)).not.toThrow();
  });

  // What took time by the square of the length would not end before the test is given up.
  it.each(['a ', 'a = [', '/* ', '"x" ', 'a = <<A\n'])('comes to the end of a million times %j', (piece) => {
    expect(() => read(piece.repeat(1_000_000))).not.toThrow();
  });
});

describe('values', () => {
  it.each<[string, string | undefined]>([
    ['"a ${b} \\"c\\""', 'a ${b} "c"'],
    ['"a" "b"', undefined],
    ['var.a', undefined],
  ])('%s as a text', (written, text) => {
    expect(quotedText(written)).toBe(text);
  });

  it.each<[string, readonly (string | undefined)[] | undefined]>([
    ['["a", "b", # last\n]', ['a', 'b']],
    ['["a,]", f("b", "c"), ["d"]]', ['a,]', undefined, undefined]],
    ['[]', []],
    ['["a"] == b', undefined],
    ['["a"', undefined],
    ['"a"', undefined],
  ])('%s as a list', (written, items) => {
    expect(listItems(written)).toEqual(items);
  });
});
