/**
 * POSIX regular expressions (`=~`, `sed`, `grep -o`) matched in time linear in the text, whatever the expression: scripts
 * come from repositories that nobody vouches for. Alternatives are tried in order (leftmost, then first), which differs from
 * POSIX's longest only for alternatives where one is a prefix of another.
 */
import { parseSet } from './pattern.ts';

type Tree =
  | { readonly n: 'empty' }
  | { readonly n: 'char'; readonly has: (c: string) => boolean }
  | { readonly n: 'start' }
  | { readonly n: 'end' }
  | { readonly n: 'group'; readonly index: number; readonly of: Tree }
  | { readonly n: 'seq'; readonly of: readonly Tree[] }
  | { readonly n: 'or'; readonly of: readonly Tree[] }
  | { readonly n: 'repeat'; readonly of: Tree; readonly min: number; readonly max: number };

type Op =
  | { readonly o: 'char'; readonly has: (c: string) => boolean }
  | { readonly o: 'split'; a: number; b: number }
  | { readonly o: 'jump'; to: number }
  | { readonly o: 'save'; readonly slot: number }
  | { readonly o: 'start' }
  | { readonly o: 'end' }
  | { readonly o: 'match' };

export interface Regex {
  readonly program: readonly Op[];
  readonly groups: number;
}

const MOST_OPS = 2000;
const MOST_DEPTH = 50;

