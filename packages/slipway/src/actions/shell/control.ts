/** Lists, pipes, conditions and groups: which commands run, when that is known. */
import type { AndOr, Case, CommandNode, CompoundList, If, Pipeline, PipelineNode, Statement } from 'unbash';
import type { Truth, Val } from '../value.ts';
import { not, or } from '../values.ts';
import { calculate } from './arithmetic.ts';
import type { How, State } from './how.ts';
import { runFor, runWhile } from './loops.ts';
import type { Machine } from './machine.ts';
import { compilePattern } from './pattern.ts';
import { redirect } from './redirects.ts';
import { runCommand } from './simple.ts';
import { inSubshell } from './subshell.ts';
import { judge } from './tests.ts';
import { matches } from './texts.ts';
import { expandOne, expandPattern, numbers } from './words.ts';

/** What a compound command costs, in characters of text. */
const COMPOUND = 100;

/** Runs statements one after the other; only the last one's status is the list's. */
export function runList(machine: Machine, statements: readonly Statement[], how: How): void {
  const before: How = how.tail ? { ...how, tail: false } : how;
  for (let i = 0; i < statements.length && !machine.state.dead; i++)
    runStatement(machine, statements[i]!, i === statements.length - 1 ? how : before);
}

function runStatement(machine: Machine, node: Statement, how: How): void {
  if (!node.background) {
    runNode(machine, node.command, how);
    return;
  }
  inSubshell(machine, () => runNode(machine, node.command, { ...how, swallow: true, tail: false }));
  machine.state.status = true;
}

function runNode(machine: Machine, node: PipelineNode | AndOr, how: How): void {
  if (node.type === 'AndOr') runAndOr(machine, node, how);
  else if (node.type === 'Pipeline') runPipeline(machine, node, how);
  else {
    runSingle(machine, node, how);
    if (!CHECKED_INSIDE.has(node.type === 'Redirected' ? node.command.type : node.type)) check(machine, how);
  }
}

/** A failure inside of these was looked at where it happened; their own status ends nothing. */
const CHECKED_INSIDE: ReadonlySet<string> = new Set(['BraceGroup', 'If', 'Case', 'For', 'ArithmeticFor', 'Select', 'While', 'Function', 'Coproc']);

/** `set -e`: a status that is known to be a failure ends the script, unless something looks at it. */
function check(machine: Machine, how: How): void {
  if (machine.state.status === false && !how.tested && !machine.state.dead && machine.on('errexit')) machine.die('fail');
}

function runPipeline(machine: Machine, node: Pipeline, how: How): void {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const inner: How = negated ? { ...how, swallow: true, tested: true } : how;
  runPipe(machine, node.commands, inner);
  if (negated) {
    machine.state.status = not(machine.state.status);
    machine.asked = true;
  } else check(machine, how);
}

/** Runs the commands of a pipe; gives the words of each when all are simple commands. */
export function runPipe(machine: Machine, commands: readonly CommandNode[], how: How): readonly (readonly Val[])[] | undefined {
  if (commands.length === 0) return undefined;
  if (commands.length === 1) {
    const words = runSingle(machine, commands[0]!, how);
    return words && [words];
  }
  const pipefail = machine.on('pipefail');
  const all: (readonly Val[])[] = [];
  let stdin = how.stdin;
  let status: Truth = true;
  let complete = true;
  commands.forEach((command, i) => {
    if (machine.state.dead) return;
    const last = i === commands.length - 1;
    const sink = last ? how.sink : machine.buffer();
    const inner: How = { ...how, sink, stdin, pipedFrom: all.slice(-8), swallow: how.swallow || !(last || pipefail), tested: true };
    let words: readonly Val[] | undefined;
    inSubshell(machine, () => {
      words = runSingle(machine, command, inner);
    });
    if (words) all.push(words);
    else complete = false;
    status = last && !pipefail ? machine.state.status : both(status, machine.state.status);
    stdin = sink.to === 'buffer' ? ((machine.getFile(`>${sink.id}`) as Val | undefined) ?? { k: 'str', v: '' }) : undefined;
  });
  if (!machine.state.dead) machine.state.status = status;
  return complete ? all : undefined;
}

function both(a: Truth, b: Truth): Truth {
  return not(or(not(a), not(b)));
}

function runSingle(machine: Machine, node: CommandNode, how: How): readonly Val[] | undefined {
  if (node.type === 'Command') return runCommand(machine, node, how);
  if (!machine.work(COMPOUND)) return undefined;
  switch (node.type) {
    case 'Redirected': {
      const { sink, stdin } = redirect(machine, node.redirects, how);
      runSingle(machine, node.command, { ...how, sink, stdin });
      break;
    }
    case 'BraceGroup':
      runList(machine, node.body.commands, how);
      break;
    case 'Subshell':
      inSubshell(machine, () => runList(machine, node.body.commands, how));
      break;
    case 'If':
      runIf(machine, node, how);
      break;
    case 'Case':
      runCase(machine, node, how);
      break;
    case 'For':
    case 'Select':
      runFor(machine, node, how);
      break;
    case 'While':
      runWhile(machine, node, how);
      break;
    case 'ArithmeticFor':
      runWhile(machine, node, how);
      break;
    case 'TestCommand':
      machine.asked = true;
      machine.state.status = judge(machine, node.expression, how);
      break;
    case 'ArithmeticCommand': {
      machine.asked = true;
      const value = node.expression && calculate(node.expression, numbers(machine, how));
      machine.state.status = value === undefined ? undefined : value !== 0;
      break;
    }
    case 'Function':
      machine.set(`f${node.name.value}`, { node, source: how.source, at: how.at });
      machine.state.status = true;
      break;
    case 'Coproc':
      machine.state.status = undefined;
      break;
  }
  return undefined;
}

