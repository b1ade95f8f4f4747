import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendItem,
  applyEdits,
  type Edit,
  get,
  insertEntry,
  type MapNode,
  parseYaml,
  quoteScalar,
  removeEntry,
  type ScalarNode,
  type SeqNode,
  type SourceNode,
  setScalar,
  sourceFile,
} from './index.ts';

/** Any text that UTF-8 can hold; fast-check's own binary strings take a second to set up. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2ff }), fc.integer({ min: 0x300, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })), {
    maxLength: 12,
  })
  .map((codes) => String.fromCodePoint(...codes));

const PATH = 'a.yml';
const EMPTY = { '': 'empty' };

/** What a tree says, without places; an empty value is its own mark. */
function model(node: SourceNode | null): unknown {
  if (node === null) return EMPTY;
  if (node.kind === 'seq') return node.items.map(model);
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [`k ${key.text}`, model(value)]));
  return node.value === null ? EMPTY : node.text;
}

function parsed(text: string): SourceNode {
  const { root, problems } = parseYaml(sourceFile(PATH, text));
  expect(problems, text).toEqual([]);
  return root!;
}

function apply(text: string, edits: readonly Edit[]): string {
  return applyEdits(new Map([[PATH, text]]), edits).get(PATH) ?? text;
}

/** The edited text, after checking that nothing outside the edits changed. */
function applyExactly(text: string, edits: readonly Edit[]): string {
  const result = apply(text, edits);
  let rest = result;
  let done = 0;
  for (const edit of [...edits].sort((a, b) => (a.op === 'replace' && b.op === 'replace' ? a.start - b.start : 0))) {
    if (edit.op !== 'replace') throw new Error('only replacements are expected');
    const kept = text.slice(done, edit.start);
    expect(rest.startsWith(kept)).toBe(true);
    rest = rest.slice(kept.length + edit.text.length);
    done = edit.end;
  }
  expect(rest).toBe(text.slice(done));
  return result;
}

type Shape =
  | { readonly kind: 'scalar'; readonly text: string; readonly style: 'quoted' | 'literal' | 'empty' }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Shape])[]; readonly flow: boolean; readonly comment: string }
  | { readonly kind: 'seq'; readonly items: readonly Shape[]; readonly flow: boolean };

const key = fc.oneof(fc.constantFrom('on', 'name', 'run', 'with', 'a b', 'x: y', '${{ z }}', '#'), fc.string({ minLength: 1, maxLength: 6 }));
const words = fc.oneof(fc.constantFrom('true', '1.10', 'null', '${{ secrets.X }}', "it's", 'a: b', '# no', '- x', 'on'), anyText);
const lines = fc
  .array(fc.constantFrom('echo', '', '  deep', 'a: b', '# x', '- y', 'é'), { minLength: 1, maxLength: 4 })
  .map((all) => `go\n${all.join('\n')}\nend\n`);

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant('scalar' as const), text: words, style: fc.constant('quoted' as const) }),
    fc.record({ kind: fc.constant('scalar' as const), text: lines, style: fc.constant('literal' as const) }),
    fc.record({ kind: fc.constant('scalar' as const), text: fc.constant(''), style: fc.constant('empty' as const) }),
    fc.record({
      kind: fc.constant('map' as const),
      entries: fc.uniqueArray(fc.tuple(key, tie('shape')), { minLength: 1, maxLength: 4, selector: ([name]) => name }),
      flow: fc.boolean(),
      comment: fc.constantFrom('', ' # why', '\n  # below'),
    }),
    fc.record({ kind: fc.constant('seq' as const), items: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }), flow: fc.boolean() }),
  ),
}));

function flow(node: Shape): string {
  if (node.kind === 'map') return `{ ${node.entries.map(([name, value]) => `${quoteScalar(name, { flow: true })}: ${flow(value)}`).join(', ')} }`;
  if (node.kind === 'seq') return `[${node.items.map(flow).join(', ')}]`;
  return node.style === 'empty' ? 'null' : quoteScalar(node.text, { flow: true });
}

/** What stands behind a key or a dash, and the lines below it. */
function block(node: Shape, column: number): string {
  const pad = '\n'.padEnd(column + 1);
  if (node.kind === 'scalar') {
    if (node.style === 'empty') return '';
    return node.style === 'quoted'
      ? ` ${quoteScalar(node.text)}`
      : ` |${node.text
          .replace(/\n$/, '')
          .replace(/(^|\n)(?=[^\n])/g, `$1\n${pad.slice(1)}`)
          .replace(/\n\n/g, '\n')
          .replace(/^\n?/, '\n')}`;
  }
  if (node.flow) return ` ${flow(node)}`;
  if (node.kind === 'seq') return node.items.map((item) => `${pad}-${block(item, column + 2)}`).join('');
  return node.entries
    .map(
      ([name, value], index) =>
        `${pad}${quoteScalar(name)}:${block(value, column + 2)}${index === 0 && value.kind === 'scalar' && value.style === 'quoted' ? node.comment.replace('\n  ', pad) : ''}`,
    )
    .join('');
}

const documents = fc
  .record({
    entries: fc.uniqueArray(fc.tuple(key, shape), { minLength: 1, maxLength: 4, selector: ([name]) => name }),
    tail: fc.boolean(),
    bom: fc.boolean(),
  })
  .map(({ entries, tail }) => `${block({ kind: 'map', entries, flow: false, comment: '' }, 0).slice(1)}${tail ? '\n' : ''}`);

