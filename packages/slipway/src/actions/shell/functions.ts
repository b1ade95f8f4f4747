import type { Val } from '../value.ts';
import type { DefinedFunction, How, State } from './how.ts';
import { type Machine, MOST_DEPTH } from './machine.ts';
import { assign } from './variables.ts';

/** Calls a function of the script with these arguments. */
export function callFunction(machine: Machine, fn: DefinedFunction, args: readonly Val[], assigns: ReadonlyMap<string, Val>, how: How): void {
  if (machine.depth >= MOST_DEPTH) {
    machine.limit('functions call each other too deeply');
    machine.state.status = undefined;
    return;
  }
  const before = machine.get('@args');
  const { lost } = machine.state;
  const returns: State[] = [];
  const locals = new Map<string, unknown>();
  machine.set('@args', args);
  for (const [name, val] of assigns) {
    locals.set(`$${name}`, machine.get(`$${name}`));
    assign(machine, name, val, { export: true });
  }
  machine.returns.push(returns);
  machine.locals.push(locals);
  machine.depth++;
  const { body } = fn.node;
  if (body.type === 'CompoundList') machine.runner.list(machine, body.commands, { ...how, source: fn.source, at: fn.at });
  else machine.runner.pipe(machine, [body], { ...how, source: fn.source, at: fn.at, pipedFrom: [] });
  machine.depth--;
  machine.locals.pop();
  machine.returns.pop();
  const { state } = machine;
  if (state.dead === 'limit') return;
  const ends = state.dead && state.dead !== 'loop' ? returns : [{ ...state, dead: undefined }, ...returns];
  const after = machine.joinedAll(ends);
  if (!after) return;
  // A `return` on one way is no way out of the script; an `exit` is.
  machine.state = { ...after, lost: (after.lost & ~2) | (lost & 2) };
  if (state.dead === 'exit') machine.state.lost |= 1;
  machine.set('@args', before);
  for (const [key, cell] of locals) machine.set(key, cell);
}
