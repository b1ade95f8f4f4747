import type { Step } from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft } from '../../rule.ts';
import { retention } from './retention.ts';

/** A release that is made later than this after its build is no exception. */
const shortDays = 14;

/** Releases that take their files from a run that is over, when its artifacts are kept for a short time only. */
export function* releaseDrafts(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const said = new Set<Step>();
  for (const { run, jobs } of releaseRuns(analysis)) {
    // It follows the run that made them at once.
    if (run.event.name === 'workflow_run') continue;
    for (const job of jobs)
      for (const step of job.job.steps) {
        const from = said.has(step) || job.skippedSteps.includes(step) ? undefined : otherRun(step);
        if (from === undefined) continue;
        said.add(step);
        const days = retention(world, from.name, from.workflow);
        if (days > shortDays) continue;
        const uses = step.uses!;
        yield {
          at: locate(uses.at),
          severity: 'warning',
          certainty: 'likely',
          title: `The release takes an artifact of another run, which is gone after ${days} days`,
          message: `Job \`${job.id}\` downloads ${from.name === undefined ? 'artifacts' : `\`${from.name}\``} of a run that ended before. They are uploaded with \`retention-days: ${days}\`: when ${run.event.text} later than that, or the release is run again, there is nothing to download and it fails.`,
          chain: [
            { kind: 'event', text: run.event.text, state: 'holds' },
            { kind: 'step', text: `job ${job.id} downloads from another run`, location: locate(uses.at), state: 'maybe' },
          ],
          facts: ['art.ret', 'art.scope'],
          key: [job.id, from.name ?? ''],
          advice: 'Build in the release itself, keep the files longer, or put them into a draft release.',
        };
      }
  }
}

interface OtherRun {
  readonly name: string | undefined;
  readonly workflow: string | undefined;
}

function otherRun(step: Step): OtherRun | undefined {
  const uses = step.uses?.at.text ?? '';
  const input = (name: string): string | undefined => {
    const value = step.with.find((p) => p.name === name)?.value;
    return value?.kind === 'scalar' && !value.text.includes('${{') ? value.text : undefined;
  };
  const given = step.with.find((p) => p.name === 'run-id')?.value;
  const runId = given?.kind === 'scalar' ? given.text : undefined;
  if (/^actions\/download-artifact@/.test(uses) && runId !== undefined && !/github\.run_id/.test(runId))
    return { name: input('name'), workflow: undefined };
  // A fork of it looks for the latest run of a workflow.
  if (/^dawidd6\/action-download-artifact@/.test(uses)) return { name: input('name'), workflow: input('workflow') };
  return undefined;
}
