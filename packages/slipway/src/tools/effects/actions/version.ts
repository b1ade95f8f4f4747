/** Which version of an action runs: what is pinned, and what a floating tag meant at a date. */

import type { Truth } from '../../../actions/index.ts';
import type { ActionCall } from '../../types.ts';

/** Branches and tags that always are the newest version. */
const NEWEST = /^(main|master|latest|stable|release|trunk|head)$/i;

/**
 * Whether the action that runs has at least this version.
 * A floating reference (`v2`, `main`) is the newest of its line, hence so when `released` (ISO date) is not after the walk's date.
 * undefined: a commit whose version nothing tells.
 */
export function atLeast(call: ActionCall, wanted: readonly [number, number, number], released: string): Truth {
  const have = call.version;
  if (have === undefined) return NEWEST.test(call.ref) ? call.world.asOf >= released : undefined;
  const parts = [have.major, have.minor, have.patch];
  for (let index = 0; index < 3; index += 1) {
    const part = parts[index];
    if (part === undefined) return call.world.asOf >= released;
    if (part !== wanted[index]) return part > wanted[index]!;
  }
  return true;
}

/** The major version; the newest one (`latest`) for references that always are the newest; undefined when not known. */
export function majorOf(call: ActionCall, latest: number): number | undefined {
  return call.version?.major ?? (NEWEST.test(call.ref) ? latest : undefined);
}
