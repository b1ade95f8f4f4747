import type { Analysis } from '../../../chain/index.ts';
import { type Change, get, isMap, quoteScalar } from '../../../source/index.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { changed } from '../../fixes/parts/places.ts';
import { addTrigger } from '../../fixes/parts/triggers.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { BadCall } from './calls.ts';

const check = 'The next run of the workflow starts its jobs.';

/** The checkout action as other jobs of the tree write it. */
function checkoutOf({ workflows }: Analysis['world']): string {
  const all = workflows.flatMap((w) => w.jobs.flatMap((j) => j.steps.flatMap((s) => s.uses?.at.text ?? [])));
  return all.find((text) => /^actions\/checkout@/.test(text)) ?? 'actions/checkout@v5';
}

/** What a workflow calls, as it is there. */
export function* mendCall({ at: node, remedy }: BadCall, { world }: Analysis): Generator<Proposal | Refusal> {
  const workflow = world.workflow(node.file.path);
  const place = workflow && nodeAt(workflow.parsed.root, node.span.start);
  if (workflow === undefined || place === undefined) return;
  const put = (id: string, title: string, changes: Proposal['changes'], tradeoffs: readonly string[] = []): Proposal => ({
    id,
    title,
    changes,
    tradeoffs,
    check,
  });
  const given = get(workflow.parsed.root, ...place.at.slice(0, -1));
  const without: Change = { op: 'remove', at: isMap(given) && given.entries.length === 1 ? place.at.slice(0, -1) : place.at };
  switch (remedy.as) {
    case 'file':
      yield put('path', `call \`${remedy.path}\``, [
        changed(workflow.path, { op: 'set', at: place.at, value: quoteScalar(node.text.replace(remedy.missing, remedy.path)) }),
      ]);
      return;
    case 'callable': {
      const called = world.workflow(remedy.path);
      const changes = called === undefined ? [] : addTrigger(called, 'workflow_call');
      if (changes.length > 0) yield put('workflow-call', `let ${remedy.path} be called`, [changed(remedy.path, ...changes)]);
      return;
    }
    case 'input':
      if (remedy.near !== undefined)
        yield put('input', `give it as \`${remedy.near}\``, [changed(workflow.path, { op: 'rename-key', at: place.at, to: remedy.near })]);
      if (remedy.secret)
        yield put(
          'declared-secret',
          `leave it out of \`with\`: ${remedy.path} takes \`${remedy.name}\` as a secret`,
          [changed(workflow.path, without)],
          [`Pass \`${remedy.name}\` below \`secrets\` of the job.`],
        );
      else
        yield put(
          'no-input',
          `leave out \`${remedy.name}\`, which ${remedy.path} does not take`,
          [changed(workflow.path, without)],
          [`${remedy.path} has not looked at it since it lost the input: what it was for is not done.`],
        );
      return;
    case 'checkout':
      yield put(
        'checkout',
        'check the repository out first',
        [changed(workflow.path, { op: 'insert', at: [...place.at.slice(0, 3), 0], value: `uses: ${checkoutOf(world)}` })],
        ['The job takes a few seconds more.'],
      );
      return;
    case 'unknown':
      yield { refused: remedy.why, instead: remedy.instead };
  }
}
