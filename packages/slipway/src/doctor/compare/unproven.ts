import type { Examination } from '../diagnose.ts';
import type { Destination, Finding } from '../report.ts';
import { destinationsBrokenBy } from './broken.ts';
import { isSameFamily } from './families.ts';
import type { Matched } from './match.ts';
import { isLessKnown } from './opaque.ts';
import { jobAt, lineAt } from './places.ts';
import type { Unproven } from './types.ts';

/** Both sides of a comparison, with what is known of how they meet. */
export interface Sides {
  readonly before: Examination;
  readonly after: Examination;
  /** Paths of files, and ids of destinations, of `before` with what they are called in `after`. */
  readonly renames: ReadonlyMap<string, string>;
  readonly renamed: ReadonlyMap<string, string>;
  readonly matched: Matched;
}

/** Why a finding that is gone is not said to be mended; undefined when it is. Nothing is mended by what became unknown, or went. */
export function whyUnproven(finding: Finding, sides: Sides): Unproven | undefined {
  const { before, after, renames } = sides;
  if (finding.severity === 'note' || finding.certainty === 'unknown') return 'minor';
  const { path } = finding.location;
  const now = renames.get(path) ?? path;
  const broken = destinationsBrokenBy(finding.id, before).map((id) => sides.renamed.get(id) ?? id);
  const verdicts = broken.map((id) => verdictOf(id, after));
  if (!after.tree.has(now) && !(broken.length > 0 && verdicts.every((v) => v === 'reached'))) return 'removed';
  if (broken.length > 0 && verdicts.every((v) => v === undefined)) return 'removed';
  if (verdicts.some((v) => v === 'unknown') || isLessKnown(path, now, before, after)) return 'unknown';
  if (verdicts.some((v) => v === 'broken' || v === 'never') || standsElsewhere(finding, broken, sides)) return 'stands';
  return undefined;
}

function verdictOf(id: string, { report }: Examination): Destination['verdict'] | undefined {
  const found = report.destinations.filter((d) => d.id === id);
  return (found.find((d) => d.version === 'this') ?? found[0])?.verdict;
}

/** Another finding of the family stands about the same destination, or the same event. */
function standsElsewhere(gone: Finding, broken: readonly string[], { before, after, renames, matched }: Sides): boolean {
  const was = marksOf(gone, before, renames);
  const job = jobAt(before, gone.location);
  const path = renames.get(gone.location.path) ?? gone.location.path;
  const fresh = new Set(matched.fresh);
  return after.report.findings.some((f) => {
    if (f.severity === 'note' || !isSameFamily(f.rule, gone.rule)) return false;
    if (destinationsBrokenBy(f.id, after).some((id) => broken.includes(id))) return true;
    if ([...marksOf(f, after, new Map())].some((mark) => was.has(mark))) return true;
    // The same defect once more in the same job: a label for another that is gone as well.
    return fresh.has(f) && f.rule === gone.rule && f.location.path === path && job !== undefined && jobAt(after, f.location) === job;
  });
}

/** Lines that a finding is about: the one that it points to, and the effects of its chain. */
function marksOf(finding: Finding, of: Examination, renames: ReadonlyMap<string, string>): Set<string> {
  const at = [finding.location, ...finding.chain.flatMap((link) => (link.kind === 'effect' && link.location ? [link.location] : []))];
  return new Set(at.map((place) => `${renames.get(place.path) ?? place.path}\0${jobAt(of, place) ?? ''}\0${lineAt(of, place)}`));
}
