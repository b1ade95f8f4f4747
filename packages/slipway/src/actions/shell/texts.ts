/** What the shell does with texts that have holes. */
import type { Part, Truth, Val } from '../value.ts';
import { alternatives, alts, asText, hole, partsOf, str, text, unknown } from '../values.ts';
import { matchesPattern, type Token } from './pattern.ts';

export type Texts = readonly Part[];

const MOST_LENGTH = 65_536;
const MOST_PARTS = 64;

export const anything: Val = hole('any');

/** Applies a function of one text to every alternative of a value. */
export function mapTexts(val: Val, change: (parts: Texts, one: Val) => Val): Val {
  if (val.k !== 'alts') return change(partsOf(val), val);
  return alts(
    val.of.map((one) => change(partsOf(one), one)),
    val.fallback,
  );
}

/** The value, or something unknown in its place when it has grown beyond all bounds. */
export function bounded(val: Val): Val {
  if (val.k === 'str') return val.v.length > MOST_LENGTH ? anything : val;
  if (val.k === 'alts') return val.of.every((one) => bounded(one) === one) ? val : anything;
  if (val.k !== 'text') return val;
  return val.parts.length > MOST_PARTS || length(val) > MOST_LENGTH ? anything : val;
}

/** Number of characters of the longest alternative, a hole counting one. */
export function length(val: Val): number {
  let longest = 0;
  for (const one of alternatives(val)) {
    let sum = 0;
    for (const part of partsOf(one)) sum += typeof part === 'string' ? part.length : 1;
    longest = Math.max(longest, sum);
  }
  return longest;
}

/** The same answer for every alternative, or undefined. */
export function forAll(val: Val, test: (one: Val) => Truth): Truth {
  const all = alternatives(val);
  const first = test(all[0]!);
  if (first === undefined) return undefined;
  for (let i = 1; i < all.length; i++) if (test(all[i]!) !== first) return undefined;
  return first;
}

/** Whether it is the empty string. A token is taken as not empty. */
export function isEmpty(val: Val): Truth {
  return forAll(val, (one) => {
    const known = asText(one);
    if (known !== undefined) return known === '';
    if (one.k === 'token' || one.k === 'obj' || one.k === 'arr') return false;
    if (one.k !== 'text') return undefined;
    return one.parts.every((part) => typeof part !== 'string' && part.hole === 'any' && part.token === undefined) ? undefined : false;
  });
}

/** Whether the value matches one of a compiled pattern's variants. */
export function matches(val: Val, variants: readonly (readonly Token[])[] | undefined): Truth {
  return forAll(val, (one) => {
    if (variants?.length === 1 && variants[0]!.length === 0) return isEmpty(one);
    return matchesPattern(partsOf(one), variants);
  });
}

/** Whether two values are the same text, letter by letter. */
export function sameText(a: Val, b: Val): Truth {
  return forAll(a, (left) =>
    forAll(b, (right) => {
      const known = asText(right);
      const other = asText(left);
      if (known !== undefined && other !== undefined) return known === other;
      if (known !== undefined) return matches(left, [tokens(known)]);
      return other === undefined ? undefined : matches(right, [tokens(other)]);
    }),
  );
}

function tokens(known: string): readonly Token[] {
  return Array.from(known, (c) => ({ t: 'char', c }));
}

/** Splits at blanks as the shell does with an unquoted expansion. */
export function splitBlanks(val: Val, blanks = /[ \t\n]+/): { fields: Val[]; leading: boolean; trailing: boolean } {
  const fields: Val[] = [];
  let current: Part[] | undefined;
  let leading = false;
  let trailing = false;
  partsOf(val).forEach((part, i) => {
    trailing = false;
    if (typeof part !== 'string') {
      current = [...(current ?? []), part];
      return;
    }
    const pieces = part.split(blanks);
    pieces.forEach((piece, j) => {
      if (j > 0) {
        if (current) fields.push(text(current));
        current = undefined;
        if (i === 0 && j === 1 && pieces[0] === '') leading = true;
      }
      if (piece !== '') current = [...(current ?? []), piece];
    });
    trailing = pieces.length > 1 && pieces.at(-1) === '';
  });
  if (current) fields.push(text(current));
  return { fields, leading, trailing };
}

/** Without the newlines at its end, as `$( )` gives it. */
export function withoutTrailingNewlines(val: Val): Val {
  return mapTexts(val, (parts, one) => {
    const last = parts.at(-1);
    if (typeof last !== 'string' || !last.endsWith('\n')) return one;
    return text([...parts.slice(0, -1), last.replace(/\n+$/, '')]);
  });
}

/** The lines of a text; a text that may hold more lines than are seen gives undefined. */
export function lines(parts: Texts): Texts[] | undefined {
  const all: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (part.hole === 'any' && part.token === undefined) return undefined;
      all.at(-1)!.push(part);
      continue;
    }
    part.split('\n').forEach((line, i) => {
      if (i > 0) all.push([]);
      if (line !== '') all.at(-1)!.push(line);
    });
  }
  if (all.at(-1)!.length === 0) all.pop();
  return all;
}

/** A variable that nothing known sets. */
export function unsetValue(name: string): Val {
  return unknown(`$${name}`);
}

export const empty: Val = str('');
