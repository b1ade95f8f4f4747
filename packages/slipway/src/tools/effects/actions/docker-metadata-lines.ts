/** How docker/metadata-action reads the lines of its `tags` and `flavor`. Source: its README.md and src/, v3 to v6. */

import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { ActionCall } from '../../types.ts';
import { join } from './build.ts';

/** Longer lines and texts than these are no real ones. */
const MOST_LETTERS = 1000;
const MOST_TEXT = 20_000;

/** `name=value` parts of a line; values may hold holes. */
export type Attributes = ReadonlyMap<string, Val>;

/** Literal text, and values of expressions in it. */
export type Line = readonly (string | Val)[];

/** What stands before a `#`: the action takes the rest of a line for a comment, wherever it begins. */
function uncommented(line: Line): Line {
  const at = line.findIndex((part) => typeof part === 'string' && part.includes('#'));
  return at < 0 ? line : [...line.slice(0, at), (line[at] as string).replace(/#.*$/, '')];
}

/** The lines of an input as it is written, without comments and empty ones; an expression may stand for a part of a line, or for several. */
export function linesOf(call: ActionCall, name: string): readonly Line[] {
  const whole = call.input(name);
  const pieces = call.written?.(name) ?? (whole === undefined ? [] : [whole]);
  const lines: (string | Val)[][] = [[]];
  const add = (text: string): void => {
    const [first = '', ...rest] = text.slice(0, MOST_TEXT).split(/\r?\n/);
    if (first !== '') lines.at(-1)!.push(first);
    for (const line of rest) lines.push(line === '' ? [] : [line]);
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') add(piece);
    else if (piece.k === 'str') add(piece.v);
    else if (piece.k === 'text')
      for (const part of piece.parts) typeof part === 'string' ? add(part) : lines.at(-1)!.push({ k: 'text', parts: [part] });
    else lines.at(-1)!.push(piece);
  }
  return lines.map((l) => trimmed(uncommented(l))).filter((l) => l.length > 0 && lengthOf(l) <= MOST_LETTERS);
}

function trimmed(line: Line): Line {
  const last = line.length - 1;
  const cut = line.map((part, at) => {
    if (typeof part !== 'string') return part;
    const start = at === 0 ? part.trimStart() : part;
    return at === last ? start.trimEnd() : start;
  });
  return cut.filter((part) => part !== '');
}

const lengthOf = (line: Line): number => line.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);

/** `type=semver,pattern={{version}}` by its parts. A value may hold holes. A line without a type is `raw`. */
export function attributes(line: Line): Attributes {
  const map = new Map<string, Val>();
  for (const item of items(line)) {
    const [first] = item;
    const at = typeof first === 'string' ? first.indexOf('=') : -1;
    if (typeof first === 'string' && at >= 0) map.set(first.slice(0, at).trim().toLowerCase(), tidied(join(first.slice(at + 1), ...item.slice(1))));
    else map.set('value', tidied(join(...item)));
  }
  return map;
}

const tidied = (value: Val): Val => (value.k === 'str' ? str(value.v.trim()) : value);

/** A line cut at its commas, but not within quotes around an item. */
function items(line: Line): Line[] {
  const out: (string | Val)[][] = [[]];
  for (const part of line) {
    if (typeof part !== 'string') {
      out.at(-1)!.push(part);
      continue;
    }
    const pieces = part.match(/"[^"]*"|,|[^",]+|"/g) ?? [];
    for (const piece of pieces) {
      if (piece === ',') out.push([]);
      else out.at(-1)!.push(piece.replace(/^"(.*)"$/s, '$1'));
    }
  }
  return out.map(merged).filter((item) => item.length > 0);
}

/** Neighbouring texts as one. */
function merged(item: readonly (string | Val)[]): Line {
  const out: (string | Val)[] = [];
  for (const part of item) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}
