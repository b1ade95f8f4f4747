import { type Firing as Found, firingsOf } from '../../chain/index.ts';
import type { Examination } from '../diagnose.ts';
import { byText } from '../order.ts';
import type { Firing } from './types.ts';

/** Workflows that start in one examination and not in the other. */
export interface ComparedFirings {
  readonly wakes: readonly Firing[];
  readonly sleeps: readonly Firing[];
}

/** @param renames paths of `before` with what they are called in `after` */
export function compareFirings(before: Examination, after: Examination, renames: ReadonlyMap<string, string>): ComparedFirings {
  const [a, b] = [before.analysis, after.analysis];
  const old = firingsOf(a, { workflows: b.world.workflows, families: b.families });
  const now = firingsOf(b, { workflows: a.world.workflows, families: a.families });
  const moved = new Map([...old].map(([key, firing]) => [renamedIn(key, renames), firing]));
  return { wakes: only(now, moved), sleeps: only(moved, now) };
}

function renamedIn(key: string, renames: ReadonlyMap<string, string>): string {
  let out = key;
  for (const [from, to] of renames) out = out.replaceAll(from, to);
  return out;
}

/** Those that are certain here and not so much as possible there; one that had to be approved there starts by itself now. */
function only(here: ReadonlyMap<string, Found>, there: ReadonlyMap<string, Found>): Firing[] {
  const out: Firing[] = [];
  for (const [key, firing] of here) {
    const other = there.get(key);
    if (firing.doubtful || (other !== undefined && (!other.held || firing.held))) continue;
    out.push({ workflow: firing.workflow, event: firing.event, by: firing.by });
  }
  return out.sort((x, y) => byText(text(x), text(y)));
}

const text = (f: Firing): string => `${f.workflow}\0${f.event}\0${f.by}`;
