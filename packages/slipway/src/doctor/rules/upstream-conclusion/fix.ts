import { onlyAfterSuccess } from '../../fixes/parts/after-success.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Follower } from './rule.ts';

/** Asks how the upstream run ended; a job on which nothing rests does not decide about it. */
export const fix: Fixer<Follower> = function* ({ subject }) {
  const { workflow, upstream, optional } = subject;
  if (optional === undefined) {
    yield {
      id: 'after-success',
      title: `Run ${workflow.path} only after a run of ${upstream.displayName} that succeeded`,
      changes: onlyAfterSuccess(workflow),
      tradeoffs: ['A run that was cancelled, or that failed in a job without weight, holds it back too.'],
      check: `After a failed run of ${upstream.path} the run of ${workflow.path} is there, and its jobs are skipped.`,
    };
    return;
  }
  if (optional.uses) {
    yield {
      refused: `Job \`${optional.id}\` of ${upstream.path} calls a workflow, and such a job knows no \`continue-on-error\`.`,
      instead: 'Give the jobs of the called workflow `continue-on-error: true`, or call it from a workflow of its own.',
    };
    return;
  }
  yield {
    id: 'continue-on-error',
    title: `Let a failure of job \`${optional.id}\` not fail the whole run of ${upstream.path}`,
    changes: [changed(upstream.path, { op: 'set', at: inJob(optional, 'continue-on-error'), value: 'true', place: { after: 'runs-on' } })],
    tradeoffs: [`A failure of \`${optional.id}\` is seen in its own log alone: the run is green.`],
    check: `When \`${optional.id}\` fails, ${workflow.path} runs all the same.`,
  };
};
