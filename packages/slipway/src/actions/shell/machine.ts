/** The state of one interpretation: memories, limits, what was recorded, and how two ways through the script join. */
import type { ShellContext } from '../shell-types.ts';
import type { Val } from '../value.ts';
import { join, str, unknown } from '../values.ts';
import type { Death, LoopFrame, Recorded, Runner, Sink, State, Variable } from './how.ts';
import { differences, emptyMemory, type Memory, readMemory, writeMemory } from './memory.ts';
import type { Fuel } from './regex.ts';
import { isEmpty } from './texts.ts';

const LOST: Readonly<Record<Death, number>> = { exit: 1, fail: 0, return: 2, loop: 4, limit: 0 };

const MOST_COMMANDS = 20_000;
const MOST_WORK = 12_000_000;
const MOST_REGEX_STEPS = 3_000_000;
export const MOST_DEPTH = 20;

/** One interpretation of one script: what is known now, what was recorded, and what may still be spent. */
export class Machine {
  readonly context: ShellContext;
  readonly runner: Runner;
  readonly commands: Recorded[] = [];
  readonly #names: string[] = [];
  readonly #ids = new Map<string, number>();
  state: State = { vars: emptyMemory, files: emptyMemory, dead: undefined, lost: 0, status: true };
  /** Depth of branches whose condition is not known. */
  under = 0;
  /** Depth of function calls, `eval` and substitutions. */
  depth = 0;
  openOutputs = false;
  /** Steps that regular expressions may still take. */
  readonly fuel: Fuel = { left: MOST_REGEX_STEPS };
  partly: string | undefined;
  /** The last command asks rather than acts, so its success must not be presumed. */
  asked = false;
  readonly loops: LoopFrame[] = [];
  readonly returns: State[][] = [];
  readonly exits: State[][] = [[]];
  /** What `local` hid in each function that is being run. */
  readonly locals: Map<string, unknown>[] = [];
  #commandsLeft = MOST_COMMANDS;
  #workLeft = MOST_WORK;
  #buffers = 0;

  constructor(context: ShellContext, runner: Runner) {
    this.context = context;
    this.runner = runner;
  }

  /** Counts one command; false, and nothing follows, when the limit is reached. */
  spend(): boolean {
    if (--this.#commandsLeft >= 0) return true;
    return this.#stop(`the script runs more than ${MOST_COMMANDS.toLocaleString('en')} commands`);
  }

  /** Counts work that grows with the length of texts. */
  work(amount: number): boolean {
    this.#workLeft -= amount;
    return this.#workLeft >= 0 || this.#stop('the script computes too much text');
  }

  #stop(why: string): false {
    this.partly ??= why;
    this.state.dead = 'limit';
    return false;
  }

  /** Notes that something is beyond what is followed. */
  limit(why: string): void {
    this.partly ??= why;
  }

