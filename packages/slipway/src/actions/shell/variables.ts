/** Reading and writing shell variables, positional parameters and special ones. */
import type { Truth, Val } from '../value.ts';
import { concat, hole, str, unknown } from '../values.ts';
import type { Variable } from './how.ts';
import type { Machine } from './machine.ts';
import type { Memory } from './memory.ts';
import { bounded, empty, length, unsetValue } from './texts.ts';

/** Files that the runner reads after the step. They stand for themselves, so that a write to them is seen whatever way it is spelt. */
export const RUNNER_FILES: ReadonlySet<string> = new Set(['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE']);

export interface Looked {
  readonly val: Val;
  /** Whether the variable is set at all. */
  readonly set: Truth;
  readonly items?: readonly Val[];
  readonly open?: boolean;
}

export function variableCell(machine: Machine, name: string): Variable | undefined {
  return machine.get(`$${name}`) as Variable | undefined;
}

/** A variable's value. One that nothing known sets is unknown, not empty. */
export function lookUp(machine: Machine, name: string): Looked {
  const cell = variableCell(machine, name);
  if (cell)
    return cell.val === undefined && !cell.items
      ? { val: empty, set: false }
      : { val: cell.val ?? empty, set: true, items: cell.items, open: cell.open };
  if (RUNNER_FILES.has(name)) return { val: str(`$${name}`), set: true };
  const given = machine.context.env(name);
  if (given !== undefined) return { val: given, set: true };
  if (name === 'RANDOM' || name === 'SECONDS' || name === 'EPOCHSECONDS') return { val: hole('number'), set: true };
  return { val: unsetValue(name), set: undefined };
}

/** Sets a variable and keeps whether it is exported. */
export function assign(
  machine: Machine,
  name: string,
  val: Val | undefined,
  options: { items?: readonly Val[]; open?: boolean; export?: boolean } = {},
): void {
  const before = variableCell(machine, name);
  const exported = options.export ?? ((before ? before.exported : machine.context.env(name) !== undefined) || machine.on('allexport'));
  const kept = val === undefined ? undefined : bounded(val);
  if (kept && !machine.work(length(kept) >> 4)) return;
  machine.set(`$${name}`, { val: kept, items: options.items, open: options.open, exported } satisfies Variable);
}

export function append(machine: Machine, name: string, val: Val): void {
  const before = lookUp(machine, name);
  if (before.items) assign(machine, name, concat(before.val, val), { items: [concat(before.val, val), ...before.items.slice(1)], open: before.open });
  else assign(machine, name, concat(before.set === undefined ? empty : before.val, val));
}

/** Marks a variable as exported, or no longer. */
export function exportVariable(machine: Machine, name: string, exported: boolean): void {
  const before = lookUp(machine, name);
  machine.set(`$${name}`, {
    val: before.set === undefined ? undefined : before.val,
    items: before.items,
    open: before.open,
    exported,
  } satisfies Variable);
}

/** Makes a variable local to the function that is being run. */
export function makeLocal(machine: Machine, name: string): void {
  const frame = machine.locals.at(-1);
  const key = `$${name}`;
  if (frame && !frame.has(key)) frame.set(key, machine.get(key));
}

/** The environment variable that a command started now would see. */
export function environment(machine: Machine, vars: Memory, name: string): Val | undefined {
  const cell = machine.read(vars, `$${name}`) as Variable | undefined;
  if (cell) return cell.exported ? cell.val : undefined;
  return machine.context.env(name);
}

/** The positional parameters, or undefined where they are not known. */
export function positional(machine: Machine): readonly Val[] | undefined {
  const args = machine.get('@args');
  return Array.isArray(args) ? (args as readonly Val[]) : undefined;
}

/** `$1`, `$?`, `$#`, …; undefined for what is a variable's name. */
export function special(machine: Machine, name: string): Looked | undefined {
  if (/^[1-9][0-9]*$/.test(name)) {
    const args = positional(machine);
    if (!args) return { val: unknown(`$${name}`), set: undefined };
    const at = args[Number(name) - 1];
    return at ? { val: at, set: true } : { val: empty, set: false };
  }
  switch (name) {
    case '?':
      return { val: machine.state.status === true ? str('0') : hole('number'), set: true };
    case '#': {
      const args = positional(machine);
      return { val: args ? str(String(args.length)) : hole('number'), set: true };
    }
    case '$':
    case '!':
      return { val: hole('number'), set: true };
    case '0':
    case '-':
      return { val: hole('any'), set: true };
    default:
      return undefined;
  }
}
