import { ANYTHING, type Automaton, build, judgeAll, literal, marksFor, type Rule, seq, textRule } from './automaton.ts';
import { memoised } from './memo.ts';
import { regexRule, TEXT_END, TEXT_START } from './regex-rule.ts';
import type { Part, Truth, Val } from './value.ts';
import { coerceText, partsOf, sameVal, str } from './value-make.ts';
import { alternatives, filledIn, representatives, type StandIns, usualStandIns } from './value-read.ts';

/** The answer that all give, undefined when they differ or one of them does not know. */
export function unanimous<T>(of: readonly T[], answer: (one: T) => Truth): Truth {
  let common: Truth;
  for (const [i, one] of of.entries()) {
    const said = answer(one);
    if (said === undefined || (i > 0 && said !== common)) return undefined;
    common = said;
  }
  return common;
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

export function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : undefined;
}

export function or(a: Truth, b: Truth): Truth {
  return not(and(not(a), not(b)));
}

/** Whether GitHub takes the value for true. A token counts as there. */
export function truthy(val: Val): Truth {
  switch (val.k) {
    case 'null':
      return false;
    case 'bool':
      return val.v;
    case 'num':
      return val.v !== 0 && !Number.isNaN(val.v);
    case 'str':
      return val.v !== '';
    case 'text':
      return val.parts.some((part) => typeof part === 'string' || part.hole !== 'any' || part.token !== undefined) ? true : undefined;
    case 'alts':
      return unanimous(val.of, truthy);
    case 'unknown':
      return undefined;
    default:
      return true;
  }
}

/** Upper case as GitHub compares strings: the dotless i stays. */
export function foldCase(text: string): string {
  return text.includes('ı') ? text.split('ı').map(foldCase).join('ı') : text.toUpperCase();
}

/** The number that GitHub makes of a ground value for a comparison; NaN for objects and for strings that are no number. */
export function toNumber(val: Val): number {
  switch (val.k) {
    case 'null':
      return 0;
    case 'bool':
      return val.v ? 1 : 0;
    case 'num':
      return val.v;
    case 'str':
      return Number(val.v);
    default:
      return Number.NaN;
  }
}

/**
 * GitHub's loose equality: strings without regard to case, otherwise by number. A token is never empty (an assumption) and otherwise not
 * comparable; two objects are not comparable.
 */
export function equals(a: Val, b: Val): Truth {
  if (a.k === 'alts' || b.k === 'alts') return unanimous(alternatives(a), (one) => unanimous(alternatives(b), (other) => equals(one, other)));
  if (a.k === 'unknown' || b.k === 'unknown') return undefined;
  if (a.k === 'token' || b.k === 'token') return tokenEquals(a, b);
  if (isStructure(a) || isStructure(b)) return a.k === b.k ? undefined : false;
  if (a.k === 'text' || b.k === 'text') return textEquals(a, b);
  if (a.k === 'str' && b.k === 'str') return foldCase(a.v) === foldCase(b.v);
  return a.k === 'null' && b.k === 'null' ? true : toNumber(a) === toNumber(b);
}

function isStructure(val: Val): boolean {
  return val.k === 'obj' || val.k === 'arr';
}

function tokenEquals(a: Val, b: Val): Truth {
  if (a.k === 'token' && b.k === 'token') return sameVal(a, b) ? true : undefined;
  const other = a.k === 'token' ? b : a;
  return isStructure(other) || other.k === 'null' || (other.k === 'str' && other.v === '') ? false : undefined;
}

/** A text with holes is never certainly equal to anything; it certainly differs when no filling of its holes gives the other. */
function textEquals(a: Val, b: Val): Truth {
  const numeric = [a, b].find((val) => val.k === 'null' || val.k === 'bool' || val.k === 'num');
  if (numeric !== undefined) return undefined;
  return related(a, b, 'whole') === false ? false : undefined;
}

/** Whether a value's text contains another, without regard to case. */
export function mayContain(haystack: Val, needle: Val | string): Truth {
  return searched(haystack, needle, (text, part) => text.toLowerCase().includes(part.toLowerCase()), 'within');
}

/** Whether a value's text begins with another, without regard to case. */
export function startsWith(haystack: Val, needle: Val | string): Truth {
  return searched(haystack, needle, (text, part) => foldCase(text).startsWith(foldCase(part)), 'start');
}

/** Whether a value's text ends with another, without regard to case. */
export function endsWith(haystack: Val, needle: Val | string): Truth {
  return searched(haystack, needle, (text, part) => foldCase(text).endsWith(foldCase(part)), 'end');
}

