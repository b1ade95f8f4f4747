import type { Concurrency, Workflow } from '../../../actions/index.ts';
import { type Analysis, type JobRun, locate, type Run } from '../../../chain/index.ts';
import { listed, targetText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { mayRelease, versionTargets } from '../../version-effects.ts';
import { groupOf, onOneBranch } from './groups.ts';
import type { Held as Subject } from './subject.ts';

/**
 * A called workflow whose group comes out as the caller's: `github.workflow` is the caller's name there. The call waits for the run that it is a
 * part of, and GitHub cancels it.
 */
export function* deadlocks({ declared, world }: Analysis): Generator<Draft> {
  const said = new Set<Concurrency>();
  for (const runs of declared.values())
    for (const run of runs) {
      const { concurrency } = run.workflow;
      if (concurrency === undefined || !mayRelease(run)) continue;
      const event = onOneBranch(run.event, world);
      const outer = groupOf(concurrency, event, run.workflow, world, false);
      if (outer === undefined) continue;
      for (const { inner, job, callee } of within(run.jobs)) {
        if (said.has(inner) || groupOf(inner, event, run.workflow, world, callee !== undefined) !== outer) continue;
        const names = [
          ...new Set((job.callee?.effects ?? run.effects.filter((e) => e.job === job.job)).flatMap((e) => versionTargets(e, world).map(targetText))),
        ];
        if (names.length === 0) continue;
        said.add(inner);
        yield draftOf({ run, outer: concurrency, inner, job, callee, names });
      }
    }
}

interface Held {
  readonly inner: Concurrency;
  readonly job: JobRun;
  /** The called workflow whose group it is; undefined for a job's own. */
  readonly callee: Workflow | undefined;
}

function within(jobs: readonly JobRun[]): Held[] {
  return jobs.flatMap((job) => {
    if (job.runs === false) return [];
    const own: Held[] = job.job.concurrency ? [{ inner: job.job.concurrency, job, callee: undefined }] : [];
    const called = job.callee?.workflow.concurrency;
    return [...own, ...(called ? [{ inner: called, job, callee: job.callee!.workflow }] : [])];
  });
}

function draftOf(d: Held & { readonly run: Run; readonly outer: Concurrency; readonly names: readonly string[] }): Draft {
  const { run, outer, inner, job, callee, names } = d;
  const at = locate(inner.group!);
  const which = callee ? `${callee.path}, which job \`${job.id}\` calls,` : `Job \`${job.id}\``;
  return {
    at,
    severity: 'error',
    certainty: 'proven',
    title: `${callee?.path ?? `Job ${job.id}`} waits for the run that it belongs to`,
    message: `${which} is in the same concurrency group as the run of ${run.workflow.path} that it belongs to${callee ? ': in a called workflow `github.workflow` is the name of the caller' : ''}. The run holds the group until its jobs are done, and the job waits for the group, so GitHub cancels it and ${listed(names)} ${names.length === 1 ? 'is' : 'are'} never reached.`,
    chain: [
      { kind: 'workflow', text: `${run.workflow.path} holds the group ${outer.group?.text ?? ''}`, location: locate(outer.group!), state: 'holds' },
      { kind: 'job', text: `job ${job.id} needs the same group`, location: at, state: 'cut' },
    ],
    facts: ['conc.reuse', 'conc.scope'],
    key: [job.id, inner.group?.text ?? ''],
    subject: { why: 'deadlock', concurrency: inner, event: run.event } satisfies Subject,
    advice: callee
      ? 'Give the called workflow a group with a name of its own, or none: the caller already has one.'
      : 'Give the job a group with a name of its own.',
  };
}
