import type { Step } from '../actions/index.ts';
import type { Analysis, Run } from '../chain/index.ts';
import { releaseRuns } from './release-jobs.ts';

/** Steps with which the jobs of a release hand files to each other. */
export interface HandedOver {
  readonly run: Run;
  readonly steps: readonly { readonly step: Step; readonly job: string }[];
}

const known = new WeakMap<Analysis, readonly HandedOver[]>();

/** The runs of releases that both upload and download artifacts, one for each workflow; found once. */
export function handedOver(analysis: Analysis): readonly HandedOver[] {
  const before = known.get(analysis);
  if (before) return before;
  const out: HandedOver[] = [];
  const seen = new Set<Step>();
  for (const { run, jobs } of releaseRuns(analysis)) {
    const steps = [...jobs].flatMap((j) =>
      j.job.steps.flatMap((step) =>
        /^actions\/(?:up|down)load-artifact@/i.test(step.uses?.at.text ?? '') && !j.skippedSteps.includes(step) ? [{ step, job: j.id }] : [],
      ),
    );
    const both = ['upload', 'download'].every((what) => steps.some((s) => s.step.uses!.at.text.includes(what)));
    const fresh = steps.filter((s) => !seen.has(s.step));
    if (!both || fresh.length === 0) continue;
    for (const s of fresh) seen.add(s.step);
    const order = (s: { readonly step: Step }): number => s.step.node.span.start;
    out.push({ run, steps: [...fresh].sort((a, b) => order(a) - order(b)) });
  }
  known.set(analysis, out);
  return out;
}

/** Whether a step hands files of a release over. */
export function handsOver(step: Step, analysis: Analysis): boolean {
  return handedOver(analysis).some((h) => h.steps.some((s) => s.step === step));
}
