import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyEdits,
  type Change,
  ChangeError,
  type FileChange,
  type NodePath,
  parseYaml,
  quoteScalar,
  type SourceNode,
  sourceFile,
} from '../index.ts';
import { compileChanges, verifyChanges } from './index.ts';

const PATH = 'a.yml';

/** How a made-up file is written, beside what it says. */
interface Writing {
  readonly step: number;
  readonly indentless: boolean;
  readonly dash: string;
  readonly ending: string;
  readonly bom: boolean;
  readonly start: string;
  readonly final: boolean;
}

type Shape =
  | { readonly kind: 'scalar'; readonly text: string; readonly style: 'quoted' | 'single' | 'literal' | 'folded' | 'empty'; readonly note: string }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Shape])[]; readonly flow: 'no' | 'line' | 'lines'; readonly gap: string }
  | { readonly kind: 'seq'; readonly items: readonly Shape[]; readonly flow: 'no' | 'line' | 'lines'; readonly gap: string };

const key = fc.constantFrom('on', 'name', 'run', 'with', 'a b', 'x: y', '${{ z }}', '#', '1', 'jobs', 'é');
const words = fc.constantFrom('true', '1.10', 'null', '${{ secrets.X }}', "it's", 'a: b', '# no', '- x', 'on', 'write', 'v*', '*', 'two words');
const scripts = fc
  .array(fc.constantFrom('echo', '', '  deep', '\ttab', 'a: b', '# x', '- y', 'é 🚀', 'end  '), { minLength: 0, maxLength: 4 })
  .map((all) => `${['go', ...all, 'end'].join('\n')}\n`);
const gap = fc.constantFrom('', '', '\n', '# why\n', '\n# about the next\n', '# above\n\n');
const flow = fc.constantFrom('no' as const, 'no' as const, 'line' as const, 'lines' as const);

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant('scalar' as const),
      text: words,
      style: fc.constantFrom('quoted' as const, 'single' as const, 'empty' as const),
      note: fc.constantFrom('', ' # note'),
    }),
    fc.record({
      kind: fc.constant('scalar' as const),
      text: scripts,
      style: fc.constantFrom('literal' as const, 'folded' as const),
      note: fc.constantFrom('', ' # note'),
    }),
    fc.record({
      kind: fc.constant('map' as const),
      entries: fc.uniqueArray(fc.tuple(key, tie('shape')), { minLength: 1, maxLength: 4, selector: ([name]) => name }),
      flow,
      gap,
    }),
    fc.record({ kind: fc.constant('seq' as const), items: fc.array(tie('shape'), { minLength: 1, maxLength: 4 }), flow, gap }),
  ),
}));

const writings = fc.record({
  step: fc.constantFrom(2, 4),
  indentless: fc.boolean(),
  dash: fc.constantFrom('- ', '-   '),
  ending: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  start: fc.constantFrom('', '---\n', '# about the file\n', '# about the file\n\n'),
  final: fc.boolean(),
});

function inFlow(node: Shape, pad: string): string {
  if (node.kind === 'scalar') return node.style === 'empty' ? 'null' : quoteScalar(node.text.replace(/\n/g, ' ').trim(), { flow: true });
  const inner = `${pad}  `;
  const members =
    node.kind === 'seq'
      ? node.items.map((item) => inFlow(item, inner))
      : node.entries.map(([name, value]) => `${quoteScalar(name, { flow: true })}: ${inFlow(value, inner)}`);
  const [open, close] = node.kind === 'seq' ? ['[', ']'] : ['{', '}'];
  return node.flow === 'lines'
    ? `${open}\n${members.map((one) => inner + one).join(',\n')}\n${pad}  ${close}`
    : `${open}${members.join(', ')}${close}`;
}

/** What stands behind a key (`list`: or, for a list, below it), with the lines below. */
function behind(node: Shape, column: number, writing: Writing): string {
  const pad = ' '.repeat(column);
  if (node.kind === 'scalar') {
    if (node.style === 'empty') return node.note;
    if (node.style === 'literal' || node.style === 'folded') {
      const body = node.text.replace(/\n$/, '').split('\n');
      return ` ${node.style === 'literal' ? '|' : '>'}${node.note}${body.map((line) => (line === '' ? '\n' : `\n${pad}  ${line}`)).join('')}`;
    }
    return ` ${node.style === 'single' ? `'${node.text.replace(/'/g, "''")}'` : quoteScalar(node.text)}${node.note}`;
  }
  if (node.flow !== 'no') return ` ${inFlow(node, pad)}`;
  const inner = column + (node.kind === 'map' ? writing.step : writing.indentless ? 0 : writing.step);
  return `\n${' '.repeat(inner)}${lines(node, inner, writing)}`;
}

/** The members of a block collection, all but the first line indented. */
function lines(node: Exclude<Shape, { kind: 'scalar' }>, column: number, writing: Writing): string {
  const pad = ' '.repeat(column);
  const members =
    node.kind === 'map'
      ? node.entries.map(([name, value]) => `${quoteScalar(name)}:${behind(value, column, writing)}`)
      : node.items.map((item) => {
          if (item.kind === 'scalar' || item.flow !== 'no') return `-${behind(item, column, writing)}`;
          return `${writing.dash}${lines(item, column + writing.dash.length, writing)}`;
        });
  return members.join(`\n${node.gap.replace(/^(?=#)/gm, pad)}${pad}`);
}

