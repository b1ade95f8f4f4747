import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, neededJobs } from '../../../chain/index.ts';
import { opened } from '../../opened.ts';

export interface Optional {
  readonly job: Job;
  /** Why it may well fail: half a sentence. */
  readonly why: string;
}

/**
 * A job behind the one that makes the release, which no other job needs, which may fail for reasons of its own (it fetches from elsewhere),
 * and whose failure fails the run.
 */
export function optionalJob(workflow: Workflow, analysis: Analysis): Optional | undefined {
  const needed = new Set(workflow.jobs.flatMap((j) => j.needs.map((n) => n.text)));
  const delivers = (job: Job): boolean =>
    opened(workflow, analysis)
      .ofJob(job)
      .some((e) => e.deed.kind === 'release' || e.deed.kind === 'package' || e.deed.kind === 'image');
  for (const job of workflow.jobs) {
    if (needed.has(job.id) || job.continueOnError !== undefined || job.if !== undefined || job.steps.length === 0) continue;
    if (!neededJobs(job, workflow.jobs).some((one) => delivers(one))) continue;
    const fetches = job.steps.find((s) => s.continueOnError?.value !== true && s.run && fetchesElsewhere(s.run.text));
    if (fetches) return { job, why: 'it fetches things from elsewhere, which may not be there' };
  }
  return undefined;
}

/** Data of another service: models, datasets, large files; not the package managers that every job uses. */
function fetchesElsewhere(script: string): boolean {
  return /\bhf_hub_download\b|\bhuggingface(?:-cli|_hub)\b|\bsnapshot_download\b|\b(?:aws s3 cp|gsutil cp|kaggle|gdown)\b/.test(script);
}
