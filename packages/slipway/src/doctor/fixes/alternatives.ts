import type { Examination } from '../diagnose.ts';
import { together } from './composite.ts';
import { type Budget, continued } from './mend.ts';
import { proposalsFor } from './proposals.ts';
import { type NotProved, type Proved, proveFix } from './prove.ts';
import type { Refusal } from './types.ts';

/** Walks that may be made to make one finding's alternatives whole. */
const maxWalks = 12;

/** The ways to mend one finding. */
export interface Alternatives {
  /** Walked, and found to do what they promise; those without a secret first. */
  readonly offered: readonly Proved[];
  /** Walked, or not even that, and found wanting. */
  readonly unproved: readonly NotProved[];
  /** Where no edit may be made, and what to do in its place. */
  readonly refused: readonly Refusal[];
}

/**
 * Walks every way that a rule knows to mend a finding, and parts what may be offered from what may not. Where no way does it alone, one that raises
 * other findings is joined with what mends those.
 */
export function fixesFor(base: Examination, findingId: string): Alternatives {
  const { proposals, refused } = proposalsFor(base, findingId);
  const offered: Proved[] = [];
  const unproved: NotProved[] = [];
  for (const proposal of proposals) {
    const proved = proveFix(base, findingId, proposal);
    if ('fix' in proved) offered.push(proved);
    else unproved.push(proved);
  }
  if (offered.length === 0) offered.push(...joined(base, findingId, unproved));
  return { offered, unproved, refused };
}

/** The first of the ways that others make whole, as one change. */
function joined(base: Examination, findingId: string, unproved: readonly NotProved[]): Proved[] {
  const budget: Budget = { left: maxWalks };
  for (const { tried } of unproved) {
    const steps = tried && continued(base, findingId, tried, budget);
    const proposal = steps && together(base, steps);
    const proved = proposal && proveFix(base, findingId, proposal);
    if (proved && 'fix' in proved) return [proved];
  }
  return [];
}
