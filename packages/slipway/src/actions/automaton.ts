import type { Part } from './value.ts';

/**
 * Small non-deterministic automata: texts with holes, filter patterns and needles are all languages, and whether every text of one lies in the
 * other, or none does, is what three-valued comparisons ask. Matching takes time proportional to text times pattern, whatever they are.
 */
export interface Automaton {
  /** Transitions of each state. */
  readonly steps: readonly (readonly Step[])[];
  /** States reached without reading anything. */
  readonly free: readonly (readonly number[])[];
  readonly start: number;
  /** The mark of each accepting state. */
  readonly accepts: ReadonlyMap<number, number>;
}

interface Step {
  readonly set: CharSet;
  readonly to: number;
}

/** Characters by UTF-16 code: closed ranges in order. */
export type CharSet = readonly (readonly [number, number])[];

/** A regular expression's tree, from which an automaton is built. */
export type Rule =
  | { readonly r: 'chars'; readonly set: CharSet }
  | { readonly r: 'seq'; readonly of: readonly Rule[] }
  | { readonly r: 'either'; readonly of: readonly Rule[] }
  | { readonly r: 'optional'; readonly of: Rule }
  | { readonly r: 'many'; readonly of: Rule };

const LAST = 0xffff;
export const ANY_CHAR: CharSet = [[0, LAST]];
export const DIGITS: CharSet = [[0x30, 0x39]];
const LETTERS: CharSet = [
  [0x41, 0x5a],
  [0x61, 0x7a],
];

export function chars(set: CharSet): Rule {
  return { r: 'chars', set };
}

export function literal(text: string): Rule {
  return { r: 'seq', of: Array.from({ length: text.length }, (_, i) => chars([[text.charCodeAt(i), text.charCodeAt(i)]])) };
}

export function seq(...of: readonly Rule[]): Rule {
  return { r: 'seq', of };
}

/** Any number of times, also none. */
export function many(of: Rule): Rule {
  return { r: 'many', of };
}

/** At least once. */
export function some(of: Rule): Rule {
  return seq(of, many(of));
}

export function optional(of: Rule): Rule {
  return { r: 'optional', of };
}

export const ANYTHING: Rule = many(chars(ANY_CHAR));

