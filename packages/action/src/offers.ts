import type { Examination, Finding, Fix } from '../../slipway/src/doctor/index.ts';
import { doors } from './doors.ts';

/** A finding, and the ways to mend it that are proved; the first is the best. */
export interface Offer {
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

/** Each way is walked, which takes its time: so many findings are worth it on a pull request. */
const MOST = 5;

/** Proved ways to mend the worst of these findings. */
export async function offersFor(examination: Examination, findings: readonly Finding[]): Promise<Offer[]> {
  const { fixesFor, isMendable } = await doors.fixes();
  return findings
    .filter(({ rule, severity }) => severity !== 'note' && isMendable(rule))
    .slice(0, MOST)
    .map((finding) => ({ finding, fixes: fixesFor(examination, finding.id).offered.map(({ fix }) => fix) }))
    .filter(({ fixes }) => fixes.length > 0);
}
