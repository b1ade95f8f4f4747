import type { Hole, Part, TokenSource, Val } from './value.ts';

/** A value is a set of at most this many alternatives; more are unknown. */
export const MAX_ALTERNATIVES = 8;

export const NULL: Val = { k: 'null' };
const TRUE: Val = { k: 'bool', v: true };
const FALSE: Val = { k: 'bool', v: false };

export function str(v: string): Val {
  return { k: 'str', v };
}

export function num(v: number): Val {
  return { k: 'num', v };
}

export function bool(v: boolean): Val {
  return v ? TRUE : FALSE;
}

/** A value that nothing in the tree tells; `why` names what would be needed to know it. */
export function unknown(why: string): Val {
  return { k: 'unknown', why };
}

export function token(of: TokenSource): Val {
  return { k: 'token', of };
}

/** An object. Names are put in lower case; of two names that differ in case only, the first one stays. */
export function obj(fields: Iterable<readonly [string, Val]> | Readonly<Record<string, Val>>, options: { open?: boolean } = {}): Val {
  const map = new Map<string, Val>();
  const entries = Symbol.iterator in fields ? (fields as Iterable<readonly [string, Val]>) : Object.entries(fields);
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    if (!map.has(key)) map.set(key, value);
  }
  return { k: 'obj', fields: map, open: options.open ?? false };
}

export function arr(items: readonly Val[], options: { open?: boolean } = {}): Val {
  return { k: 'arr', items, open: options.open ?? false };
}

/** A text that is nothing but one hole. */
export function hole(h: Hole): Val {
  return { k: 'text', parts: [{ hole: h }] };
}

/** A text of parts: adjacent strings are merged, empty ones dropped; without any hole it is a `str`. */
export function text(parts: readonly Part[]): Val {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part !== 'string') {
      const doubled = last !== undefined && typeof last !== 'string' && isAnything(last) && isAnything(part);
      if (!doubled) merged.push(part);
    } else if (part !== '') {
      if (typeof last === 'string') merged[merged.length - 1] = last + part;
      else merged.push(part);
    }
  }
  if (merged.length === 0) return str('');
  const [only] = merged;
  return merged.length === 1 && typeof only === 'string' ? str(only) : { k: 'text', parts: merged };
}

function isAnything(part: Exclude<Part, string>): boolean {
  return part.hole === 'any' && part.token === undefined;
}

/**
 * One of several values: nested alternatives are flattened, equal ones kept once, in order. A single value is returned as itself unless
 * `fallback` (the name of the secret whose absence selects a later one) is given. More than 8 are unknown.
 */
export function alts(vals: readonly Val[], fallback?: string): Val {
  const kept: Val[] = [];
  let chosenBy = fallback;
  for (const val of vals) {
    if (val.k === 'alts') chosenBy ??= val.fallback;
    for (const one of val.k === 'alts' ? val.of : [val]) {
      if (kept.some((other) => sameVal(other, one))) continue;
      if (kept.length === MAX_ALTERNATIVES) return unknown('more than 8 possible values');
      kept.push(one);
    }
  }
  if (kept.length === 0) return unknown('no possible value');
  if (kept.length === 1 && fallback === undefined) return kept[0]!;
  return chosenBy === undefined ? { k: 'alts', of: kept } : { k: 'alts', of: kept, fallback: chosenBy };
}

/** One or the other. */
export function join(a: Val, b: Val): Val {
  return a === b ? a : alts([a, b]);
}

/** The string form of a value with GitHub's coercions: null is '', an object `Object`, an array `Array`; holes, tokens and unknown stay. */
export function coerceText(val: Val): Val {
  switch (val.k) {
    case 'null':
      return str('');
    case 'bool':
      return str(val.v ? 'true' : 'false');
    case 'num':
      return str(numberText(val.v));
    case 'obj':
      return str('Object');
    case 'arr':
      return str('Array');
    case 'alts':
      return alts(val.of.map(coerceText), val.fallback);
    default:
      return val;
  }
}

/** A number as GitHub prints it: at most 15 decimals, no negative zero. */
export function numberText(v: number): string {
  return v === 0 ? '0' : String(+v.toFixed(15));
}

/**
 * The texts that stand one after the other when the values are written side by side, over every combination of their alternatives
 * (at most 8, else unknown). Known empty strings do not count; a single value that is left keeps what it is (token, unknown).
 * Inside a longer text a token becomes a hole that still names it.
 */
export function concat(...vals: readonly Val[]): Val {
  let rows: (readonly Val[])[] = [[]];
  let fallback: string | undefined;
  for (const val of vals) {
    const form = coerceText(val);
    if (form.k === 'alts') {
      fallback ??= form.fallback;
      if (rows.length * form.of.length > MAX_ALTERNATIVES) return unknown('more than 8 possible texts');
      rows = rows.flatMap((row) => form.of.map((one) => [...row, one]));
    } else if (form.k !== 'str' || form.v !== '') {
      for (const row of rows) (row as Val[]).push(form);
    }
  }
  return alts(rows.map(written), fallback);
}

function written(row: readonly Val[]): Val {
  const filled = row.filter((val) => val.k !== 'str' || val.v !== '');
  return filled.length === 1 ? filled[0]! : text(filled.flatMap(partsOf));
}

/** The parts of a value's string form; something unknown is an `any` hole. Alternatives are not looked into: they are unknown here. */
export function partsOf(val: Val): readonly Part[] {
  switch (val.k) {
    case 'text':
      return val.parts;
    case 'token':
      return [{ hole: 'any', token: val.of }];
    case 'alts':
    case 'unknown':
      return [{ hole: 'any' }];
    default: {
      const form = coerceText(val);
      return form.k === 'str' ? [form.v] : [{ hole: 'any' }];
    }
  }
}

/** Whether two values are the same description of what is known. Two unknowns are the same, whatever their reasons. */
export function sameVal(a: Val, b: Val): boolean {
  if (a === b) return true;
  switch (a.k) {
    case 'null':
    case 'unknown':
      return a.k === b.k;
    case 'bool':
    case 'str':
      return a.k === b.k && a.v === b.v;
    case 'num':
      return b.k === 'num' && Object.is(a.v, b.v);
    case 'token':
      return b.k === 'token' && sameToken(a.of, b.of);
    case 'text':
      return b.k === 'text' && a.parts.length === b.parts.length && a.parts.every((part, i) => samePart(part, b.parts[i]!));
    case 'alts':
      return b.k === 'alts' && a.fallback === b.fallback && sameList(a.of, b.of);
    case 'arr':
      return b.k === 'arr' && a.open === b.open && !a.filtered === !b.filtered && sameList(a.items, b.items);
    case 'obj':
      return (
        b.k === 'obj' &&
        a.open === b.open &&
        a.fields.size === b.fields.size &&
        [...a.fields].every(([name, val]) => sameField(val, b.fields.get(name)))
      );
  }
}

function sameField(val: Val, other: Val | undefined): boolean {
  return other !== undefined && sameVal(val, other);
}

function sameList(a: readonly Val[], b: readonly Val[]): boolean {
  return a.length === b.length && a.every((val, i) => sameVal(val, b[i]!));
}

function samePart(a: Part, b: Part): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.hole === b.hole && (a.token === undefined ? b.token === undefined : b.token !== undefined && sameToken(a.token, b.token));
}

/** Whether two sources are the same credential. */
export function sameToken(a: TokenSource, b: TokenSource): boolean {
  if (a.kind === 'secret') return b.kind === 'secret' && a.name === b.name;
  if (a.kind === 'app') return b.kind === 'app' && a.secret === b.secret;
  return a.kind === b.kind;
}