  buffer(): Sink & { to: 'buffer' } {
    return { to: 'buffer', id: this.#buffers++ };
  }

  #id(key: string): number {
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#names.length;
      this.#names.push(key);
      this.#ids.set(key, id);
    }
    return id;
  }

  /** A cell of the given memory; keys are `$NAME`, `fNAME`, `@option`, and in files `oNAME`, `eNAME`, `>buffer`, `pending…`. */
  read(memory: Memory, key: string): unknown {
    const id = this.#ids.get(key);
    return id === undefined ? undefined : readMemory(memory, id);
  }

  get(key: string): unknown {
    return this.read(this.state.vars, key);
  }

  set(key: string, cell: unknown): void {
    this.state.vars = writeMemory(this.state.vars, this.#id(key), cell);
  }

  getFile(key: string): unknown {
    return this.read(this.state.files, key);
  }

  setFile(key: string, cell: unknown): void {
    this.state.files = writeMemory(this.state.files, this.#id(key), cell);
  }

  /** Every key that was ever written, in the order of first writing. */
  keys(): readonly string[] {
    return this.#names;
  }

  on(option: string): boolean {
    return this.get(`@${option}`) === true;
  }

  fork(): State {
    return { ...this.state };
  }

  /** Ends this way through the script. */
  die(death: Death): void {
    this.state.dead = death;
  }

  /** Takes both ways of a condition that is not known. */
  branch(yes: () => void, no: () => void): { yes: State; no: State } {
    const base = this.fork();
    const from = this.commands.length;
    this.under++;
    yes();
    const a = this.state;
    const middle = this.commands.length;
    this.state = base;
    no();
    const b = this.state;
    this.under--;
    if (b.dead === 'fail' && !a.dead) this.#presume(from, middle);
    if (a.dead === 'fail' && !b.dead) this.#presume(middle, this.commands.length);
    this.state = this.joined(a, b);
    return { yes: a, no: b };
  }

  /** The other way fails the step, so these commands run when it succeeds. */
  #presume(from: number, to: number): void {
    for (let i = from; i < to; i++) this.commands[i]!.doubts--;
  }

  /** The state after two ways meet. A way that fails the step is not taken: a step is presumed to succeed. */
  joined(a: State, b: State): State {
    if (a.dead && b.dead) {
      const dead = a.dead === b.dead ? a.dead : a.dead === 'fail' ? b.dead : b.dead === 'fail' ? a.dead : 'exit';
      return { ...b, dead, lost: a.lost | b.lost };
    }
    if (a.dead) return { ...b, lost: b.lost | LOST[a.dead] | (a.dead === 'fail' ? 0 : a.lost) };
    if (b.dead) return { ...a, lost: a.lost | LOST[b.dead] | (b.dead === 'fail' ? 0 : b.lost) };
    return {
      vars: this.#joinedMemory(a.vars, b.vars),
      files: this.#joinedMemory(a.files, b.files),
      dead: undefined,
      lost: a.lost | b.lost,
      status: a.status === b.status ? a.status : undefined,
    };
  }

  joinedAll(states: readonly State[]): State | undefined {
    return states.length === 0 ? undefined : states.reduce((a, b) => this.joined(a, b));
  }

  #joinedMemory(a: Memory, b: Memory): Memory {
    let result = a;
    differences(a, b, (id) => {
      const cell = this.#joinedCell(this.#names[id]!, readMemory(a, id), readMemory(b, id));
      result = writeMemory(result, id, cell);
    });
    return result;
  }

  #joinedCell(key: string, a: unknown, b: unknown): unknown {
    switch (key[0]) {
      case '$':
        return this.#joinedVariable(key.slice(1), a as Variable | undefined, b as Variable | undefined);
      case 'o':
      case 'e':
      case '>':
        return join((a as Val | undefined) ?? str(''), (b as Val | undefined) ?? str(''));
      case 'f':
        return a ?? b;
      default:
        return key.startsWith('pending') ? undefined : null;
    }
  }

  #joinedVariable(name: string, a: Variable | undefined, b: Variable | undefined): Variable {
    const left = a ?? this.#initial(name);
    const right = b ?? this.#initial(name);
    const exported = left.exported || right.exported;
    if (left.items || right.items) {
      const [x, y] = [itemsOf(left), itemsOf(right)];
      if (!x || !y) return { val: unknown(`$${name}`), exported };
      const items = joinedItems(x, y);
      return { val: items[0], items, open: left.open || right.open || x.length !== y.length, exported };
    }
    return { val: join(left.val ?? str(''), right.val ?? str('')), exported };
  }

  /** A variable that the script itself sets on another way is empty before that, unless the environment brings it. */
  #initial(name: string): Variable {
    const val = this.context.env(name);
    return { val, exported: val !== undefined };
  }
}

/** The elements of a variable; undefined when it may be an array of which nothing is known. */
export function itemsOf(variable: { readonly val?: Val; readonly items?: readonly Val[] }): readonly Val[] | undefined {
  if (variable.items) return variable.items;
  if (variable.val === undefined) return [];
  return isEmpty(variable.val) === undefined ? undefined : [variable.val];
}

/** An element that only one of them has may be missing, which is written as an empty alternative. */
function joinedItems(a: readonly Val[], b: readonly Val[]): readonly Val[] {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return long.map((item, i) => join(item, short[i] ?? str('')));
}
