import type { Examination } from '../diagnose.ts';
import type { Fix } from '../report.ts';
import { setupOfPlan } from './output.ts';
import type { Plan } from './plan.ts';
import { fixOf } from './prove.ts';
import { reportEdits } from './report-edits.ts';
import type { Mendable } from './show.ts';

/** One finding with the ways to mend it, as data; a fix as in the doctor's report. */
export function alternativesData({ finding, alternatives }: Mendable): object {
  return {
    ...finding,
    fixes: alternatives.offered.map(({ fix }): Fix => fix),
    refused: alternatives.refused,
    notOffered: alternatives.unproved.map(({ proposal, why }) => ({ id: proposal.id, title: proposal.title, why })),
  };
}

/** Findings with the ways to mend them as JSON. Ends with a newline. */
export function formatAlternativesJson(base: Examination, findings: readonly object[]): string {
  return printed(base, { findings });
}

/** A plan as JSON: each step with its own edits, for the tree that the step before left; `edits` makes all of them in one go. Ends with a newline. */
export function formatPlanJson(plan: Plan): string {
  const { base } = plan;
  return printed(base, {
    steps: plan.steps.map(({ finding, before, tried, alone }) => ({
      finding: { ...finding, fixes: [] },
      fix: fixOf(before, tried),
      alone: alone === undefined ? null : alone.proof,
    })),
    destinations: plan.destinations,
    gone: plan.comparison.gone.map((f) => f.id),
    new: plan.comparison.fresh.map((f) => f.id),
    remains: plan.remains.map(({ finding, why, refused }) => ({ finding, why, refused })),
    setup: setupOfPlan(plan),
    edits: reportEdits((path) => base.tree.read(path), plan.edits),
  });
}

function printed({ report }: Examination, body: object): string {
  const { schemaVersion, tool, source, platform } = report;
  return `${JSON.stringify({ schemaVersion, tool, source, platform, ...body }, null, 2)}\n`;
}
