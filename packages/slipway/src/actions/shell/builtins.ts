/** Builtins that change the shell itself. They are not recorded as commands. */
import type { Word } from 'unbash';
import type { Val } from '../value.ts';
import { asText, hole, str } from '../values.ts';
import { integer } from './arithmetic.ts';
import { changeDirectory } from './directory.ts';
import type { Machine } from './machine.ts';
import { readInput, readLines } from './read.ts';
import { assignNode, type Call } from './simple.ts';
import { judgeWords } from './tests.ts';
import { anything, empty } from './texts.ts';
import { assign, exportVariable, lookUp, makeLocal, positional } from './variables.ts';
import { expandOne } from './words.ts';

/** Carries out a builtin; false when the name is no builtin of this kind. */
export function builtin(machine: Machine, name: string, call: Call): boolean {
  const one = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (!one) return false;
  machine.state.status = true;
  one(machine, call.words.slice(1), call);
  return true;
}

type Builtin = (machine: Machine, args: readonly Val[], call: Call) => void;

const nothing: Builtin = () => undefined;

const BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': nothing,
  true: nothing,
  false: (machine) => {
    machine.state.status = false;
  },
  '[': (machine, args) => {
    machine.asked = true;
    machine.state.status = judgeWords(machine, asText(args.at(-1) ?? empty) === ']' ? args.slice(0, -1) : args);
  },
  test: (machine, args) => {
    machine.asked = true;
    machine.state.status = judgeWords(machine, args);
  },
  export: declare,
  local: declare,
  declare,
  typeset: declare,
  readonly: declare,
  unset: (machine, args) => {
    for (const name of names(args)) assign(machine, name, undefined, { export: false });
  },
  set: setOptions,
  shopt: (machine, args) => {
    const known = args.map(asText);
    if (known.includes('extglob')) machine.set('@extglob', known.includes('-s'));
  },
  trap: nothing,
  wait: nothing,
  umask: nothing,
  shift: (machine, args) => {
    const before = positional(machine);
    const by = integer(asText(args[0] ?? str('1')) ?? '?');
    machine.set('@args', before && by !== undefined ? before.slice(by) : null);
  },
  exit: (machine, args) => leave(machine, args[0], false),
  return: (machine, args) => leave(machine, args[0], true),
  break: (machine, args) => leaveLoop(machine, args[0], 'breaks'),
  continue: (machine, args) => leaveLoop(machine, args[0], 'continues'),
  cd: changeDirectory,
  pushd: changeDirectory,
  popd: changeDirectory,
  read: readInput,
  mapfile: readLines,
  readarray: readLines,
  let: (machine, args) => {
    machine.asked = true;
    machine.state.status = undefined;
    for (const arg of args) {
      const changed = /^([A-Za-z_]\w*)\s*(?:[-+*/%]?=|\+\+|--)/.exec(asText(arg) ?? '');
      if (changed) assign(machine, changed[1]!, hole('number'));
    }
  },
  getopts: (machine, args) => {
    machine.asked = true;
    machine.state.status = undefined;
    const [name] = names(args.slice(1));
    if (name) assign(machine, name, anything);
    assign(machine, 'OPTARG', anything);
  },
};

function names(args: readonly Val[]): string[] {
  return args.flatMap((arg) => {
    const known = asText(arg);
    return known !== undefined && /^[A-Za-z_]\w*$/.test(known) ? [known] : [];
  });
}

/** `export`, `local`, `declare`, `readonly`. */
function declare(machine: Machine, _args: readonly Val[], call: Call): void {
  const kind = asText(call.words[0]!);
  const words = call.declared ?? [];
  const flags = words.flatMap((word) => (word.type === 'Word' && /^[-+]/.test(word.value) ? [word.value] : [])).join('');
  const exporting = kind === 'export' || /-[a-zA-Z]*x/.test(flags);
  const local = kind === 'local' || ((kind === 'declare' || kind === 'typeset') && machine.locals.length > 0 && !flags.includes('g'));
  for (const word of words) {
    if (word.type === 'Assignment') {
      if (local) makeLocal(machine, word.name);
      assignNode(machine, word, call.how, exporting ? { export: true } : {});
    } else if (!/^[-+]/.test(word.value))
      declareName(machine, word, call, { local, exporting, array: /-[a-zA-Z]*a/.test(flags), unexport: flags.includes('n') });
  }
  machine.state.status = true;
}

interface Declared {
  readonly local: boolean;
  readonly exporting: boolean;
  readonly array: boolean;
  readonly unexport: boolean;
}

function declareName(machine: Machine, word: Word, call: Call, how: Declared): void {
  const name = asText(expandOne(machine, word, call.how));
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return;
  if (how.local) makeLocal(machine, name);
  if (how.exporting) exportVariable(machine, name, !how.unexport);
  else if (how.array) assign(machine, name, undefined, { items: [] });
  else if (how.local) assign(machine, name, undefined);
}

const OPTIONS: Readonly<Record<string, string>> = { e: 'errexit', a: 'allexport' };

/** `set -e`, `set -o pipefail`, `set -- a b`. */
function setOptions(machine: Machine, args: readonly Val[]): void {
  for (let i = 0; i < args.length; i++) {
    const known = asText(args[i]!);
    if (known === undefined || !/^[-+]/.test(known) || known === '--' || known === '-') {
      machine.set('@args', args.slice(known === '--' ? i + 1 : i));
      return;
    }
    const on = known.startsWith('-');
    for (const letter of known.slice(1)) {
      if (OPTIONS[letter]) machine.set(`@${OPTIONS[letter]}`, on);
      if (letter === 'o') {
        const option = asText(args[++i] ?? empty);
        if (option === 'errexit' || option === 'pipefail' || option === 'allexport') machine.set(`@${option}`, on);
      }
    }
  }
}

/** `exit` and `return`. A status that is known and not 0 is a failure. */
function leave(machine: Machine, status: Val | undefined, fromFunction: boolean): void {
  const code = status === undefined ? undefined : integer(asText(status) ?? '?');
  if (status !== undefined) machine.state.status = code === undefined ? undefined : code === 0;
  const frame = fromFunction ? machine.returns.at(-1) : undefined;
  if (frame) {
    frame.push(machine.fork());
    machine.die('return');
    return;
  }
  if (code !== undefined && code !== 0) {
    machine.die('fail');
    return;
  }
  machine.exits.at(-1)!.push(machine.fork());
  machine.die('exit');
}

function leaveLoop(machine: Machine, levels: Val | undefined, how: 'breaks' | 'continues'): void {
  const count = levels === undefined ? 1 : (integer(asText(levels) ?? '1') ?? 1);
  const frame = machine.loops.at(-Math.max(1, count)) ?? machine.loops[0];
  if (!frame) return;
  frame[how].push(machine.fork());
  machine.die('loop');
}

/** What a variable holds that a loop with an unknown number of rounds changes. */
export function forget(machine: Machine, name: string): void {
  const before = lookUp(machine, name);
  assign(machine, name, before.items ? anything : hole('any'));
}
