import {
  ANYTHING,
  type Automaton,
  build,
  type CharSet,
  charSet,
  chars,
  complement,
  judgeAll,
  literal,
  many,
  marksFor,
  optional,
  type Rule,
  seq,
  some,
  textRule,
  union,
} from './automaton.ts';
import { memoised } from './memo.ts';
import type { Part, Truth, Val } from './value.ts';
import { unanimous } from './value-compare.ts';
import { coerceText } from './value-make.ts';
import { alternatives, filledIn, representatives, type StandIns, usualStandIns } from './value-read.ts';

/** A filter pattern; `matches` ignores a leading `!`, which `negative` tells. */
export interface Glob {
  readonly matches: (name: string) => boolean;
  readonly negative: boolean;
  readonly error?: undefined;
}

/** A pattern that GitHub refuses: the workflow file is then invalid. */
export interface BadGlob {
  readonly error: string;
}

const NOT_SLASH = chars(complement(charSet('/')));

interface Compiled {
  readonly rule: Rule;
  readonly negative: boolean;
}

/**
 * Compiles one of GitHub's filter patterns: `*` is any text without `/`, `**` any text, `?` and `+` repeat the character before them, `[ ]` is one
 * of several, `\` takes the next character as it is, a leading `!` negates. The whole name must match, with regard to case; `.` `^` `$` are literal.
 * A `**` between slashes, or before the first one, may also stand for no folder at all. Time to match grows with pattern times name, never faster.
 */
export function compileGlob(pattern: string): Glob | BadGlob {
  const compiled = compile(pattern);
  if ('error' in compiled) return compiled;
  let automaton: Automaton | undefined;
  const matches = (name: string): boolean => {
    automaton ??= build([compiled.rule]);
    return marksFor(automaton, name).size > 0;
  };
  return { matches, negative: compiled.negative };
}

const compile = memoised((pattern: string): Compiled | BadGlob => {
  const negative = pattern.startsWith('!');
  const rules = rulesOf(negative ? pattern.slice(1) : pattern);
  return 'error' in rules ? rules : { rule: seq(...rules), negative };
});

/** The unit that a `?` or `+` would repeat is the last rule, unless that came from a special character. */
function rulesOf(pattern: string): Rule[] | BadGlob {
  const rules: Rule[] = [];
  let repeatable = false;
  let at = 0;
  while (at < pattern.length) {
    const c = pattern[at]!;
    if (c === '*') {
      const isDouble = pattern[at + 1] === '*';
      const afterSlash = at === 0 || pattern[at - 1] === '/';
      if (isDouble && afterSlash && pattern[at + 2] === '/') {
        rules.push(optional(seq(ANYTHING, literal('/'))));
        at += 3;
        // A slash may be repeated, but not the folders before it.
        repeatable = false;
        continue;
      }
      rules.push(isDouble ? ANYTHING : many(NOT_SLASH));
      repeatable = false;
      at += isDouble ? 2 : 1;
    } else if (c === '?' || c === '+') {
      if (!repeatable) return { error: `"${c}" must follow a character that is not special` };
      const last = rules.pop()!;
      rules.push(c === '?' ? optional(last) : some(last));
      repeatable = false;
      at++;
    } else if (c === '[') {
      const found = setAt(pattern, at);
      if ('error' in found) return found;
      rules.push(chars(found.set));
      repeatable = true;
      at = found.end;
    } else {
      const escaped = c === '\\';
      if (escaped && at + 1 === pattern.length) return { error: 'nothing follows "\\"' };
      rules.push(literal(escaped ? pattern[at + 1]! : c));
      repeatable = true;
      at += escaped ? 2 : 1;
    }
  }
  return rules;
}

/** `[abc0-9]` at an offset; `end` is after its `]`. */
function setAt(pattern: string, start: number): { set: CharSet; end: number } | BadGlob {
  const ranges: [number, number][] = [];
  let at = start + 1;
  while (at < pattern.length && pattern[at] !== ']') {
    if (pattern[at] === '\\' && at + 1 < pattern.length) at++;
    const low = pattern.charCodeAt(at++);
    if (pattern[at] !== '-') {
      ranges.push([low, low]);
      continue;
    }
    if (pattern[at + 1] === ']') return { error: 'a range in "[ ]" has no end' };
    const high = pattern.charCodeAt(at + 1);
    if (high < low) return { error: `the range ${pattern.slice(at - 1, at + 2)} ends before it begins` };
    ranges.push([low, high]);
    at += 2;
  }
  if (at >= pattern.length) return { error: '"[" without "]"' };
  return ranges.length === 0 ? { error: '"[]" holds no character' } : { set: union(ranges), end: at + 1 };
}

interface Filter {
  /** Whether a name passes. */
  readonly name: (name: string) => boolean;
  /** Whether every text that the parts can make passes; the parts as JSON. */
  readonly all: (parts: string) => { readonly passes: Truth };
}

const filterOf = memoised((key: string): Filter => {
  const compiled = (JSON.parse(key) as string[]).map(compile).filter((one): one is Compiled => !('error' in one));
  const automaton = build(compiled.map((one) => one.rule));
  const passes = (marks: ReadonlySet<number>): boolean => compiled.reduce((passed, { negative }, i) => (marks.has(i) ? !negative : passed), false);
  return {
    name: memoised((name) => passes(marksFor(automaton, name)), 200),
    all: memoised((parts) => ({ passes: judgeAll(build([textRule(JSON.parse(parts) as Part[])]), automaton, passes) }), 200),
  };
}, 1000);

/**
 * Whether a name (a branch, a tag, a path from the root) passes a list of patterns: the last one that matches decides, `!` excludes, a list
 * of only `!` passes nothing. Patterns that GitHub refuses match nothing.
 */
export function matchFilters(patterns: readonly string[], name: string): boolean {
  return filterOf(JSON.stringify(patterns)).name(name);
}

/**
 * Whether a name that is known only in part passes. Holes but `any` are filled with stand-ins, and all must agree; with an `any` hole the
 * patterns must pass, or stop, every text that the hole can make. Undefined for unknown values and tokens.
 */
export function matchVal(patterns: readonly string[], val: Val, rep: StandIns = usualStandIns): Truth {
  const filter = filterOf(JSON.stringify(patterns));
  return unanimous(alternatives(coerceText(val)), (one) => {
    const names = representatives(one, rep);
    if (names !== undefined) return unanimous(names, filter.name);
    return one.k === 'text' ? passesAll(filter, filledIn(one.parts, rep)) : undefined;
  });
}

function passesAll(filter: Filter, texts: readonly (readonly Part[])[]): Truth {
  return unanimous(texts, (parts) => filter.all(JSON.stringify(parts)).passes);
}
