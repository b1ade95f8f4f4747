import type { Concurrency } from '../../../actions/index.ts';
import type { Effect, JobRun, Run } from '../../../chain/index.ts';

/** A concurrency and what it holds of a run. */
export interface Scope {
  readonly concurrency: Concurrency;
  /** Job that it belongs to; undefined for the one of a workflow. */
  readonly job: string | undefined;
  /** It stands in a called workflow: its inputs are the caller's to give. */
  readonly called: boolean;
  readonly effects: readonly Effect[];
}

/** Every concurrency that a run passes: its workflow's, its jobs', and those of the workflows that it calls. */
export function scopesOf(run: Run): Scope[] {
  const own = run.workflow.concurrency;
  const out: Scope[] = own ? [{ concurrency: own, job: undefined, called: false, effects: run.effects }] : [];
  for (const job of run.jobs) out.push(...ofJob(job, run, false));
  return out;
}

function ofJob(job: JobRun, run: Run, called: boolean): Scope[] {
  if (job.runs === false) return [];
  const effects = job.callee?.effects ?? run.effects.filter((e) => e.job === job.job);
  const out: Scope[] = job.job.concurrency ? [{ concurrency: job.job.concurrency, job: job.id, called, effects }] : [];
  if (job.callee === undefined) return out;
  if (job.callee.workflow.concurrency) out.push({ concurrency: job.callee.workflow.concurrency, job: job.id, called: true, effects });
  for (const inner of job.callee.jobs) out.push(...ofJob(inner, job.callee, true));
  return out;
}
