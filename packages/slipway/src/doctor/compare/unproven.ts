import type { Examination } from '../diagnose.ts';
import type { Finding, Severity, Verdict } from '../report.ts';
import { destinationsBrokenBy } from './broken.ts';
import { mayRun } from './jobs.ts';
import { isLessKnown } from './opaque.ts';
import { jobAt } from './places.ts';
import { type Sides, standingFor } from './standing.ts';
import type { Unproven } from './types.ts';
import { concernedBy } from './ways.ts';

/** A finding that is gone, and why it is not said to be mended. */
export interface UnprovenFinding {
  readonly finding: Finding;
  readonly why: Unproven;
  /** Findings that stand for the same thing now. */
  readonly standing: readonly Finding[];
}

/** Why a finding that is gone is not said to be mended; undefined when it is. Nothing is mended by what became unknown, or went. */
export function unprovenOf(finding: Finding, sides: Sides): UnprovenFinding | undefined {
  const standing = standingFor(finding, sides);
  const why = whyOf(finding, standing, sides);
  return why === undefined ? undefined : { finding, why, standing };
}

function whyOf(finding: Finding, standing: readonly Finding[], sides: Sides): Unproven | undefined {
  const { before, after, renames } = sides;
  if (after.drafts.has(finding.id)) return 'ignored';
  if (finding.severity === 'note' || finding.certainty === 'unknown') return 'minor';
  const { path } = finding.location;
  const now = renames.get(path) ?? path;
  const broken = destinationsBrokenBy(finding.id, before).map((id) => sides.renamed.get(id) ?? id);
  const verdicts = broken.map((id) => verdictOf(id, after));
  if (!after.tree.has(now) && !(broken.length > 0 && verdicts.every((v) => v === 'reached'))) return 'removed';
  if (broken.length > 0 && verdicts.every((v) => v === undefined)) return 'removed';
  if (isSwitchedOff(finding, now, sides)) return 'removed';
  if (verdicts.some((v) => v === 'unknown') || isLessKnown(path, now, before, after)) return 'unknown';
  return standing.length > 0 || verdicts.some((v) => v === 'broken' || v === 'never') ? 'stands' : undefined;
}

/** Its job ran before and never does now, or went with everything that it delivered. */
function isSwitchedOff(finding: Finding, path: string, { before, after }: Sides): boolean {
  const job = jobAt(before, finding.location);
  if (job === undefined || !mayRun(finding.location.path, job, before) || mayRun(path, job, after)) return false;
  if (after.analysis.world.workflow(path)?.jobs.some((j) => j.id === job)) return true;
  const delivered = concernedBy(finding, before);
  return delivered.length > 0 && delivered.every((id) => verdictOf(id, after) === undefined);
}

function verdictOf(id: string, { report }: Examination): Verdict | undefined {
  const found = report.destinations.filter((d) => d.id === id);
  return (found.find((d) => d.version === 'this') ?? found[0])?.verdict;
}

const rank: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** Fresh findings that only take the place of one that is gone and was at least as bad: what failed fails still. */
export function replacementsIn(unproven: readonly UnprovenFinding[], fresh: readonly Finding[]): Set<Finding> {
  const out = new Set<Finding>();
  for (const { finding, why, standing } of unproven)
    if (why === 'stands') for (const f of standing) if (fresh.includes(f) && rank[f.severity] <= rank[finding.severity]) out.add(f);
  return out;
}