const documents = fc
  .tuple(fc.uniqueArray(fc.tuple(key, shape), { minLength: 1, maxLength: 4, selector: ([name]) => name }), gap, writings)
  .map(([entries, between, writing]) => {
    const text = `${writing.start}${lines({ kind: 'map', entries, flow: 'no', gap: between }, 0, writing)}${writing.final ? '\n' : ''}`;
    return (writing.bom ? '\uFEFF' : '') + text.replace(/\n/g, writing.ending);
  });

interface Found {
  readonly at: NodePath;
  readonly node: SourceNode | null;
}

function nodesOf(root: SourceNode | null): Found[] {
  const found: Found[] = [];
  const visit = (node: SourceNode | null, at: NodePath): void => {
    found.push({ at, node });
    if (node?.kind === 'seq') for (const [index, item] of node.items.entries()) visit(item, [...at, index]);
    if (node?.kind === 'map') for (const entry of node.entries) visit(entry.value, [...at, entry.key.text]);
  };
  visit(root, []);
  return found;
}

const values = fc.constantFrom(
  'write',
  "'1.10'",
  '',
  '{a: 1}',
  '[]',
  'contents: read\nid-token: write',
  '- a\n- b: c\n  d: e',
  '|\n  echo\n\n  x',
  '>-\n  one\n  two',
  '[\n  a,\n  b\n]',
  'a:\n  - b # c\n  - d: |\n      e',
);
const wishes = fc.record({
  seed: fc.nat(),
  other: fc.nat(),
  value: values,
  op: fc.constantFrom('set', 'new', 'deep', 'insert', 'remove', 'rename', 'splice', 'splice'),
});
type Wish = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

/** A change of the wished kind, when the file has a place for it. */
function changeOf(all: readonly Found[], { seed, other, value, op }: Wish): Change | undefined {
  const pick = (list: readonly Found[]): Found | undefined => list[seed % Math.max(1, list.length)];
  const inside = all.filter(({ at }) => at.length > 0);
  if (op === 'set') return map(pick(inside), ({ at }) => ({ op, at, value }));
  if (op === 'remove') return map(pick(inside), ({ at }) => ({ op, at }));
  if (op === 'rename')
    return map(pick(inside.filter(({ at }) => typeof at[at.length - 1] === 'string')), ({ at }) => ({ op: 'rename-key', at, to: 'other: key' }));
  if (op === 'new' || op === 'deep')
    return map(pick(all.filter(({ node }) => node?.kind === 'map')), ({ at, node }) => {
      const keys = node?.kind === 'map' ? node.entries.map((entry) => entry.key.text) : [];
      const near = keys[other % keys.length]!;
      const place = [{}, { first: true }, { after: near }, { before: near }][other % 4]!;
      return { op: 'set', at: [...at, 'new', ...(op === 'deep' ? ['new', 'key'] : [])], value, place };
    });
  if (op === 'insert')
    return map(pick(all.filter(({ node }) => node?.kind === 'seq')), ({ at, node }) => ({
      op,
      at: [...at, other % ((node?.kind === 'seq' ? node.items.length : 0) + 1)],
      value: value || 'x',
    }));
  const texts = all.filter(({ node }) => node?.kind === 'scalar' && typeof node.value === 'string' && node.text !== '');
  return map(pick(texts), ({ at, node }) => {
    const { length } = node?.kind === 'scalar' ? node.text : '';
    const start = other % (length + 1);
    return { op: 'splice', at, start, end: Math.min(length, start + (seed % 7)), text: ['', 'x', 'set -e\n', '\n', "'", ' # y', ': '][seed % 7]! };
  });
}

function map<T, R>(value: T | undefined, make: (value: T) => R): R | undefined {
  return value === undefined ? undefined : make(value);
}

function held(text: string, changes: readonly Change[]): void {
  const declared: FileChange[] = [{ op: 'change', path: PATH, changes }];
  const read = (path: string): string | undefined => (path === PATH ? text : undefined);
  const edits = compileChanges(read, declared);
  const after = applyEdits(new Map([[PATH, text]]), edits).get(PATH);
  expect(verifyChanges(read, declared, edits), `${JSON.stringify(changes)}\n${text}\n=>\n${after}`).toBeUndefined();
  expect(text.startsWith('\uFEFF')).toBe((after ?? text).startsWith('\uFEFF'));
  if (!text.replaceAll('\r\n', '').includes('\n') && text.includes('\n')) expect((after ?? text).replaceAll('\r\n', '')).not.toContain('\n');
}

describe('changes of YAML in any writing', () => {
  test('the documents made for these tests can be read', () => {
    fc.assert(
      fc.property(documents, (text) => void expect(parseYaml(sourceFile(PATH, text)).problems, text).toEqual([])),
      { numRuns: 300 },
    );
  });

  test('one change is made exactly, and only in the lines that it names', () => {
    fc.assert(
      fc.property(documents, wishes, (text, wish) => {
        const change = changeOf(nodesOf(parseYaml(sourceFile(PATH, text)).root), wish);
        fc.pre(change !== undefined);
        held(text, [change!]);
      }),
      { numRuns: 200 },
    );
  });

  test('several changes are made together, or said to contradict each other', () => {
    fc.assert(
      fc.property(documents, fc.array(wishes, { minLength: 2, maxLength: 5 }), (text, several) => {
        const all = nodesOf(parseYaml(sourceFile(PATH, text)).root);
        const changes = several.map((wish) => changeOf(all, wish)).filter((change) => change !== undefined);
        try {
          held(text, changes);
        } catch (error) {
          if (!(error instanceof ChangeError)) throw error;
          expect(error.message).toMatch(/two changes|one change .* and another one|would stand twice/);
        }
      }),
      { numRuns: 120 },
    );
  });
});
