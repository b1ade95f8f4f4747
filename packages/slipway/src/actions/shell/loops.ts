/** `for`, `while`, `until`: rounds are run one by one where they are known, else once for all of them. */
import { type ArithmeticFor, type CompoundList, type For, forEachChild, type Select, type SyntaxNode, type While } from 'unbash';
import type { Truth, Val } from '../value.ts';
import { alts, asText, not, text } from '../values.ts';
import { calculate } from './arithmetic.ts';
import { forget } from './builtins.ts';
import type { DefinedFunction, How, State } from './how.ts';
import type { Machine } from './machine.ts';
import { anything } from './texts.ts';
import { assign, positional } from './variables.ts';
import { expandFields, numbers } from './words.ts';

const MOST_ROUNDS = 16;

export function runFor(machine: Machine, node: For | Select, how: How): void {
  const { vals, open, glob } = items(machine, node, how);
  const name = node.name.value;
  if (node.type === 'For' && !open && !glob && vals.length <= MOST_ROUNDS) {
    machine.state.status = true;
    rounds(machine, vals.length, (i) => {
      assign(machine, name, vals[i]!);
      machine.runner.list(machine, node.body.commands, how);
      return true;
    });
    return;
  }
  const each = !open && vals.length > 0 ? alts(vals.length > MOST_ROUNDS ? [anything] : vals.map(fileOf)) : anything;
  someRounds(machine, node.body, !open && vals.length > 0, () => {
    assign(machine, name, each);
    machine.runner.list(machine, node.body.commands, how);
  });
}

function items(machine: Machine, node: For | Select, how: How): { vals: readonly Val[]; open: boolean; glob: boolean } {
  if (node.wordlist) return expandFields(machine, node.wordlist, how);
  const args = positional(machine);
  return { vals: args ?? [], open: args === undefined, glob: false };
}

/** A file that a glob stands for. */
function fileOf(val: Val): Val {
  const known = asText(val);
  if (known === undefined || !/[*?[]/.test(known)) return val;
  return text(known.split(/(\*\*?|\?|\[[^\]]*\])/).map((piece, i) => (i % 2 === 1 ? { hole: piece === '**' ? 'any' : 'word' } : piece)));
}

export function runWhile(machine: Machine, node: While | ArithmeticFor, how: How): void {
  if (node.type === 'ArithmeticFor' && node.initialize) calculate(node.initialize, numbers(machine, how));
  const tested: How = { ...how, swallow: true, tested: true, by: undefined };
  const condition = (): Truth => {
    if (node.type === 'ArithmeticFor') {
      const value = node.test ? calculate(node.test, numbers(machine, how)) : 1;
      return value === undefined ? undefined : value !== 0;
    }
    machine.runner.list(machine, node.clause.commands, tested);
    return node.kind === 'until' ? not(machine.state.status) : machine.state.status;
  };
  const body = () => {
    machine.runner.list(machine, node.body.commands, how);
    if (node.type === 'ArithmeticFor' && node.update && !machine.state.dead) calculate(node.update, numbers(machine, how));
  };
  const before = machine.fork();
  const marks = [machine.commands.length, machine.exits.at(-1)!.length, machine.returns.at(-1)?.length ?? 0] as const;
  const endless = node.type === 'While' && isConstant(node.clause);
  const known = endless ? { all: false, once: true } : counted(machine, condition, body);
  if (known.all && !machine.state.dead) machine.state.status = true;
  if (known.all || machine.state.dead === 'limit') return;
  // Its rounds cannot be counted: start again, and read it once for all of them.
  machine.state = before;
  machine.commands.length = marks[0];
  machine.exits.at(-1)!.length = marks[1];
  if (machine.returns.length > 0) machine.returns.at(-1)!.length = marks[2];
  forgetChanged(machine, node);
  condition();
  if (!machine.state.dead) someRounds(machine, undefined, known.once, body);
}

/** `while true`: such a loop is left by `break`, which is rarely decidable. */
function isConstant(clause: CompoundList): boolean {
  const only = clause.commands.length === 1 ? clause.commands[0]!.command : undefined;
  return only?.type === 'Command' && (only.name?.value === 'true' || only.name?.value === ':');
}

/** Runs the rounds while each condition is known. `all`: to the end; `once`: the first round runs for sure. */
function counted(machine: Machine, condition: () => Truth, body: () => void): { all: boolean; once: boolean } {
  let all = true;
  let once = false;
  rounds(machine, MOST_ROUNDS + 1, (i) => {
    const goes = condition();
    if (machine.state.dead || goes === false) return false;
    if (goes === undefined || i === MOST_ROUNDS) {
      all = false;
      return false;
    }
    if (i === 0) once = true;
    body();
    return true;
  });
  return { all, once };
}

/** Runs a body once in the place of any number of rounds. `atLeastOnce`: there is one for sure. */
function someRounds(machine: Machine, node: CompoundList | undefined, atLeastOnce: boolean, body: () => void): void {
  const once = () => {
    if (node) forgetChanged(machine, node);
    rounds(machine, 1, () => {
      body();
      return true;
    });
  };
  if (atLeastOnce) once();
  else machine.branch(once, () => undefined);
}

/** Runs rounds until one says that it was the last, and joins the ways out by `break`. */
function rounds(machine: Machine, most: number, round: (i: number) => boolean): void {
  const { lost } = machine.state;
  const breaks: State[] = [];
  let ended = false;
  for (let i = 0; i < most && !ended; i++) {
    const continues: State[] = [];
    machine.loops.push({ breaks, continues });
    ended = !round(i);
    machine.loops.pop();
    if (machine.state.dead === 'limit') return;
    const ends = machine.state.dead ? continues : [machine.state, ...continues];
    const after = machine.joinedAll(ends);
    if (after) machine.state = after;
    ended ||= !after;
  }
  const ends = machine.state.dead ? breaks : [machine.state, ...breaks];
  const after = machine.joinedAll(ends);
  if (after) machine.state = { ...after, lost: (after.lost & ~4) | (lost & 4) };
}

function forgetChanged(machine: Machine, node: SyntaxNode): void {
  for (const name of changedIn(machine, node)) forget(machine, name);
}

const MOST_NODES = 20_000;

/** Names of the variables that commands below a node, or functions that they call, may set. */
function changedIn(machine: Machine, root: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const seen = new Set<SyntaxNode>();
  const stack: SyntaxNode[] = [root];
  for (let node = stack.pop(); node !== undefined && seen.size < MOST_NODES; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.type === 'Assignment') names.add(node.name);
    else if (node.type === 'For' || node.type === 'Select') names.add(node.name.value);
    else if (node.type === 'ArithmeticWord' && /^[A-Za-z_]\w*$/.test(node.value)) names.add(node.value);
    else if (node.type === 'ParameterExpansion' && node.operation?.type === 'Default' && node.operation.operator.endsWith('='))
      names.add(node.parameter);
    else if (node.type === 'Command' && node.name) {
      const fn = machine.get(`f${node.name.value}`) as DefinedFunction | undefined;
      if (fn) stack.push(fn.node);
      if (SETS_NAMES.has(node.name.value))
        for (const arg of node.args) if (arg.type === 'Word' && /^[A-Za-z_]\w*$/.test(arg.value)) names.add(arg.value);
    }
    forEachChild(node, (child) => stack.push(child));
  }
  return names;
}

const SETS_NAMES: ReadonlySet<string> = new Set([
  'read',
  'mapfile',
  'readarray',
  'unset',
  'local',
  'declare',
  'export',
  'readonly',
  'getopts',
  'let',
  'printf',
]);
