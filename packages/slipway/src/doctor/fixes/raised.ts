import type { Comparison } from '../compare/types.ts';
import type { Examination } from '../diagnose.ts';
import type { Finding } from '../report.ts';

/** Findings that a change is to blame for: errors and warnings that did not stand before. */
export function raised(base: Examination, comparison: Comparison): Finding[] {
  return comparison.fresh.filter((f) => f.severity !== 'note' && !(f.severity === 'warning' && isUncovered(base, f)));
}

/** Warnings that stood before too, in a workflow that GitHub refused: now that it is read they show. */
export function uncovered(base: Examination, comparison: Comparison): Finding[] {
  return comparison.fresh.filter((f) => f.severity === 'warning' && isUncovered(base, f));
}

/** It stands in such a workflow, or a document speaks of one. */
function isUncovered({ analysis }: Examination, { location, chain, title }: Finding): boolean {
  const refused = analysis.world.workflows.filter((w) => w.problems.some((p) => p.effect === 'refused')).map((w) => w.path);
  const places = [location.path, ...chain.flatMap((link) => (link.location ? [link.location.path] : []))];
  return refused.some((path) => places.includes(path) || title.includes(path.slice(path.lastIndexOf('/') + 1)));
}
