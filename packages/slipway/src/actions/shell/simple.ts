/** One simple command: assignments, expansion, redirection, then a builtin, a function, or something to record. */
import type { Assignment, Command, CommandArgument, Redirection, Word } from 'unbash';
import type { ShellCommand } from '../shell-types.ts';
import type { Truth, Val } from '../value.ts';
import { asText, concat, hole, str } from '../values.ts';
import { integer } from './arithmetic.ts';
import { builtin } from './builtins.ts';
import { callFunction } from './functions.ts';
import type { DefinedFunction, How, Recorded } from './how.ts';
import { asks, knownOutput, usualOutput } from './known-output.ts';
import { itemsOf, type Machine } from './machine.ts';
import type { Memory } from './memory.ts';
import { nestedScript } from './nested.ts';
import { fileSink, redirect } from './redirects.ts';
import { write } from './runner-files.ts';
import { anything, splitBlanks } from './texts.ts';
import { append, assign, environment, lookUp } from './variables.ts';
import { expandFields, expandOne } from './words.ts';
import { unwrap } from './wrappers.ts';

/** Runs a command and gives its words, or undefined when it is a function, an assignment, or text that is run itself. */
export function runCommand(machine: Machine, node: Command, how: How): readonly Val[] | undefined {
  if (!machine.spend()) return undefined;
  machine.asked = false;
  if (!node.name) {
    machine.state.status = true;
    const assigning: How = { ...how, assigning: true };
    for (const one of node.prefix) if (one.type === 'Assignment') assignNode(machine, one, assigning);
    redirect(machine, node.redirects, how);
    return undefined;
  }
  if (nestedScript(machine, node, how)) return undefined;
  const declared = declarations(node);
  const given = expandFields(machine, declared ? [node.name] : [node.name, ...(node.args as Word[])], how).vals;
  const before = prefixed(machine, node, how);
  const { redirects, sink, body, stdin } = redirect(machine, node.redirects as readonly Redirection[], how);
  if (machine.state.dead || given.length === 0) return undefined;
  const { words, assigns: more, replaces, perInput } = unwrap(given);
  const at = how.at ?? { start: node.pos, end: node.end };
  const call: Call = {
    words: perInput ? [...words, ...inputWords(stdin)] : words,
    assigns: more.length > 0 ? new Map([...before, ...more]) : before,
    redirects,
    body,
    stdin,
    how: redirects.length > 0 ? { ...how, sink, stdin } : how,
    at,
    declared,
  };
  run(machine, call);
  if (replaces && !machine.state.dead) leave(machine);
  return call.words;
}

const NONE: ReadonlyMap<string, Val> = new Map();

/** `NAME=value` in front of a command. */
function prefixed(machine: Machine, node: Command, how: How): ReadonlyMap<string, Val> {
  if (node.prefix.length === 0) return NONE;
  const all = new Map<string, Val>();
  for (const one of node.prefix) if (one.type === 'Assignment') all.set(one.name, assignmentValue(machine, one, how));
  return all;
}

/** A command that is ready to run. */
export interface Call {
  readonly words: readonly Val[];
  readonly assigns: ReadonlyMap<string, Val>;
  readonly redirects: ShellCommand['redirects'];
  readonly body?: Val;
  readonly stdin?: Val;
  readonly how: How;
  readonly at: { readonly start: number; readonly end: number };
  /** The arguments of `export`, `local` and the like, which are not split. */
  readonly declared?: readonly CommandArgument[];
}

function run(machine: Machine, call: Call): void {
  const name = asText(call.words[0]!);
  const fn = name === undefined ? undefined : (machine.get(`f${name}`) as DefinedFunction | undefined);
  if (fn) {
    callFunction(machine, fn, call.words.slice(1), call.assigns, call.how);
    return;
  }
  if (name !== undefined && builtin(machine, name, call)) return;
  record(machine, call);
  print(machine, call);
}

function record(machine: Machine, call: Call): void {
  machine.commands.push(new Entry(machine, call));
}

class Entry implements Recorded {
  readonly words: readonly Val[];
  readonly assigns: ReadonlyMap<string, Val>;
  readonly redirects: Recorded['redirects'];
  readonly stdin?: Val;
  readonly pipedFrom: readonly (readonly Val[])[];
  readonly start: number;
  readonly end: number;
  swallowed: boolean;
  swallowedBy?: string;
  guard?: object;
  readonly unseen: boolean;
  doubts: number;
  readonly substituted: boolean;
  readonly cwd: string | undefined;
  readonly #machine: Machine;
  readonly #vars: Memory;
  readonly #mayBeLeft: boolean;