function collect(node: SourceNode | null, out: SourceNode[] = []): SourceNode[] {
  if (node === null) return out;
  out.push(node);
  if (node.kind === 'seq') for (const item of node.items) collect(item, out);
  if (node.kind === 'map') for (const entry of node.entries) collect(entry.value, out);
  return out;
}

/** The model of a tree in which one node is replaced by something else. */
function modelWith(node: SourceNode | null, at: SourceNode, other: unknown): unknown {
  if (node === at) return other;
  if (node?.kind === 'seq') return node.items.map((item) => modelWith(item, at, other));
  if (node?.kind === 'map') return Object.fromEntries(node.entries.map((entry) => [`k ${entry.key.text}`, modelWith(entry.value, at, other)]));
  return model(node);
}

const values = [
  ['write', 'write'],
  ['{a: 1}', { 'k a': '1' }],
  ['contents: read\nid-token: write', { 'k contents': 'read', 'k id-token': 'write' }],
  ['- a\n- b: c\n  d: e', ['a', { 'k b': 'c', 'k d': 'e' }]],
  ['|\n  echo\n\n  x', 'echo\n\nx\n'],
  ['[\n  a,\n  b\n]', ['a', 'b']],
] as const;

function pick<T>(all: readonly T[], seed: number): T {
  return all[seed % all.length]!;
}

describe('an edit changes what it is meant to change and no other byte', () => {
  test('the documents made for these tests can be read', () => {
    fc.assert(
      fc.property(documents, (text) => void parsed(text)),
      { numRuns: 300 },
    );
  });

  test('setScalar', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.oneof(words, lines, fc.string()), (text, seed, wanted) => {
        const root = parsed(text);
        const scalars = collect(root).filter((node): node is ScalarNode => node.kind === 'scalar');
        fc.pre(scalars.length > 0);
        const node = pick(scalars, seed);
        fc.pre(node.text !== '' || node.span.end > node.span.start);
        const after = parsed(applyExactly(text, setScalar(node, wanted)));
        expect(collectText(after, root, node)).toBe(wanted);
        expect(modelWith(after, matching(after, root, node)!, 0)).toEqual(modelWith(root, node, 0));
      }),
      { numRuns: 150 },
    );
  });

  test('insertEntry', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (text, seed, which, at, neighbour) => {
        const root = parsed(text);
        const map = pick(
          collect(root).filter((node): node is MapNode => node.kind === 'map'),
          seed,
        );
        const [yaml, value] = pick(values, which);
        const near = pick(map.entries, neighbour).key.text;
        const place = pick([{}, { first: true }, { after: near }, { before: near }], at);
        const result = applyExactly(text, insertEntry(map, 'new-key', yaml, place));
        const expected = { ...(model(map) as object), 'k new-key': value };
        expect(model(parsed(result)), result).toEqual(modelWith(root, map, expected));
        const order = (matching(parsed(result), root, map) as MapNode).entries.map((entry) => entry.key.text);
        const index = order.indexOf('new-key');
        if (place.first) expect(index).toBe(0);
        if (place.after !== undefined) expect(order[index - 1]).toBe(near);
        if (place.before !== undefined) expect(order[index + 1]).toBe(near);
      }),
      { numRuns: 150 },
    );
  });

  test('removeEntry', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(), (text, seed, which) => {
        const root = parsed(text);
        const map = pick(
          collect(root).filter((node): node is MapNode => node.kind === 'map'),
          seed,
        );
        const gone = pick(map.entries, which).key.text;
        const result = applyExactly(text, removeEntry(map, gone));
        const left = Object.fromEntries(Object.entries(model(map) as object).filter(([name]) => name !== `k ${gone}`));
        expect(model(parsed(result)), result).toEqual(modelWith(root, map, left));
      }),
      { numRuns: 150 },
    );
  });

  test('appendItem', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(), (text, seed, which) => {
        const root = parsed(text);
        const seqs = collect(root).filter((node): node is SeqNode => node.kind === 'seq');
        fc.pre(seqs.length > 0);
        const seq = pick(seqs, seed);
        const [yaml, value] = pick(values.slice(0, 4), which);
        const result = applyExactly(text, appendItem(seq, yaml));
        expect(model(parsed(result)), result).toEqual(modelWith(root, seq, [...(model(seq) as unknown[]), value]));
      }),
      { numRuns: 150 },
    );
  });
});

/** The node of `after` that stands where `node` stands in `before`. */
function matching(after: SourceNode | null, before: SourceNode | null, node: SourceNode): SourceNode | undefined {
  if (before === node) return after ?? undefined;
  if (before?.kind === 'seq')
    return first(before.items, (item, index) => matching(after?.kind === 'seq' ? (after.items[index] ?? null) : null, item, node));
  if (before?.kind !== 'map') return undefined;
  return first(before.entries, (entry) => matching(get(after, entry.key.text) ?? null, entry.value, node));
}

function collectText(after: SourceNode, before: SourceNode, node: SourceNode): string | undefined {
  const found = matching(after, before, node);
  return found?.kind === 'scalar' ? found.text : undefined;
}

function first<T, R>(all: readonly T[], find: (one: T, index: number) => R | undefined): R | undefined {
  for (const [index, one] of all.entries()) {
    const found = find(one, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
