import { type Change, get, isMap } from '../../../source/index.ts';
import { addNeeds } from '../../fixes/parts/needs.ts';
import { changed, inStep } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { literally } from '../../patterns.ts';
import type { Lost } from './subject.ts';

/** Names what is asked for, or takes the question away. What a hop loses is carried by another way, which a person chooses. */
export const fix: Fixer<Lost | undefined> = function* ({ subject }) {
  if (subject?.why === 'needs') yield* asked(subject);
  else if (subject?.why === 'input') yield* unread(subject);
  else if (subject?.why === 'step') yield* nameless(subject);
};

function* asked({ workflow, job, ids, all }: Extract<Lost, { why: 'needs' }>): Generator<Proposal | Refusal> {
  const circle = ids.some((id) => reaches(id, job.id, workflow));
  if (!all || ids.length === 0 || circle) {
    yield {
      refused: circle
        ? `${listed(ids.map((id) => `\`${id}\``))} already waits for job \`${job.id}\`.`
        : 'There is no job of each name that is asked for.',
      instead: 'Ask for a job that is there and comes before.',
    };
    return;
  }
  yield {
    id: 'needs',
    title: `Let job \`${job.id}\` of ${workflow.path} need ${listed(ids.map((id) => `\`${id}\``))}, for which it asks`,
    changes: [changed(workflow.path, ...addNeeds(job, ids))],
    tradeoffs: [`\`${job.id}\` waits for them, and is skipped with them unless its condition says otherwise.`],
    check: `The run's picture shows a line from ${listed(ids)} to ${job.id}, and what is asked for is not empty.`,
  };
}

/** Whether a job waits for another, directly or not. */
function reaches(from: string, to: string, { jobs }: Lost['workflow']): boolean {
  const seen = new Set([from]);
  for (const id of seen) for (const need of jobs.find((j) => j.id === id)?.needs ?? []) seen.add(need.text);
  return seen.has(to);
}

function* unread({ workflow, name }: Extract<Lost, { why: 'input' }>): Generator<Proposal | Refusal> {
  const way = ['on', 'workflow_dispatch', 'inputs'];
  const inputs = get(workflow.parsed.root, ...way);
  if (!isMap(inputs)) return;
  const dispatch = get(workflow.parsed.root, 'on', 'workflow_dispatch');
  const last = inputs.entries.length === 1;
  const gone: Change =
    last && isMap(dispatch) && dispatch.entries.length === 1
      ? { op: 'set', at: ['on', 'workflow_dispatch'], value: '' }
      : { op: 'remove', at: last ? way : [...way, name] };
  yield {
    id: 'no-input',
    title: `Take input \`${name}\` away from ${workflow.path}, which does the same with every value`,
    changes: [changed(workflow.path, gone)],
    tradeoffs: [`A dispatch that passes \`${name}\` is refused from then on: scripts and documents that do have to leave it out.`],
    check: 'The form of the workflow asks for what is read, and for nothing else.',
  };
}

/** The one step that writes such an output and has no id gets it. */
function* nameless({ workflow, job, id, output }: Extract<Lost, { why: 'step' }>): Generator<Proposal | Refusal> {
  const writes = output === undefined ? undefined : new RegExp(`(?<![\\w-])${literally(output)}(?:=|<<)[\\s\\S]*?GITHUB_OUTPUT`);
  const steps = job.steps.filter((s) => writes?.test(s.run?.text ?? ''));
  const [step] = steps;
  if (step === undefined || steps.length > 1 || step.id !== undefined) {
    yield {
      refused: `No step of job \`${job.id}\` is the one that is meant.`,
      instead: `Give the step that makes it \`id: ${id}\`; what another job made comes as \`needs.<job>.outputs\`.`,
    };
    return;
  }
  yield {
    id: 'step-id',
    title: `Call the step of job \`${job.id}\` in ${workflow.path} that writes \`${output}\` \`${id}\``,
    changes: [changed(workflow.path, { op: 'set', at: inStep(step, job, 'id'), value: id, place: { before: 'run' } })],
    tradeoffs: ['What hangs on the value happens from now on.'],
    check: 'The next run goes on with the value where it was empty.',
  };
}