  constructor(machine: Machine, { words, assigns, redirects, body, how, at }: Call) {
    this.words = words;
    this.assigns = assigns;
    this.redirects = redirects;
    if (body !== undefined) this.stdin = body;
    this.pipedFrom = how.pipedFrom;
    this.start = at.start;
    this.end = at.end;
    this.doubts = machine.under;
    this.#mayBeLeft = machine.state.lost !== 0;
    this.guard = how.guard;
    this.unseen = how.substituted && !machine.on('errexit') && !how.tail;
    this.swallowed = how.swallow || (!machine.on('errexit') && !how.tail);
    if (how.swallow && how.by !== undefined) this.swallowedBy = how.by;
    this.substituted = how.substituted;
    this.cwd = (machine.get('@cwd') as string | null) ?? undefined;
    this.#machine = machine;
    this.#vars = machine.state.vars;
  }

  get runs(): Truth {
    return this.doubts === 0 && !this.#mayBeLeft ? true : undefined;
  }

  env(name: string): Val | undefined {
    return this.assigns.get(name) ?? environment(this.#machine, this.#vars, name);
  }
}

function print(machine: Machine, { words, stdin, how }: Call): void {
  machine.asked = asks(words);
  const known = knownOutput(words, stdin, machine.fuel);
  machine.state.status = known?.status;
  // The log is read only for the old `::set-output`, which nothing but a known text can hold.
  if (known || how.sink.to !== 'log') write(machine, how.sink, known?.out ?? machine.context.substitute?.([words]) ?? usualOutput(words));
  if (known && asText(words[0]!) === 'tee') for (const file of words.slice(1)) write(machine, fileSink(file, { to: 'nowhere' }), known.out);
}

/** `xargs` puts what it reads after the words. */
function inputWords(stdin: Val | undefined): Val[] {
  return stdin === undefined || asText(stdin) === undefined ? [anything] : splitBlanks(stdin).fields;
}

function leave(machine: Machine): void {
  machine.exits.at(-1)!.push(machine.fork());
  machine.die('exit');
}

const DECLARATIONS: ReadonlySet<string> = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);

function declarations(node: Command): readonly CommandArgument[] | undefined {
  return DECLARATIONS.has(node.name!.value) || node.args.some((arg) => arg.type === 'Assignment') ? node.args : undefined;
}

/** The value of `NAME=…` where it is a single one; an array gives its first element. */
function assignmentValue(machine: Machine, node: Assignment, how: How): Val {
  if (node.value.type === 'ArrayValue') return hole('any');
  const val = expandOne(machine, node.value, how);
  return node.append ? concat(lookUp(machine, node.name).val, val) : val;
}

/** Carries out `NAME=…`, `NAME+=…`, `NAME[i]=…`, `NAME=(…)`. */
export function assignNode(machine: Machine, node: Assignment, how: How, options: { export?: boolean } = {}): void {
  const { name, value } = node;
  if (value.type === 'ArrayValue') {
    const { vals, open, glob } = expandFields(machine, value.elements, how);
    const looked = node.append ? lookUp(machine, name) : undefined;
    const before = !looked ? [] : looked.set === undefined ? [] : itemsOf(looked);
    const associative = value.elements.some((element) => element.text.startsWith('['));
    if (open || glob || !before || associative) assign(machine, name, anything, options);
    else assign(machine, name, [...before, ...vals][0], { ...options, items: [...before, ...vals], open: looked?.open });
    return;
  }
  const val = expandOne(machine, value, how);
  if (node.index) assignElement(machine, name, asText(expandOne(machine, node.index, how)), val, options);
  else if (node.append) append(machine, name, val);
  else assign(machine, name, val, options);
}

function assignElement(machine: Machine, name: string, index: string | undefined, val: Val, options: { export?: boolean }): void {
  const before = lookUp(machine, name);
  const at = index === undefined ? undefined : integer(index);
  const items = before.items ?? (before.set === true ? [before.val] : []);
  if (at === undefined || at < 0 || at > items.length) {
    assign(machine, name, anything, options);
    return;
  }
  const next = [...items];
  next[at] = val;
  assign(machine, name, next[0] ?? str(''), { ...options, items: next, open: before.open });
}
