import { ANYTHING, type CharSet, charSet, chars, complement, DIGITS, isSmall, many, optional, type Rule, seq, union } from './automaton.ts';

/** Stand before and after the text that is matched, so that `^` and `$` are characters like others; more than once, as `^^` asks. */
const [START, END] = ['\ufffe', '\uffff'];
const MAX_ANCHORS = 4;
export const TEXT_START = START.repeat(MAX_ANCHORS);
export const TEXT_END = END.repeat(MAX_ANCHORS);

const MARKS = charSet(START + END);
const ANCHOR_START = chars(charSet(START));
const ANCHOR_END = chars(charSet(END));
const MAX_REPEATS = 64;
const MAX_DEPTH = 40;

const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGITS,
  w: union(DIGITS, [
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ]),
  s: charSet(' \t\n\r\f\v\u00a0\ufeff\u2028\u2029'),
};

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', '0': '\0' };

/** Every character but those of the set; the marks around the text are in no class. */
function outside(set: CharSet): CharSet {
  return complement(union(set, MARKS));
}

/**
 * The language of the texts, between `TEXT_START` and `TEXT_END`, in which a JavaScript regular expression finds a match. Undefined for
 * what is not a plain regular language here: look-around, back references, word boundaries, other flags than `g` and `i`, huge repeats.
 */
export function regexRule({ source, flags }: RegExp): Rule | undefined {
  if (/[^gi]/.test(flags)) return undefined;
  const reader = new Reader(source, flags.includes('i'));
  const rule = reader.alternatives(0);
  if (rule === undefined || !reader.atEnd() || !isSmall(rule) || anchorsIn(rule) > MAX_ANCHORS) return undefined;
  return seq(ANYTHING, rule, ANYTHING);
}

/** How many anchors one match may ask for, at most. */
function anchorsIn(rule: Rule): number {
  if (rule.r === 'chars') return rule === ANCHOR_START || rule === ANCHOR_END ? 1 : 0;
  if (rule.r === 'seq') return rule.of.reduce((sum, one) => sum + anchorsIn(one), 0);
  return rule.r === 'either' ? Math.max(...rule.of.map(anchorsIn)) : anchorsIn(rule.of);
}

class Reader {
  private readonly source: string;
  private readonly ignoresCase: boolean;
  private at = 0;

  constructor(source: string, ignoresCase: boolean) {
    this.source = source;
    this.ignoresCase = ignoresCase;
  }

  atEnd(): boolean {
    return this.at >= this.source.length;
  }

  alternatives(depth: number): Rule | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const of: Rule[] = [];
    do {
      const one = this.sequence(depth);
      if (one === undefined) return undefined;
      of.push(one);
    } while (this.take('|'));
    return of.length === 1 ? of[0] : { r: 'either', of };
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private sequence(depth: number): Rule | undefined {
    const of: Rule[] = [];
    while (!this.atEnd() && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const unit = this.unit(depth);
      const repeated = unit && this.repeated(unit);
      if (repeated === undefined) return undefined;
      of.push(repeated);
    }
    return seq(...of);
  }

  private unit(depth: number): Rule | undefined {
    const c = this.source[this.at++]!;
    switch (c) {
      case '^':
        return ANCHOR_START;
      case '$':
        return ANCHOR_END;
      case '.':
        return chars(outside(charSet('\n\r\u2028\u2029')));
      case '[':
        return this.charClass();
      case '(': {
        if (this.take('?') && !this.take(':')) return undefined;
        const inner = this.alternatives(depth + 1);
        return inner !== undefined && this.take(')') ? inner : undefined;
      }
      case '\\': {
        const set = this.escaped();
        return set && chars(this.folded(set));
      }
      case '*':
      case '+':
      case '?':
        return undefined;
      default:
        return chars(this.folded(charSet(c)));
    }
  }

  private repeated(unit: Rule): Rule | undefined {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/.exec(this.source.slice(this.at, this.at + 24));
    if (found === null) return unit;
    this.at += found[0].length;
    // Which match is found first does not matter to whether there is one.
    this.take('?');
    const [text, low, more, high] = found;
    if (text === '*') return many(unit);
    if (text === '+') return seq(unit, many(unit));
    if (text === '?') return optional(unit);
    const least = Number(low);
    const most = more === undefined ? least : Number(high);
    if (least > MAX_REPEATS || most > MAX_REPEATS || (most < least && high !== '')) return undefined;
    const needed = Array.from({ length: least }, () => unit);
    if (more !== undefined && high === '') return seq(...needed, many(unit));
    return seq(...needed, ...Array.from({ length: most - least }, () => optional(unit)));
  }

  private folded(set: CharSet): CharSet {
    if (!this.ignoresCase) return set;
    const upper = set.map(([low, high]) => shifted(low, high, 0x61, 0x7a, -0x20));
    const lower = set.map(([low, high]) => shifted(low, high, 0x41, 0x5a, 0x20));
    return union(set, upper.flat(), lower.flat());
  }

  /** The set that an escape stands for; the backslash is read already. */
  private escaped(): CharSet | undefined {
    const c = this.source[this.at++];
    if (c === undefined) return undefined;
    const named = CLASSES[c.toLowerCase()];
    if (named !== undefined) return c === c.toLowerCase() ? named : outside(named);
    if (CONTROLS[c] !== undefined) return charSet(CONTROLS[c]);
    return /[A-Za-z0-9]/.test(c) ? undefined : charSet(c);
  }

  private charClass(): Rule | undefined {
    const negated = this.take('^');
    const sets: CharSet[] = [];
    while (!this.take(']')) {
      const low = this.classMember();
      if (low === undefined) return undefined;
      if (this.source[this.at] === '-' && this.at + 1 < this.source.length && this.source[this.at + 1] !== ']') {
        this.at++;
        const high = this.classMember();
        const [from, to] = [single(low), high && single(high)];
        if (from === undefined || to === undefined || to < from) return undefined;
        sets.push([[from, to]]);
      } else sets.push(low);
    }
    const set = this.folded(union(...sets));
    return chars(negated ? outside(set) : set);
  }

  private classMember(): CharSet | undefined {
    const c = this.source[this.at++];
    return c === undefined ? undefined : c === '\\' ? this.escaped() : charSet(c);
  }
}

function single(set: CharSet): number | undefined {
  const [only] = set;
  return set.length === 1 && only![0] === only![1] ? only![0] : undefined;
}

/** The part of a range that lies between two letters, moved to the other case. */
function shifted(low: number, high: number, first: number, last: number, by: number): CharSet {
  const [from, to] = [Math.max(low, first), Math.min(high, last)];
  return from > to ? [] : [[from + by, to + by]];
}
