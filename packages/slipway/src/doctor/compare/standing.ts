import type { Examination } from '../diagnose.ts';
import type { Finding } from '../report.ts';
import { destinationsBrokenBy } from './broken.ts';
import { isSameFamily } from './families.ts';
import type { Matched } from './match.ts';
import { jobAt, lineAt } from './places.ts';

/** Both sides of a comparison, with what is known of how they meet. */
export interface Sides {
  readonly before: Examination;
  readonly after: Examination;
  /** Paths of files, and ids of destinations, of `before` with what they are called in `after`. */
  readonly renames: ReadonlyMap<string, string>;
  readonly renamed: ReadonlyMap<string, string>;
  readonly matched: Matched;
}

/** Findings of `after` that are another reason for what a finding that is gone was about: the same destination, event, or step. */
export function standingFor(gone: Finding, sides: Sides): Finding[] {
  const { before, after, renames, renamed, matched } = sides;
  const broken = destinationsBrokenBy(gone.id, before).map((id) => renamed.get(id) ?? id);
  const marks = marksOf(gone, before, renames);
  const path = renames.get(gone.location.path) ?? gone.location.path;
  const job = jobAt(before, gone.location);
  const isTrigger = job === undefined && before.analysis.world.workflow(gone.location.path) !== undefined;
  const waiting = waiterOf(gone);
  const waiter = waiting === undefined ? undefined : (renames.get(waiting) ?? waiting);
  const fresh = new Set(matched.fresh);
  return after.report.findings.filter((f) => {
    if (f.severity === 'note' || !isSameFamily(f.rule, gone.rule)) return false;
    if (destinationsBrokenBy(f.id, after).some((id) => broken.includes(id))) return true;
    if ([...marksOf(f, after)].some((mark) => marks.has(mark))) return true;
    if (waiter !== undefined && waiterOf(f) === waiter) return true;
    if (!fresh.has(f) || f.location.path !== path) return false;
    // What the trigger lets in now is stopped further down; or the same defect once more in the same job: a label for another that is gone as well.
    return isTrigger || (f.rule === gone.rule && jobAt(after, f.location) === job);
  });
}

const marked = new WeakMap<Finding, Set<string>>();

/** Lines that a finding is about: the one that it points to, and those of a workflow that make its event. */
function marksOf(finding: Finding, of: Examination, renames?: ReadonlyMap<string, string>): Set<string> {
  const known = renames === undefined ? marked.get(finding) : undefined;
  if (known !== undefined) return known;
  const isOfWorkflow = of.analysis.world.workflow(finding.location.path) !== undefined;
  const effects = isOfWorkflow ? finding.chain.flatMap((link) => (link.kind === 'effect' && link.location ? [link.location] : [])) : [];
  const at = [finding.location, ...effects];
  const marks = new Set(at.map((place) => `${renames?.get(place.path) ?? place.path}\0${jobAt(of, place) ?? ''}\0${lineAt(of, place)}`));
  if (renames === undefined) marked.set(finding, marks);
  return marks;
}

/** The workflow that does not start: the last of the chain. */
function waiterOf(finding: Finding): string | undefined {
  return finding.chain.findLast((link) => link.kind === 'workflow')?.location?.path;
}
