import type { Job } from '../../../actions/index.ts';
import type { Change } from '../../../source/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { addNeeds } from '../../fixes/parts/needs.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import type { Gate } from './beside.ts';

/** Lets what delivers wait for the gate; where the gate is skipped by design, its skip is no refusal. */
export const fix: Fixer<Gate | undefined> = function* ({ subject }) {
  if (subject === undefined) return;
  const { gate, workflow, jobs } = subject;
  const first = jobs.filter((j) => !jobs.some((o) => j.needs.some((n) => n.text === o.id)));
  yield {
    id: 'needs',
    title: `Let ${listed(first.map((j) => `\`${j.id}\``))} of ${workflow.path} wait for job \`${gate.id}\``,
    changes: [changed(workflow.path, ...first.flatMap((j) => [...addNeeds(j, [gate.id]), ...tolerating(gate, j)]))],
    tradeoffs: [
      'The run takes longer by as long as the gate takes.',
      ...(gate.if ? [`When \`${gate.id}\` is skipped by its own condition they run as before.`] : []),
    ],
    check: `A run that \`${gate.id}\` refuses delivers nothing.`,
  };
};

function tolerating(gate: Job, job: Job): Change[] {
  if (gate.if === undefined) return [];
  const result = `needs.${gate.id}.result`;
  const others = job.needs.map((n) => `needs.${n.text}.result == 'success'`);
  return demand(job.if, inJob(job, 'if'), ['!cancelled()', `(${result} == 'success' || ${result} == 'skipped')`, ...others], {
    before: job.uses ? 'uses' : 'runs-on',
  });
}
