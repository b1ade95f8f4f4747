/** Shell patterns (`refs/tags/v*`, `[0-9]`, `@(a|b)`) against texts with holes: true, false, or undefined. */
import type { Hole, Part, Truth } from '../value.ts';
import { holeMay, holeMayStart, startsWithDigit } from './holes.ts';

export type Token =
  | { readonly t: 'char'; readonly c: string }
  | { readonly t: 'one' }
  | { readonly t: 'star' }
  | { readonly t: 'set'; readonly has: (c: string) => boolean }
  /** A part of the pattern that is not known. */
  | { readonly t: 'hole' };

/** A piece of a pattern word: quoted pieces stand for themselves. */
export interface PatternPiece {
  readonly part: Part;
  readonly quoted: boolean;
}

const MOST_VARIANTS = 64;
const MOST_WORK = 2_000_000;

/**
 * Compiles a pattern to the token lists that it stands for (extended globs give several).
 * Undefined when it uses what this matcher does not decide (`!(…)`, `+(…)`).
 */
export function compilePattern(pieces: readonly PatternPiece[]): readonly (readonly Token[])[] | undefined {
  let variants: Token[][] = [[]];
  for (const { part, quoted } of pieces) {
    if (typeof part !== 'string') append(variants, [{ t: 'hole' }]);
    else if (quoted) append(variants, literal(part));
    else {
      const next = parsePattern(part, variants);
      if (next === undefined) return undefined;
      variants = next;
    }
  }
  return variants;
}

function append(variants: Token[][], tokens: readonly Token[]): void {
  for (const variant of variants) for (const token of tokens) variant.push(token);
}

export function literal(text: string): Token[] {
  return Array.from(text, (c) => ({ t: 'char', c }));
}

function parsePattern(text: string, start: Token[][]): Token[][] | undefined {
  let variants = start;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if ('?*+@!'.includes(c) && text[i + 1] === '(') {
      const close = closing(text, i + 1);
      if (close > 0) {
        const next = extended(c, text.slice(i + 2, close), variants);
        if (next === undefined) return undefined;
        variants = next;
        i = close;
        continue;
      }
    }
    if (c === '*') append(variants, [{ t: 'star' }]);
    else if (c === '?') append(variants, [{ t: 'one' }]);
    else if (c === '\\' && i + 1 < text.length) append(variants, literal(text[++i]!));
    else if (c === '[') {
      const set = parseSet(text, i);
      if (set) {
        append(variants, [{ t: 'set', has: set.has }]);
        i = set.end;
      } else append(variants, literal(c));
    } else append(variants, literal(c));
  }
  return variants;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function extended(operator: string, inside: string, variants: Token[][]): Token[][] | undefined {
  if (operator !== '@' && operator !== '?') return undefined;
  const choices = splitChoices(inside);
  if (operator === '?') choices.push('');
  if (variants.length * choices.length > MOST_VARIANTS) return undefined;
  const all: Token[][] = [];
  for (const choice of choices) {
    const made = parsePattern(
      choice,
      variants.map((v) => v.slice()),
    );
    if (made === undefined || all.length + made.length > MOST_VARIANTS) return undefined;
    all.push(...made);
  }
  return all;
}

function splitChoices(text: string): string[] {
  const choices: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === '|' && depth === 0) {
      choices.push(text.slice(from, i));
      from = i + 1;
    }
  }
  choices.push(text.slice(from));
  return choices;
}

const NAMED: Readonly<Record<string, RegExp>> = {
  digit: /[0-9]/,
  alpha: /[A-Za-z]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  word: /\w/,
};

