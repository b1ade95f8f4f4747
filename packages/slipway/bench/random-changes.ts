import type { Change, NodePath, ScalarNode, SourceNode } from '../src/source/index.ts';

type Random = (below: number) => number;

/** A node of a tree with the way to it. */
export interface Found {
  readonly at: NodePath;
  readonly node: SourceNode | null;
}

/** A change with the name of its kind. */
export interface Made {
  readonly kind: string;
  readonly changes: readonly Change[];
}

/** All nodes, each where it is written or stands for an anchor; the first 20,000. */
export function nodesOf(root: SourceNode | null): Found[] {
  const found: Found[] = [];
  const visit = (node: SourceNode | null, at: NodePath): void => {
    if (found.length >= 20_000) return;
    found.push({ at, node });
    if (node?.kind === 'seq') for (const [index, item] of node.items.entries()) visit(item, [...at, index]);
    if (node?.kind === 'map') for (const { key, value } of node.entries) visit(value, [...at, key.text]);
  };
  visit(root, []);
  return found;
}

const SCALARS = ['write', '42', 'false', "'1.10'", 'ubuntu-24.04', "${{ github.event_name == 'push' }}", '"a: b # c"', 'v*', "'*'", ''];
const BLOCKS = [
  '|\n  echo one\n\n  if true; then\n    echo two\n  fi',
  '>-\n  one two\n  three',
  '|-\n  last',
  '|+\n  kept',
  '|2\n    deeper\n  less',
];
const MAPS = [
  'contents: read\nid-token: write',
  'push:\n  tags:\n    - v* # releases\n  branches: [main]\npull_request:',
  'a:\n  b:\n    c: |\n      d\n  e: f',
];
const LISTS = [
  '- main\n- "release/**"',
  '- uses: actions/checkout@v4\n  with:\n    fetch-depth: 0\n- run: |\n    make\n    make test',
  '- - a\n  - b\n- c',
];
const FLOWS = ['{}', '[]', '[a, b]', "{contents: read, 'id-token': write}", '[\n  a,\n  b\n]'];
const VALUES: Readonly<Record<string, readonly string[]>> = { scalar: SCALARS, block: BLOCKS, map: MAPS, list: LISTS, flow: FLOWS };
const SHAPES = Object.keys(VALUES);
const PIECES = [
  'x',
  'set -euo pipefail\n',
  'git push origin "$TAG" # why\n',
  ' --verbose',
  "it's",
  '"quoted" \\n',
  '\n\n',
  '  indented\n',
  'é 🚀',
  ': # ',
];

/** Makes random changes, each of one kind, of a tree whose nodes are given. */
export function randomChanges(all: readonly Found[], random: Random): Made[] {
  const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
  const maps = all.filter(({ node }) => node?.kind === 'map');
  const lists = all.filter(({ node }) => node?.kind === 'seq');
  const below = all.filter(({ at }) => at.length > 0);
  const entries = below.filter(({ at }) => typeof at[at.length - 1] === 'string');
  const texts = all.filter(({ node }) => node?.kind === 'scalar' && typeof node.value === 'string' && node.text !== '');
  const made: Made[] = [];
  const value = (shape: string): string => pick(VALUES[shape]!)!;
  const add = (kind: string, from: Found | undefined, change: (found: Found) => Change | undefined): void => {
    const one = from && change(from);
    if (one) made.push({ kind, changes: [one] });
  };

  for (const shape of SHAPES) {
    add(`set, ${shape}`, pick(below), ({ at }) => ({ op: 'set', at, value: value(shape) }));
    add(`new key, ${shape}`, pick(maps), ({ at, node }) => ({ op: 'set', at: [...at, 'new-key'], value: value(shape), ...placed(node, random) }));
    add(`new item, ${shape}`, pick(lists), ({ at, node }) => ({
      op: 'insert',
      at: [...at, random((node?.kind === 'seq' ? node.items.length : 0) + 1)],
      value: value(shape) || 'x',
    }));
  }
  add('new parents', pick(maps), ({ at, node }) => ({
    op: 'set',
    at: [...at, 'new', 'new', 'key'],
    value: value(pick(SHAPES)!),
    ...placed(node, random),
  }));
  add('set what is empty', pick(all.filter(({ node }) => node === null)), ({ at }) => ({ op: 'set', at, value: value(pick(SHAPES)!) }));
  add('below what is empty', pick(below.filter(({ node }) => node === null)), ({ at }) => ({
    op: 'set',
    at: [...at, 'new'],
    value: value(pick(SHAPES)!),
  }));
  for (let i = 0; i < 3; i++) {
    add('remove entry', pick(entries), ({ at }) => ({ op: 'remove', at }));
    add('remove item', pick(below.filter(({ at }) => typeof at[at.length - 1] === 'number')), ({ at }) => ({ op: 'remove', at }));
    add('rename key', pick(entries), ({ at }) => ({ op: 'rename-key', at, to: pick(['other', 'on', 'a b', '1'])! }));
  }
  for (const style of ['literal', 'folded', 'plain', 'single', 'double'])
    for (let i = 0; i < (style === 'literal' ? 6 : 2); i++) {
      const found = pick(texts.filter(({ node }) => (node as ScalarNode).style === style));
      if (found) made.push({ kind: `splice, ${style}`, changes: [splice(found, random)] });
    }
  const several = made.flatMap((one) => one.changes);
  for (let i = 0; i < 4 && several.length > 0; i++)
    made.push({ kind: 'several', changes: Array.from({ length: 2 + random(4) }, () => pick(several)!) });
  return made;
}

function placed(node: SourceNode | null, random: Random): { place?: { after?: string; before?: string; first?: boolean } } {
  const keys = node?.kind === 'map' ? node.entries.map((entry) => entry.key.text) : [];
  const key = keys[random(keys.length)];
  const ways = [{}, { place: { first: true } }, ...(key === undefined ? [] : [{ place: { after: key } }, { place: { before: key } }])];
  return ways[random(ways.length)]!;
}

/** Half of the pieces are whole lines. */
function splice({ at, node }: Found, random: Random): Change {
  const { text } = node as ScalarNode;
  const piece = PIECES[random(PIECES.length)]!;
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  if (random(2) === 0) {
    const line = random(starts.length);
    const start = starts[line]!;
    const end = starts[line + random(3)] ?? text.length;
    const whole = piece.endsWith('\n') ? piece : `${piece}\n`;
    return { op: 'splice', at, start, end: Math.max(start, end), text: random(3) === 0 ? '' : whole };
  }
  const start = random(text.length + 1);
  return { op: 'splice', at, start, end: Math.min(text.length, start + random(12)), text: random(4) === 0 ? '' : piece };
}
