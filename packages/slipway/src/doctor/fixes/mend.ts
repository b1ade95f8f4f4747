import { compareExaminations } from '../compare/index.ts';
import type { Examination } from '../diagnose.ts';
import type { Finding } from '../report.ts';
import { isMendable, proposalsFor } from './proposals.ts';
import { type NotProved, objection, proveFix, type Tried } from './prove.ts';
import { raised } from './raised.ts';
import type { Refusal } from './types.ts';

/** One change of several that go in order. */
export interface Step {
  /** What it mends, in the tree before it. */
  readonly finding: Finding;
  readonly before: Examination;
  readonly tried: Tried;
}

/** Walks that a search may still make. */
export interface Budget {
  left: number;
}

/** Steps that mend a finding together, or why there are none. */
export interface Mended {
  readonly steps: readonly Step[];
  readonly unproved: readonly NotProved[];
  readonly refused: readonly Refusal[];
}

/** Findings that one change raises and the next mends, one after another. */
const maxDepth = 4;

/**
 * Mends one finding: by the first proposal that is proved, or whose new findings can be mended in turn, so that after the last step nothing new
 * stands and nothing is worse than before the first. One that needs a secret is taken only when none without does it.
 *
 * @param prefer id of the only way to take
 */
export function mend(base: Examination, findingId: string, budget: Budget, { depth = 1, prefer }: { depth?: number; prefer?: string } = {}): Mended {
  const { proposals, refused } = proposalsFor(base, findingId);
  const unproved: NotProved[] = [];
  const later: Tried[] = [];
  for (const proposal of proposals) {
    // `app-token+skip-marker` begins with the way `app-token`.
    if (prefer !== undefined && proposal.id !== prefer && !prefer.startsWith(`${proposal.id}+`)) continue;
    if (budget.left-- <= 0) break;
    const made = proveFix(base, findingId, proposal);
    if ('fix' in made) return { steps: [stepOf(base, made)], unproved, refused };
    unproved.push(made);
    if (made.tried === undefined) continue;
    if (proposal.secret !== undefined) later.push(made.tried);
    else {
      const steps = continued(base, findingId, made.tried, budget, depth);
      if (steps) return { steps, unproved, refused };
    }
  }
  for (const tried of later) {
    const steps = continued(base, findingId, tried, budget, depth);
    if (steps) return { steps, unproved, refused };
  }
  return { steps: [], unproved, refused };
}

/** The steps that make a change whole which mends its finding and raises others; undefined when they do not end well. */
export function continued(base: Examination, findingId: string, first: Tried, budget: Budget, depth = 1): Step[] | undefined {
  if (!first.comparison.gone.some((f) => f.id === findingId)) return undefined;
  const steps = [stepOf(base, first)];
  for (let { after, comparison } = first; ; comparison = compareExaminations(base, after)) {
    const open = raised(base, comparison);
    const next = open[0];
    if (next === undefined) return objection(base, first.finding, after, comparison) === undefined ? steps : undefined;
    if (steps.length + depth > maxDepth || !open.every((f) => isMendable(f.rule))) return undefined;
    const more = mend(after, next.id, budget, { depth: depth + 1 }).steps;
    if (more.length === 0) return undefined;
    steps.push(...more);
    after = more.at(-1)!.tried.after;
  }
}

function stepOf(before: Examination, tried: Tried): Step {
  return { finding: tried.finding, before, tried };
}