/** The bracket expression that opens at `open`: what it holds, and where its `]` is. Undefined when it does not close. */
export function parseSet(text: string, open: number): { has: (c: string) => boolean; end: number } | undefined {
  let i = open + 1;
  const negated = text[i] === '!' || text[i] === '^';
  if (negated) i++;
  const tests: ((c: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    const c = text[i];
    if (c === undefined) return undefined;
    if (c === ']' && !first) break;
    const named = c === '[' && text[i + 1] === ':' ? /^\[:(\w+):\]/.exec(text.slice(i, i + 12)) : null;
    if (named) {
      const is = Object.hasOwn(NAMED, named[1]!) ? NAMED[named[1]!] : undefined;
      tests.push((x) => is?.test(x) === true);
      i += named[0].length;
    } else if (text[i + 1] === '-' && text[i + 2] !== undefined && text[i + 2] !== ']') {
      const to = text[i + 2]!;
      tests.push((x) => x >= c && x <= to);
      i += 3;
    } else {
      tests.push((x) => x === c);
      i++;
    }
  }
  return { has: (c) => tests.some((test) => test(c)) !== negated, end: i };
}

/** Whether the text matches the whole pattern, for every filling of its holes (true), for none (false), or for some. */
export function matchesPattern(parts: readonly Part[], variants: readonly (readonly Token[])[] | undefined): Truth {
  if (variants === undefined) return undefined;
  let answer: Truth = false;
  for (const tokens of variants) {
    const here = matchesTokens(parts, tokens);
    if (here === true) return true;
    if (here === undefined) answer = undefined;
  }
  return answer;
}

function matchesTokens(parts: readonly Part[], tokens: readonly Token[]): Truth {
  let length = 0;
  for (const part of parts) length += typeof part === 'string' ? part.length : 1;
  if (length * tokens.length > MOST_WORK) return undefined;
  const run = new PatternRun(tokens);
  for (const part of parts) {
    if (typeof part !== 'string') run.hole(part.hole);
    else for (const c of part) if (!run.char(c)) return false;
  }
  return run.sure() ? true : run.possible() ? undefined : false;
}

/**
 * A pattern being matched from the left: the positions that the pattern is surely at whatever the holes hold, and those it
 * may be at.
 */
export class PatternRun {
  readonly #tokens: readonly Token[];
  readonly #mirrored: boolean;
  #must: Uint8Array;
  #may: Uint8Array;

  /** `mirrored`: tokens and text come in reverse order. */
  constructor(tokens: readonly Token[], mirrored = false) {
    this.#tokens = tokens;
    this.#mirrored = mirrored;
    this.#must = new Uint8Array(tokens.length + 1);
    this.#may = new Uint8Array(tokens.length + 1);
    this.#must[0] = 1;
    this.#may[0] = 1;
    this.#skip(this.#must, false);
    this.#skip(this.#may, true);
  }

  sure(): boolean {
    return this.#must[this.#tokens.length] === 1;
  }

  possible(): boolean {
    return this.#may[this.#tokens.length] === 1;
  }

  /** Reads one character; false when the pattern cannot match any more. */
  char(c: string): boolean {
    this.#must = this.#step(this.#must, false, c);
    this.#may = this.#step(this.#may, true, c);
    return this.#may.includes(1);
  }

  /**
   * Reads a hole: surely only a `*` takes it (or a set of all digits and a `*`, where it begins with a digit), but its characters may be
   * taken by anything that fits them.
   */
  hole(kind: Hole): void {
    const length = this.#tokens.length;
    const must = new Uint8Array(length + 1);
    const may = kind === 'any' ? this.#may.slice() : new Uint8Array(length + 1);
    for (let i = 0; i < length; i++) {
      const token = this.#tokens[i]!;
      if (this.#must[i] && token.t === 'star') must[i] = 1;
      if (this.#must[i] && !this.#mirrored && this.#takesDigits(i) && startsWithDigit(kind)) must[i + 1] = 1;
      if (!this.#may[i]) continue;
      if (token.t === 'star' || token.t === 'hole') may[i] = 1;
      else if (token.t !== 'char' || (holeMay(kind, token.c) && (this.#mirrored || holeMayStart(kind, token.c)))) may[i + 1] = 1;
    }
    this.#skip(must, false);
    this.#skip(may, true);
    for (let i = 0; i < length; i++) {
      const token = this.#tokens[i]!;
      if (may[i] && (token.t !== 'char' || holeMay(kind, token.c))) may[i + 1] = 1;
    }
    this.#skip(may, true);
    this.#must = must;
    this.#may = may;
  }

  #takesDigits(i: number): boolean {
    const token = this.#tokens[i]!;
    return token.t === 'set' && this.#tokens[i + 1]?.t === 'star' && Array.from('0123456789').every((c) => token.has(c));
  }

  #step(from: Uint8Array, may: boolean, c: string): Uint8Array {
    const to = new Uint8Array(from.length);
    for (let i = 0; i < this.#tokens.length; i++) {
      if (!from[i]) continue;
      const token = this.#tokens[i]!;
      if (token.t === 'star') to[i] = 1;
      else if (token.t === 'hole') {
        if (may) to[i] = 1;
      } else if (token.t === 'one' || (token.t === 'char' ? token.c === c : token.has(c))) to[i + 1] = 1;
    }
    this.#skip(to, may);
    return to;
  }

  #skip(set: Uint8Array, may: boolean): void {
    for (let i = 0; i < this.#tokens.length; i++) {
      const t = this.#tokens[i]!.t;
      if (set[i] && (t === 'star' || (may && t === 'hole'))) set[i + 1] = 1;
    }
  }
}
