import type { State } from './how.ts';
import type { Machine } from './machine.ts';

/** Runs something whose variables, functions, options and directory do not outlive it, and which `exit` only leaves. */
export function inSubshell(machine: Machine, body: () => void): void {
  const { vars, lost } = machine.state;
  const exits: State[] = [];
  machine.exits.push(exits);
  body();
  machine.exits.pop();
  const { state } = machine;
  if (state.dead === 'limit') return;
  const ends = state.dead ? exits : [state, ...exits];
  const after = machine.joinedAll(ends) ?? state;
  const failed = ends.length === 0 && state.dead === 'fail';
  machine.state = { ...after, vars, lost, dead: undefined, status: failed ? false : after.status };
}
