import { type Analysis, type JobRun, type Run, targetsOf, type World } from '../chain/index.ts';

const known = new WeakMap<Run, ReadonlySet<JobRun>>();

/**
 * The jobs of a run without which its release is not made: those that deliver something, and those that they need, directly or not. Jobs of
 * called workflows are among them. Empty when the run delivers nothing.
 */
export function releaseJobs(run: Run, world: World): ReadonlySet<JobRun> {
  const before = known.get(run);
  if (before) return before;
  const delivering = new Set(run.effects.filter((e) => e.happens !== false && targetsOf(e, world).length > 0).map((e) => e.job));
  const found = new Set<JobRun>();
  const delivers = (job: JobRun): boolean => delivering.has(job.job) || (job.callee?.jobs.some(delivers) ?? false);
  const needed = (job: JobRun, among: readonly JobRun[]): void => {
    if (found.has(job) || job.runs === false) return;
    found.add(job);
    // A call succeeds when every job of the called workflow does.
    for (const inner of job.callee?.jobs ?? []) needed(inner, job.callee!.jobs);
    for (const { text } of job.job.needs) {
      const other = among.find((one) => one.id === text);
      if (other) needed(other, among);
    }
  };
  for (const job of run.jobs) if (delivers(job)) needed(job, run.jobs);
  known.set(run, found);
  return found;
}

/** Runs that may release something: of a pull request only those of a merge. */
export function* releaseRuns(analysis: Analysis): Generator<{ readonly run: Run; readonly jobs: ReadonlySet<JobRun> }> {
  for (const runs of analysis.declared.values())
    for (const run of runs) {
      if (run.event.name.startsWith('pull_request') && run.event.activity !== 'closed') continue;
      const jobs = releaseJobs(run, analysis.world);
      if (jobs.size > 0) yield { run, jobs };
    }
}
