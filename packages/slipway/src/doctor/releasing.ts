import type { Job, Workflow } from '../actions/index.ts';
import { type Analysis, declaredEvents, type Effect, perform, type Run } from '../chain/index.ts';
import { mayRelease, versionTargets } from './version-effects.ts';

export interface Releasing {
  /** Those with a job that delivers something of a version, and those that call them. */
  readonly workflows: ReadonlySet<Workflow>;
  /** Jobs that deliver something of a version. */
  readonly jobs: ReadonlySet<Job>;
  /** Jobs that change this repository or publish: what they are given matters. */
  readonly writers: ReadonlySet<Job>;
  /** Events with which a job may run, as `push` or `pull_request: closed`. */
  readonly events: ReadonlyMap<Job, ReadonlySet<string>>;
}

const known = new WeakMap<Analysis, Releasing>();
const writes: ReadonlySet<Effect['deed']['kind']> = new Set([
  'tag',
  'release',
  'branch',
  'package',
  'image',
  'pull-request',
  'dispatch',
  'tap',
  'deploy',
  'pages',
]);

/** Which workflows and jobs of a tree have to do with a release: found once for all rules. */
export function releasing(analysis: Analysis): Releasing {
  const before = known.get(analysis);
  if (before) return before;
  const workflows = new Set<Workflow>();
  const jobs = new Set<Job>();
  const writers = new Set<Job>();
  const events = new Map<Job, Set<string>>();
  for (const run of runsOf(analysis)) {
    reach(run, run.event.activity === undefined ? run.event.name : `${run.event.name}: ${run.event.activity}`, events);
    if (!mayRelease(run)) continue;
    for (const e of run.effects) {
      if (e.happens === false) continue;
      if (writes.has(e.deed.kind)) writers.add(e.job);
      if (versionTargets(e, analysis.world).length === 0) continue;
      jobs.add(e.job);
      workflows.add(e.workflow);
      workflows.add(run.workflow);
    }
  }
  const found = { workflows, jobs, writers, events };
  known.set(analysis, found);
  return found;
}

function reach(run: Run, event: string, events: Map<Job, Set<string>>): void {
  for (const { job, runs, callee } of run.jobs) {
    if (runs === false) continue;
    events.set(job, (events.get(job) ?? new Set()).add(event));
    if (callee) reach(callee, event, events);
  }
}

/** Also those of files that GitHub refuses: what is wrong in their scripts stays wrong when the file is mended. */
function* runsOf({ declared, world, families }: Analysis): Generator<Run> {
  for (const runs of declared.values()) yield* runs;
  for (const w of world.workflows)
    if (w.problems.some((p) => p.effect === 'refused')) for (const e of declaredEvents(w, world, families)) yield perform(e, w, world);
}