/** Compiles a basic or extended expression; undefined when it uses what is not supported here (back-references, look-around). */
export function compileRegex(source: string, extended: boolean, ignoreCase = false): Regex | undefined {
  try {
    const parser = new RegexParser(source, extended, ignoreCase);
    const tree = parser.alternatives(0);
    if (!parser.done()) return undefined;
    const program: Op[] = [];
    program.push({ o: 'save', slot: 0 });
    emit(tree, program);
    program.push({ o: 'save', slot: 1 }, { o: 'match' });
    return { program, groups: parser.groups };
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

class Unsupported extends Error {}

class RegexParser {
  readonly #text: string;
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;
  #at = 0;
  groups = 0;

  constructor(text: string, extended: boolean, ignoreCase: boolean) {
    this.#text = text;
    this.#extended = extended;
    this.#ignoreCase = ignoreCase;
  }

  done(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The operator at the cursor: `(` is written `\(` in a basic expression. */
  #operator(c: string): number {
    const escaped = !this.#extended && '(){}|+?'.includes(c);
    if (escaped) return this.#text.startsWith(`\\${c}`, this.#at) ? 2 : 0;
    return this.#text[this.#at] === c ? 1 : 0;
  }

  #take(c: string): boolean {
    const length = this.#operator(c);
    this.#at += length;
    return length > 0;
  }

  alternatives(depth: number): Tree {
    if (depth > MOST_DEPTH) throw new Unsupported();
    const of = [this.#sequence(depth)];
    while (this.#take('|')) of.push(this.#sequence(depth));
    return of.length === 1 ? of[0]! : { n: 'or', of };
  }

  #sequence(depth: number): Tree {
    const of: Tree[] = [];
    while (!this.done() && !this.#operator('|') && !(this.#operator(')') && depth > 0)) of.push(this.#repeated(depth, of.length === 0));
    return of.length === 0 ? { n: 'empty' } : of.length === 1 ? of[0]! : { n: 'seq', of };
  }

  #repeated(depth: number, first: boolean): Tree {
    let tree = this.#atom(depth, first);
    for (;;) {
      if (this.#take('*')) tree = { n: 'repeat', of: tree, min: 0, max: Infinity };
      else if (this.#take('+')) tree = { n: 'repeat', of: tree, min: 1, max: Infinity };
      else if (this.#take('?')) tree = { n: 'repeat', of: tree, min: 0, max: 1 };
      else if (this.#operator('{')) tree = this.#counted(tree);
      else return tree;
    }
  }

  #counted(of: Tree): Tree {
    const found = (this.#extended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/).exec(this.#text.slice(this.#at, this.#at + 16));
    if (!found) throw new Unsupported();
    this.#at += found[0].length;
    const min = found[1] ? Number(found[1]) : 0;
    const max = found[2] === '' ? min : found[3] ? Number(found[3]) : Infinity;
    if (min > 256 || (max !== Infinity && max > 256)) throw new Unsupported();
    return { n: 'repeat', of, min, max };
  }

  #atom(depth: number, first: boolean): Tree {
    if (this.#take('(')) {
      if (this.#extended && this.#text[this.#at] === '?') throw new Unsupported();
      const index = ++this.groups;
      const of = this.alternatives(depth + 1);
      if (!this.#take(')')) throw new Unsupported();
      return { n: 'group', index, of };
    }
    const c = this.#text[this.#at]!;
    if (c === '^' && (this.#extended || first)) return this.#anchor('start');
    if (c === '$' && (this.#extended || this.#at === this.#text.length - 1 || /^\$\\[)|]/.test(this.#text.slice(this.#at, this.#at + 3))))
      return this.#anchor('end');
    if (c === '.') return this.#one(1, () => true);
    if (c === '[') {
      const set = parseSet(this.#text, this.#at);
      if (!set) throw new Unsupported();
      return this.#one(set.end + 1 - this.#at, set.has);
    }
    if (c === '\\') return this.#escape(this.#text[this.#at + 1]);
    if (this.#extended && '*+?{'.includes(c)) throw new Unsupported();
    return this.#one(1, (x) => x === c);
  }

  #escape(c: string | undefined): Tree {
    if (c === undefined || /[1-9bB<>`']/.test(c)) throw new Unsupported();
    const named: Record<string, RegExp> = { s: /\s/, S: /\S/, w: /\w/, W: /\W/, d: /[0-9]/ };
    const is = named[c];
    if (is) return this.#one(2, (x) => is.test(x));
    const plain = c === 'n' ? '\n' : c === 't' ? '\t' : c;
    return this.#one(2, (x) => x === plain);
  }

  #anchor(n: 'start' | 'end'): Tree {
    this.#at++;
    return { n };
  }

  #one(length: number, has: (c: string) => boolean): Tree {
    this.#at += length;
    const fold = this.#ignoreCase ? (c: string) => has(c.toLowerCase()) || has(c.toUpperCase()) : has;
    return { n: 'char', has: fold };
  }
}

function emit(tree: Tree, to: Op[]): void {
  if (to.length > MOST_OPS) throw new Unsupported();
  if (tree.n === 'char') to.push({ o: 'char', has: tree.has });
  else if (tree.n === 'start' || tree.n === 'end') to.push({ o: tree.n });
  else if (tree.n === 'seq') for (const part of tree.of) emit(part, to);
  else if (tree.n === 'group') {
    to.push({ o: 'save', slot: tree.index * 2 });
    emit(tree.of, to);
    to.push({ o: 'save', slot: tree.index * 2 + 1 });
  } else if (tree.n === 'or') emitChoices(tree.of, to);
  else if (tree.n === 'repeat') emitRepeat(tree, to);
}

function emitChoices(of: readonly Tree[], to: Op[]): void {
  const ends: { o: 'jump'; to: number }[] = [];
  of.forEach((choice, i) => {
    const last = i === of.length - 1;
    const split: Op = { o: 'split', a: to.length + 1, b: 0 };
    if (!last) to.push(split);
    emit(choice, to);
    if (last) return;
    const end: { o: 'jump'; to: number } = { o: 'jump', to: 0 };
    ends.push(end);
    to.push(end);
    split.b = to.length;
  });
  for (const end of ends) end.to = to.length;
}

function emitRepeat(tree: Tree & { n: 'repeat' }, to: Op[]): void {
  for (let i = 0; i < tree.min; i++) emit(tree.of, to);
  if (tree.max === Infinity) {
    const split: Op = { o: 'split', a: to.length + 1, b: 0 };
    to.push(split);
    emit(tree.of, to);
    to.push({ o: 'jump', to: to.indexOf(split) });
    split.b = to.length;
    return;
  }
  const splits: (Op & { o: 'split' })[] = [];
  for (let i = tree.min; i < tree.max; i++) {
    const split: Op & { o: 'split' } = { o: 'split', a: to.length + 1, b: 0 };
    splits.push(split);
    to.push(split);
    emit(tree.of, to);
  }
  for (const split of splits) split.b = to.length;
}

interface Thread {
  readonly at: number;
  readonly saved: readonly number[];
}

/** Steps that a script's expressions may still take together. */
export interface Fuel {
  left: number;
}

/**
 * The first match at or after `from`: the offsets of the whole and of each group (-1 when a group took no part), or null.
 * Undefined when the fuel is used up.
 */
export function execRegex(regex: Regex, text: string, fuel: Fuel, from = 0): readonly number[] | null | undefined {
  const none: number[] = new Array((regex.groups + 1) * 2).fill(-1);
  const seen = new Int32Array(regex.program.length).fill(-1);
  let now: Thread[] = [];
  let best: readonly number[] | null = null;
  for (let i = from; i <= text.length; i++) {
    if (best === null) follow(regex, { at: 0, saved: none }, i, text, now, seen);
    fuel.left -= 1 + now.length;
    if (fuel.left < 0) return undefined;
    const next: Thread[] = [];
    for (const thread of now) {
      const op = regex.program[thread.at]!;
      if (op.o === 'match') {
        best = thread.saved;
        break;
      }
      if (op.o === 'char' && i < text.length && op.has(text[i]!)) follow(regex, { at: thread.at + 1, saved: thread.saved }, i + 1, text, next, seen);
    }
    now = next;
    if (now.length === 0 && best !== null) break;
  }
  return best;
}

/** Adds to `to` the states that consume a character or match, reached from a state without reading. */
function follow(regex: Regex, start: Thread, position: number, text: string, to: Thread[], seen: Int32Array): void {
  const stack = [start];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    if (seen[thread.at] === position) continue;
    seen[thread.at] = position;
    const op = regex.program[thread.at]!;
    if (op.o === 'jump') stack.push({ at: op.to, saved: thread.saved });
    else if (op.o === 'split') stack.push({ at: op.b, saved: thread.saved }, { at: op.a, saved: thread.saved });
    else if (op.o === 'save') {
      const saved = thread.saved.slice();
      saved[op.slot] = position;
      stack.push({ at: thread.at + 1, saved });
    } else if (op.o === 'start' || op.o === 'end') {
      if (op.o === 'start' ? position === 0 : position === text.length) stack.push({ at: thread.at + 1, saved: thread.saved });
    } else to.push(thread);
  }
}
