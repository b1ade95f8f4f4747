import type { Job } from '../actions/index.ts';
import type { JobRun, Run } from './types.ts';

/**
 * The jobs that a job waits for (`needs`), directly or not, nearest first. Behind a job of which `follow` says no, none is looked for.
 */
export function neededJobs(job: Job, jobs: readonly Job[], follow: (job: Job) => boolean = () => true): readonly Job[] {
  const byId = new Map(jobs.map((j) => [j.id, j]));
  const found = new Set<Job>();
  // Whatever is added while the set is walked is walked too.
  const add = (waiting: Job): void => {
    for (const { text } of waiting.needs) {
      const need = byId.get(text);
      if (need !== undefined) found.add(need);
    }
  };
  add(job);
  for (const one of found) if (follow(one)) add(one);
  return [...found];
}

/** The same jobs as they are in a run. */
export function neededRuns(job: Job, jobs: readonly JobRun[]): readonly JobRun[] {
  const byJob = new Map(jobs.map((j) => [j.job, j]));
  return neededJobs(job, [...byJob.keys()]).map((j) => byJob.get(j)!);
}

/** Whether a job of a run waits for another one, directly or not. */
export function waitsFor(job: Job, id: string, { jobs }: Pick<Run, 'jobs'>): boolean {
  return neededRuns(job, jobs).some((j) => j.id === id);
}
