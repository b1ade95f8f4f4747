import type { Edit } from '../../source/index.ts';
import { compareExaminations } from '../compare/index.ts';
import type { Comparison, DestinationChange } from '../compare/types.ts';
import type { Examination } from '../diagnose.ts';
import type { Finding, Severity } from '../report.ts';
import { editsOf, joinedOutcomes } from './composite.ts';
import { type Budget, mend, type Step } from './mend.ts';
import type { FileOutcome } from './outcome.ts';
import { isMendable } from './proposals.ts';
import { type Tried, tryFix } from './prove.ts';
import type { Refusal } from './types.ts';
import { brokenBy } from './verdicts.ts';

/** What a plan is to mend. */
export interface PlanScope {
  /** Ids of findings, or rules; every error, and what else breaks a destination, when neither is given. */
  readonly findings?: readonly string[];
  readonly rules?: readonly string[];
  /** Id of the only way to take for those that are named. */
  readonly fix?: string;
  /** Every warning too, also those that break no destination. */
  readonly all?: boolean;
}

/** One step, walked in order and by itself. */
export interface PlannedStep extends Step {
  /** The same step on the tree as it is today; absent when it mends what an earlier step brings. */
  readonly alone?: Tried;
}

/** A finding that a plan leaves, and why. */
export interface Remaining {
  readonly finding: Finding;
  readonly why: readonly string[];
  readonly refused: readonly Refusal[];
}

export interface Plan {
  readonly base: Examination;
  readonly end: Examination;
  readonly steps: readonly PlannedStep[];
  /** Destinations of which some finding stood in the way, or that changed. */
  readonly destinations: readonly DestinationChange[];
  readonly comparison: Comparison;
  readonly remains: readonly Remaining[];
  /** All steps in one go, for the tree as it is today. */
  readonly edits: readonly Edit[];
  readonly outcomes: readonly FileOutcome[];
}

/** Walks that a plan may make in all. */
const maxWalks = 60;
const maxSteps = 16;
const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Mends findings one after another on the tree that the steps before have made: errors before warnings, without a secret where that can be. A step
 * may raise a finding that the next one mends, but nothing new stands after the last.
 *
 * @param tell is given each finding before its ways are walked, for those who wait
 */
export function planFixes(base: Examination, scope: PlanScope = {}, tell: (finding: Finding) => void = () => {}): Plan {
  const budget: Budget = { left: maxWalks };
  const steps: Step[] = [];
  const remains = new Map<string, Remaining>();
  let end = base;
  for (;;) {
    const next = wanted(end, base, scope).find((f) => !remains.has(f.id));
    if (next === undefined) break;
    tell(next);
    if (budget.left <= 0 || steps.length >= maxSteps) {
      remains.set(next.id, {
        finding: next,
        why: ['The search for a plan ended before its turn; mend it by itself once these steps are done.'],
        refused: [],
      });
      continue;
    }
    const made = isMendable(next.rule)
      ? mend(end, next.id, budget, isNamed(next, scope) && scope.fix !== undefined ? { prefer: scope.fix } : {})
      : undefined;
    if (made === undefined || made.steps.length === 0) {
      const why = made === undefined ? [] : made.unproved.map(({ proposal, why }) => `${proposal.title}: ${why}`);
      remains.set(next.id, { finding: next, why, refused: made?.refused ?? [] });
      continue;
    }
    steps.push(...made.steps);
    end = made.steps.at(-1)!.tried.after;
  }
  return planOf(base, steps, [...remains.values()]);
}

/** Steps that were chosen one after another, each for the tree that the one before left, as a plan. */
export function planOf(base: Examination, steps: readonly Step[], remains: readonly Remaining[] = []): Plan {
  const end = steps.at(-1)?.tried.after ?? base;
  return {
    base,
    end,
    steps: steps.map((step) => ({ ...step, ...aloneOf(base, step) })),
    destinations: concerned(base, end),
    comparison: compareExaminations(base, end),
    remains: remains.filter(({ finding }) => end.report.findings.some((f) => f.id === finding.id)),
    edits: editsOf(steps),
    outcomes: joinedOutcomes(steps),
  };
}

/** Findings of a tree that the plan is to mend, gravest first. What a step brought is always among them. */
function wanted(now: Examination, base: Examination, scope: PlanScope): Finding[] {
  const { findings, rules, all } = scope;
  const chosen = (f: Finding): boolean => {
    if (findings !== undefined || rules !== undefined) return isNamed(f, scope);
    if (f.severity === 'note') return false;
    return all === true || f.severity === 'error' || brokenBy(now.report, f.id).length > 0;
  };
  const known = new Set(base.report.findings.map((f) => f.id));
  const late = (f: Finding): boolean => now !== base && !known.has(f.id) && f.severity === 'error';
  return now.report.findings.filter((f) => chosen(f) || late(f)).sort((a, b) => rank[a.severity] - rank[b.severity]);
}

function isNamed(finding: Finding, { findings, rules }: PlanScope): boolean {
  return (findings?.includes(finding.id) ?? false) || (rules?.includes(finding.rule) ?? false);
}

/** The walk after one step by itself, on the tree as it is today. */
function aloneOf(base: Examination, { finding, before, tried }: Step): { alone: Tried } | undefined {
  if (before === base) return { alone: tried };
  if (!base.report.findings.some((f) => f.id === finding.id)) return undefined;
  const alone = tryFix(base, finding.id, tried.proposal);
  return 'why' in alone ? undefined : { alone };
}

function concerned(base: Examination, end: Examination): DestinationChange[] {
  const blocked = new Set(base.report.destinations.filter((d) => d.verdict !== 'reached' || d.routes.some((r) => r.because.length > 0)));
  return base.report.destinations.flatMap((d): DestinationChange[] => {
    const after = end.report.destinations.find((o) => o.id === d.id && o.kind === d.kind)?.verdict ?? 'absent';
    return blocked.has(d) || after !== d.verdict ? [{ id: d.id, before: d.verdict, after }] : [];
  });
}
