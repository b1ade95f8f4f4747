import type { Examination } from '../diagnose.ts';

const found = new WeakMap<Examination, ReadonlyMap<string, ReadonlySet<string>>>();
const none: ReadonlySet<string> = new Set();

/** What cannot be followed in the runs of each workflow and may do anything: a program, an action, a workflow of somebody else. */
function opaqueIn(path: string, examination: Examination): ReadonlySet<string> {
  let byPath = found.get(examination);
  if (byPath === undefined) {
    const made = new Map<string, Set<string>>();
    for (const runs of examination.analysis.declared.values())
      for (const run of runs)
        for (const o of run.opaque) {
          if (o.mayWrite === false || o.happens === false) continue;
          made.set(o.at.path, (made.get(o.at.path) ?? new Set()).add(`${o.kind} ${o.what}`));
        }
    byPath = made;
    found.set(examination, byPath);
  }
  return byPath.get(path) ?? none;
}

/** Whether something that cannot be read came into a workflow, or GitHub now refuses the file. */
export function isLessKnown(old: string, path: string, before: Examination, after: Examination): boolean {
  const was = opaqueIn(old, before);
  return [...opaqueIn(path, after)].some((what) => !was.has(what)) || (isRefused(path, after) && !isRefused(old, before));
}

function isRefused(path: string, { analysis }: Examination): boolean {
  return analysis.world.workflow(path)?.problems.some((p) => p.effect === 'refused') ?? false;
}
