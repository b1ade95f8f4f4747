/** A random number generator with a seed (mulberry32): whole numbers below a bound. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

type Random = (below: number) => number;
type Mutation = (text: string, random: Random, others: readonly string[]) => string;

/** Pieces that mean something to a reader of YAML, expressions, globs or shell. */
const MORSELS = [
  '${{',
  '}}',
  '${{ github.ref',
  '${{ fromJSON(needs.*.outputs.x)[0] }}',
  '${{ always() && !(((success() }}',
  '${{ matrix.* }}',
  "'",
  '"',
  '`',
  '$(',
  '${',
  '<<EOF',
  '|',
  '>-',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '? ',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '#',
  '---\n',
  '...\n',
  '\t',
  '\r',
  '\r\n',
  '\n\n',
  '\0',
  '\uFEFF',
  '\u2028',
  '\uD800',
  '\uDC00',
  '😀',
  'ß',
  'İ',
  '‮',
  '\u0007',
  '__proto__: ',
  'constructor: ',
  'hasOwnProperty',
  'toString',
  '1e999',
  '-0',
  '0x',
  '~',
  '**',
  '[a-',
  '!v*',
  '\\',
  '../',
  './',
  './.github/workflows/release.yml',
  'git tag "$(',
  'git push --tags',
  'gh release create "$TAG" --draft',
  'npm publish',
  'case x in',
  'if true; then',
  'for f in *; do',
  'uses: ./',
  'workflow_call:',
  'workflow_run:',
];

const MUTATIONS: readonly Mutation[] = [
  function flipByte(text, random) {
    const bytes = Buffer.from(text);
    if (bytes.length === 0) return text;
    const at = random(bytes.length);
    bytes[at] = bytes[at]! ^ (1 << random(8));
    return bytes.toString('utf8');
  },
  function deleteLines(text, random) {
    const lines = text.split('\n');
    lines.splice(random(lines.length), 1 + random(4));
    return lines.join('\n');
  },
  function duplicateLines(text, random) {
    const lines = text.split('\n');
    const from = random(lines.length);
    const some = lines.slice(from, from + 1 + random(8));
    lines.splice(random(lines.length), 0, ...some);
    return lines.join('\n');
  },
  function changeIndent(text, random) {
    const lines = text.split('\n');
    const from = random(lines.length);
    const by = random(2) === 0 ? ' '.repeat(1 + random(4)) : '';
    const cut = 1 + random(4);
    for (let i = from; i < Math.min(lines.length, from + 1 + random(5)); i++) {
      const line = lines[i]!;
      lines[i] = by === '' ? line.slice(Math.min(cut, line.length - line.trimStart().length)) : by + line;
    }
    return lines.join('\n');
  },
  function swapKeys(text, random) {
    const keys = [...text.matchAll(/^([ -]*)([\w-]+):/gm)];
    if (keys.length < 2) return text;
    const [one, other] = [keys[random(keys.length)]!, keys[random(keys.length)]!];
    const [first, second] = one.index < other.index ? [one, other] : [other, one];
    if (first === second) return text;
    const a = first.index + first[1]!.length;
    const b = second.index + second[1]!.length;
    return text.slice(0, a) + second[2] + text.slice(a + first[2]!.length, b) + first[2] + text.slice(b + second[2]!.length);
  },
  function swapLines(text, random) {
    const lines = text.split('\n');
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return lines.join('\n');
  },
  function insertUnicode(text, random) {
    const at = random(text.length + 1);
    const point = random(3) === 0 ? random(0x110000) : random(0x3000);
    return text.slice(0, at) + String.fromCodePoint(point) + text.slice(at);
  },
  function insertMorsel(text, random) {
    const at = random(text.length + 1);
    return text.slice(0, at) + MORSELS[random(MORSELS.length)] + text.slice(at);
  },
  function replaceValue(text, random) {
    const values = [...text.matchAll(/: *(\S[^\n]*)/g)];
    if (values.length === 0) return text;
    const value = values[random(values.length)]!;
    const end = value.index + value[0].length;
    return text.slice(0, end - value[1]!.length) + MORSELS[random(MORSELS.length)] + text.slice(end);
  },
  function truncate(text, random) {
    return text.slice(0, random(text.length + 1));
  },
  function deleteSpan(text, random) {
    const at = random(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random(40));
  },
  function repeatSpan(text, random) {
    const at = random(text.length + 1);
    const piece = text.slice(at, at + 1 + random(12));
    return text.slice(0, at) + piece.repeat(2 + random(60)) + text.slice(at);
  },
  function spliceOther(text, random, others) {
    const other = others[random(others.length)] ?? '';
    return text.slice(0, random(text.length + 1)) + other.slice(random(other.length + 1));
  },
];

/**
 * A text changed in one to four random ways: bytes flipped, lines deleted, doubled, moved or indented anew, keys swapped, unicode and syntax put in, cut off.
 * The same generator state gives the same text.
 *
 * @param others texts from which pieces are taken
 */
export function mutate(text: string, random: Random, others: readonly string[]): string {
  let changed = text;
  for (let left = 1 + random(4); left > 0; left--) changed = MUTATIONS[random(MUTATIONS.length)]!(changed, random, others);
  return changed;
}
