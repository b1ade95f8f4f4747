import type { Examination } from '../diagnose.ts';

/** What cannot be followed in the runs of a workflow and may do anything: a program, an action, a workflow of somebody else. */
export function opaqueIn(path: string, { analysis }: Examination): Set<string> {
  const out = new Set<string>();
  for (const runs of analysis.declared.values())
    for (const run of runs)
      for (const o of run.opaque) if (o.at.path === path && o.mayWrite !== false && o.happens !== false) out.add(`${o.kind} ${o.what}`);
  return out;
}

/** Whether something that cannot be read came into a workflow, or GitHub now refuses the file. */
export function isLessKnown(old: string, path: string, before: Examination, after: Examination): boolean {
  const was = opaqueIn(old, before);
  return [...opaqueIn(path, after)].some((what) => !was.has(what)) || (isRefused(path, after) && !isRefused(old, before));
}

function isRefused(path: string, { analysis }: Examination): boolean {
  return analysis.world.workflow(path)?.problems.some((p) => p.effect === 'refused') ?? false;
}
