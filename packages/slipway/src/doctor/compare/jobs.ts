import type { JobRun } from '../../chain/index.ts';
import type { Examination } from '../diagnose.ts';

/** Whether a job may run for any event that its workflow waits for, or that calls it; false for one that is not there. */
export function mayRun(path: string, job: string, { analysis }: Examination): boolean {
  const among = (jobs: readonly JobRun[]): boolean =>
    jobs.some((j) => j.runs !== false && ((j.id === job && j.workflow.path === path) || (j.callee !== undefined && among(j.callee.jobs))));
  const own = analysis.declared.get(path) ?? [];
  if (own.some((run) => among(run.jobs))) return true;
  return [...analysis.declared.values()].some((runs) => runs.some((run) => among(run.jobs)));
}