function searched(haystack: Val, needle: Val | string, test: (text: string, part: string) => boolean, around: Around): Truth {
  const sought = typeof needle === 'string' ? str(needle) : coerceText(needle);
  return unanimous(alternatives(coerceText(haystack)), (text) =>
    unanimous(alternatives(sought), (part) => {
      // What is not known may be an object, which contains nothing.
      if (text.k === 'unknown' || part.k === 'unknown') return undefined;
      if (part.k === 'str' && part.v === '') return true;
      if (text.k === 'str' && part.k === 'str') return test(text.v, part.v);
      return related(text, part, around);
    }),
  );
}

/** Where in a text the other one is looked for. */
type Around = 'whole' | 'within' | 'start' | 'end';

const AROUND: Readonly<Record<Around, (rule: Rule) => Rule>> = {
  whole: (rule) => rule,
  within: (rule) => seq(ANYTHING, rule, ANYTHING),
  start: (rule) => seq(rule, ANYTHING),
  end: (rule) => seq(ANYTHING, rule),
};

/** Whether the texts of `text` all lie in, or all lie outside of, the language made from `needle`. */
function related(text: Val, needle: Val, around: Around): Truth {
  const { verdict } = relation(JSON.stringify([partsOf(text), partsOf(needle), around]));
  // A needle with holes is one text that is not known: that some filling matches says nothing.
  return verdict === true && needle.k !== 'str' ? undefined : verdict;
}

const relation = memoised((key: string): { readonly verdict: Truth } => {
  const [text, needle, around] = JSON.parse(key) as [Part[], Part[], Around];
  const rule = AROUND[around](textRule(needle, foldCase));
  return { verdict: judgeAll(languageOf(text), build([rule]), (marks) => marks.size > 0) };
}, 2000);

function languageOf(parts: readonly Part[]): Automaton {
  return build([parts.every((part) => typeof part === 'string') ? literal(foldCase(parts.join(''))) : textRule(parts, foldCase)]);
}

const MAX_WORK = 1_000_000;
const MAX_UNSAFE_TEXT = 24;

interface Pattern {
  readonly automaton?: Automaton;
  /** As JavaScript matches it, without state; used where there is no automaton, on short texts only: it may take exponential time. */
  readonly plain: RegExp;
}

const patterns = new WeakMap<RegExp, Pattern>();

function patternOf(re: RegExp): Pattern {
  const known = patterns.get(re);
  if (known !== undefined) return known;
  const rule = regexRule(re);
  const plain = new RegExp(re.source, re.flags.replace(/[gy]/g, ''));
  const pattern = rule !== undefined ? { automaton: build([rule]), plain } : { plain };
  patterns.set(re, pattern);
  return pattern;
}

/** The stand-ins with a pre-release among the versions: a pattern may tell it apart. */
const withPrerelease: StandIns = (hole) => (hole === 'version' ? [...usualStandIns(hole), '1.2.3-rc.1'] : usualStandIns(hole));

/**
 * Whether a regular expression finds a match in the value's text. Holes but `any` are tried with stand-ins, and only agreement is an answer;
 * an `any` hole must not matter. Takes time proportional to text times expression, whatever they are; undefined when that is too much.
 */
export function matchesRegex(val: Val, re: RegExp): Truth {
  const pattern = patternOf(re);
  return unanimous(alternatives(coerceText(val)), (one) => {
    const texts = representatives(one, withPrerelease);
    if (texts !== undefined) return unanimous(texts, (text) => textMatches(pattern, text));
    if (one.k !== 'text' || pattern.automaton === undefined) return undefined;
    return unanimous(filledIn(one.parts, withPrerelease), (parts) => partsMatch(pattern.automaton!, parts));
  });
}

function textMatches({ automaton, plain }: Pattern, text: string): Truth {
  // Whether `$^` finds the empty text is the one thing that marks around it cannot say.
  if (text === '') return plain.test(text);
  if (automaton === undefined) return text.length > MAX_UNSAFE_TEXT ? undefined : plain.test(text);
  if (text.length * automaton.steps.length > MAX_WORK) return undefined;
  return marksFor(automaton, TEXT_START + text + TEXT_END).size > 0;
}

function partsMatch(automaton: Automaton, parts: readonly Part[]): Truth {
  return judgeAll(build([seq(literal(TEXT_START), textRule(parts), literal(TEXT_END))]), automaton, (marks) => marks.size > 0);
}
