import type { Job, Val } from '../actions/index.ts';
import { githubContext, type Scope } from './contexts.ts';
import type { Recorder } from './recorder.ts';
import type { Effect, JobRun, Opaque } from './types.ts';
import { textOf, Watch } from './watch.ts';

/** A job as it was carried out once. */
interface Kept {
  /** What the jobs before it left. */
  readonly before: string;
  readonly watch: Watch;
  readonly run: JobRun;
  readonly effects: readonly Effect[];
  readonly opaque: readonly Opaque[];
  readonly tags: readonly Val[];
}

/** By the memo of the runs, because what is assumed of secrets differs between worlds. */
const kept = new WeakMap<object, Map<Job, Kept[]>>();
const mostKept = 16;

/**
 * Carries out a job of the workflow that an event starts, or takes what an earlier event gave: most jobs look at little of the event, and a
 * job that sees the same does the same.
 */
export function rememberedJob(
  job: Job,
  scope: Scope,
  done: ReadonlyMap<string, JobRun>,
  recorder: Recorder,
  carryOut: (scope: Scope) => JobRun,
): JobRun {
  const ofWorld = kept.get(scope.world.runs) ?? new Map<Job, Kept[]>();
  kept.set(scope.world.runs, ofWorld);
  const earlier = ofWorld.get(job) ?? [];
  ofWorld.set(job, earlier);
  const facts = { event: scope.event, github: githubContext(scope), inputs: scope.inputs };
  const before = textBefore(job, done, recorder);
  const same = earlier.find((k) => k.before === before && k.watch.holds(facts));
  if (same) {
    recorder.effects.push(...same.effects);
    recorder.opaque.push(...same.opaque);
    recorder.tags.push(...same.tags);
    return same.run;
  }
  const watch = new Watch(facts);
  const at = { effects: recorder.effects.length, opaque: recorder.opaque.length, tags: recorder.tags.length };
  const run = carryOut({
    ...scope,
    event: watch.event,
    get inputs() {
      return watch.inputs;
    },
  });
  watch.close();
  if (earlier.length < mostKept)
    earlier.push({
      before,
      watch,
      run,
      effects: recorder.effects.slice(at.effects),
      opaque: recorder.opaque.slice(at.opaque),
      tags: recorder.tags.slice(at.tags),
    });
  return run;
}

/** What a job sees of the jobs before it: how those that it needs ended, the tags made so far; effects are numbered. */
function textBefore(job: Job, done: ReadonlyMap<string, JobRun>, recorder: Recorder): string {
  const seen = new Set<string>();
  const parts: string[] = [String(recorder.effects.length), ...recorder.tags.map(textOf)];
  const visit = (id: string): void => {
    const run = done.get(id);
    if (run === undefined || seen.has(id)) return;
    seen.add(id);
    parts.push(id, textOfRun(run));
    for (const need of run.job.needs) visit(need.text);
  };
  for (const need of job.needs) visit(need.text);
  return parts.join('\n');
}

const texts = new WeakMap<JobRun, string>();

function textOfRun(run: JobRun): string {
  let text = texts.get(run);
  if (text === undefined) {
    text = JSON.stringify([[...run.results], run.openOutputs, [...run.outputs].map(([name, value]) => [name, textOf(value)])]);
    texts.set(run, text);
  }
  return text;
}