/** The characters that one of the sets holds, as ordered ranges. */
export function union(...sets: readonly CharSet[]): CharSet {
  const merged: [number, number][] = [];
  for (const [low, high] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

/** Every character that the set does not hold. */
export function complement(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of union(set)) {
    if (low > next) rest.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

export function charSet(text: string): CharSet {
  return union(Array.from({ length: text.length }, (_, i) => [text.charCodeAt(i), text.charCodeAt(i)] as const));
}

const ALPHANUMERIC = union(DIGITS, LETTERS);
const DIGIT = chars(DIGITS);

const HOLES: Record<Exclude<Part, string>['hole'], Rule> = {
  version: seq(some(DIGIT), literal('.'), chars(ALPHANUMERIC), many(chars(union(ALPHANUMERIC, charSet('.+_-'))))),
  number: some(DIGIT),
  date: seq(DIGIT, many(chars(union(DIGITS, charSet('-'))))),
  sha: seq(...Array.from({ length: 40 }, () => chars(union(DIGITS, [[0x61, 0x66]], [[0x41, 0x46]])))),
  word: some(chars(union(ALPHANUMERIC, charSet('_.-')))),
  // The last two codes are no characters: they mark the ends of a text where a regular expression asks for them.
  any: many(chars([[0, 0xfffd]])),
};

/** The language of a text: its literals as they are, each hole what its kind may hold. */
export function textRule(parts: readonly Part[], fold: (text: string) => string = (text) => text): Rule {
  return { r: 'seq', of: parts.map((part) => (typeof part === 'string' ? literal(fold(part)) : HOLES[part.hole])) };
}

/** One automaton for several rules; where a text ends tells by the mark (index in the list) which of them it matches. */
export function build(rules: readonly Rule[]): Automaton {
  const steps: Step[][] = [[]];
  const free: number[][] = [[]];
  const accepts = new Map<number, number>();
  const state = (): number => {
    steps.push([]);
    free.push([]);
    return steps.length - 1;
  };
  const add = (rule: Rule, from: number): number => {
    switch (rule.r) {
      case 'chars': {
        const to = state();
        steps[from]!.push({ set: rule.set, to });
        return to;
      }
      case 'seq':
        return rule.of.reduce((at, one) => add(one, at), from);
      case 'optional': {
        const to = add(rule.of, from);
        const end = state();
        free[from]!.push(end);
        free[to]!.push(end);
        return end;
      }
      case 'many': {
        const loop = state();
        free[from]!.push(loop);
        free[add(rule.of, loop)]!.push(loop);
        const end = state();
        free[loop]!.push(end);
        return end;
      }
      case 'either': {
        const end = state();
        for (const one of rule.of) {
          const begin = state();
          free[from]!.push(begin);
          free[add(one, begin)]!.push(end);
        }
        return end;
      }
    }
  };
  rules.forEach((rule, mark) => {
    const begin = state();
    free[0]!.push(begin);
    accepts.set(add(rule, begin), mark);
  });
  return { steps, free, start: 0, accepts };
}

function has(set: CharSet, code: number): boolean {
  for (const [low, high] of set) {
    if (code < low) return false;
    if (code <= high) return true;
  }
  return false;
}

/** All states reached without reading, in order and each once. */
function closure(automaton: Automaton, states: Iterable<number>): number[] {
  const seen = new Set(states);
  for (const state of seen) for (const next of automaton.free[state]!) seen.add(next);
  return [...seen].sort((a, b) => a - b);
}

function advance(automaton: Automaton, states: readonly number[], code: number): number[] {
  const next = new Set<number>();
  for (const state of states) for (const step of automaton.steps[state]!) if (has(step.set, code)) next.add(step.to);
  return closure(automaton, next);
}

function marksOf(automaton: Automaton, states: readonly number[]): ReadonlySet<number> {
  const marks = new Set<number>();
  for (const state of states) {
    const mark = automaton.accepts.get(state);
    if (mark !== undefined) marks.add(mark);
  }
  return marks;
}

/** The marks of the rules that match the whole text. */
export function marksFor(automaton: Automaton, text: string): ReadonlySet<number> {
  let states = closure(automaton, [automaton.start]);
  for (let i = 0; i < text.length && states.length > 0; i++) states = advance(automaton, states, text.charCodeAt(i));
  return marksOf(automaton, states);
}

const MAX_STATES = 20_000;
const MAX_WORK = 60_000;

/** Whether a rule's automaton stays small; repeats of repeats multiply. */
export function isSmall(rule: Rule): boolean {
  let left = MAX_STATES;
  const visit = (one: Rule): void => {
    left--;
    if (left < 0 || one.r === 'chars') return;
    if (one.r === 'seq' || one.r === 'either') for (const inner of one.of) visit(inner);
    else visit(one.of);
  };
  visit(rule);
  return left >= 0;
}

/**
 * Whether `judge` says the same of every text of a language: it is given the marks of the rules of `against` that match the text.
 * Undefined when it differs from text to text, or when deciding would take too long.
 */
export function judgeAll(language: Automaton, against: Automaton, judge: (marks: ReadonlySet<number>) => boolean): boolean | undefined {
  const letters = classLeaders(language, against);
  let verdict: boolean | undefined;
  let work = 0;
  const seen = new Set<string>();
  const open: [number, readonly number[]][] = [];
  const meet = (state: number, states: readonly number[]): boolean => {
    const key = `${state}:${states.join()}`;
    if (seen.has(key)) return true;
    seen.add(key);
    open.push([state, states]);
    if (!language.accepts.has(state)) return true;
    const one = judge(marksOf(against, states));
    if (verdict !== undefined && verdict !== one) return false;
    verdict = one;
    return true;
  };
  const first = closure(against, [against.start]);
  for (const state of closure(language, [language.start])) if (!meet(state, first)) return undefined;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [state, states] = next;
    for (const step of language.steps[state]!) {
      for (const code of lettersIn(step.set, letters)) {
        work += 1 + states.length;
        if (work > MAX_WORK) return undefined;
        const reached = advance(against, states, code);
        for (const to of closure(language, [step.to])) if (!meet(to, reached)) return undefined;
      }
    }
  }
  return verdict;
}

/** One character of every class that no set of either automaton tells apart. */
function classLeaders(...automata: readonly Automaton[]): readonly number[] {
  const leaders = new Set<number>([0]);
  for (const automaton of automata) {
    for (const steps of automaton.steps) {
      for (const { set } of steps) {
        for (const [low, high] of set) {
          leaders.add(low);
          if (high < LAST) leaders.add(high + 1);
        }
      }
    }
  }
  return [...leaders].sort((a, b) => a - b);
}

function lettersIn(set: CharSet, letters: readonly number[]): readonly number[] {
  const [only] = set;
  if (set.length === 1 && only![0] === only![1]) return [only![0]];
  return letters.filter((code) => has(set, code));
}