/** `a && b || c`. What follows an unknown status may run; after a command that acts and `&&` it is presumed to. */
function runAndOr(machine: Machine, node: AndOr, how: How): void {
  const last = node.commands.length - 1;
  const guard = {};
  const from = machine.commands.length;
  for (let i = 0; i <= last && !machine.state.dead; i++) {
    const command = node.commands[i]!;
    const inner = i === last ? how : earlier(node, i, how, guard);
    const operator = i === 0 ? undefined : node.operators[i - 1]!;
    const goes = operator === undefined ? true : goesOn(machine, operator);
    if (goes === false) continue;
    if (goes === true) {
      runNode(machine, command, inner);
      continue;
    }
    const to = machine.commands.length;
    const ways = machine.branch(
      () => runNode(machine, command, inner),
      () => undefined,
    );
    if (operator !== '||') continue;
    if (!machine.state.dead && ways.yes.status === true && !ways.yes.dead) machine.state.status = true;
    if (isFailure(ways.yes)) unswallow(machine, guard, from, to, how);
  }
}

/** Whether the next command of the list runs after the status so far. */
function goesOn(machine: Machine, operator: '&&' | '||'): Truth {
  const { status } = machine.state;
  if (status !== undefined) return operator === '&&' ? status : !status;
  return operator === '&&' && !machine.asked ? true : undefined;
}

/** How a command runs that is not the last of its list: its failure is only looked at. */
function earlier(node: AndOr, i: number, how: How, guard: object): How {
  const handler = node.operators.indexOf('||', i);
  if (handler >= 0) {
    const by = node.commands[handler + 1]!;
    return { ...how, swallow: true, tested: true, guard, by: how.source.slice(by.pos, by.end) };
  }
  return { ...how, swallow: how.swallow || !how.tail, tested: true };
}

/** The way ends with a failure: of the script, or of the function, whose caller then fails. */
function isFailure(way: State): boolean {
  return way.dead === 'fail' || (way.dead === 'return' && way.status === false);
}

/** What looks at these failures fails in turn: only what is around it may swallow them. */
function unswallow(machine: Machine, guard: object, from: number, to: number, around: How): void {
  for (let i = from; i < to; i++) {
    const command = machine.commands[i]!;
    if (command.guard !== guard || command.unseen) continue;
    command.swallowed = around.swallow;
    command.swallowedBy = around.swallow ? around.by : undefined;
    command.guard = around.guard;
  }
}

function runIf(machine: Machine, node: If, how: How): void {
  runClauses(machine, [node, ...node.elif], 0, node.else, how);
}

type Clause = { readonly clause: CompoundList; readonly then: CompoundList };

function runClauses(machine: Machine, clauses: readonly Clause[], first: number, otherwise: CompoundList | undefined, how: How): void {
  for (let i = first; i < clauses.length; i++) {
    const { clause, then } = clauses[i]!;
    const guard = {};
    const from = machine.commands.length;
    runList(machine, clause.commands, { ...how, swallow: true, tested: true, tail: true, by: undefined, guard });
    if (machine.state.dead) return;
    const answer = machine.state.status;
    if (answer === true) {
      runList(machine, then.commands, how);
      return;
    }
    if (answer === undefined) {
      const to = machine.commands.length;
      const ways = machine.branch(
        () => runList(machine, then.commands, how),
        () => runClauses(machine, clauses, i + 1, otherwise, how),
      );
      if (failureFails(clause, ways)) unswallow(machine, guard, from, to, how);
      return;
    }
  }
  if (otherwise) runList(machine, otherwise.commands, how);
  else machine.state.status = true;
}

/** `if ! publish; then exit 1; fi`: the failure of the condition fails the step. */
function failureFails(clause: CompoundList, ways: { yes: State; no: State }): boolean {
  const last = clause.commands.at(-1)?.command;
  const negated = last?.type === 'Pipeline' && last.prefixes.some((prefix) => prefix.type === 'Negation');
  return isFailure(negated ? ways.yes : ways.no);
}

function runCase(machine: Machine, node: Case, how: How): void {
  const val = expandOne(machine, node.word, how);
  runItems(machine, node, 0, val, how);
}

function runItems(machine: Machine, node: Case, first: number, val: Val, how: How): void {
  for (let i = first; i < node.items.length; i++) {
    const item = node.items[i]!;
    let answer: Truth = false;
    for (const pattern of item.pattern) answer = or(answer, matches(val, compilePattern(expandPattern(machine, pattern, how))));
    if (answer === false) continue;
    const body = () => {
      runList(machine, item.body.commands, how);
      for (let next = i; node.items[next]?.terminator === ';&' && !machine.state.dead; next++)
        runList(machine, node.items[next + 1]?.body.commands ?? [], how);
      if (item.terminator === ';;&' && !machine.state.dead) runItems(machine, node, i + 1, val, how);
    };
    if (answer === true) body();
    else machine.branch(body, () => runItems(machine, node, i + 1, val, how));
    return;
  }
  machine.state.status = true;
}
