import { matchFilters, type Str, type Workflow } from '../../../actions/index.ts';
import { type Analysis, baseName, calledWorkflow } from '../../../chain/index.ts';
import { type Change, type FileChange, get, isSeq, quoteScalar } from '../../../source/index.ts';
import { onlyAfterSuccess } from '../../fixes/parts/after-success.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { listOf, removeTrigger } from '../../fixes/parts/triggers.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import type { DeadWait } from './rule.ts';

const names = ['on', 'workflow_run', 'workflows'] as const;

/** Lets the wait name runs that there are; and since it fires from then on, however these end, only after those that succeeded. */
export const fix: Fixer<DeadWait> = function* ({ subject, analysis }) {
  switch (subject.why) {
    case 'unnamed':
      yield* named(subject, analysis);
      break;
    case 'called':
      yield* calling(subject, analysis);
      break;
    case 'filtered':
      yield* unfiltered(subject, analysis);
  }
};

function* named({ listener, name, meant }: DeadWait, analysis: Analysis): Generator<Proposal | Refusal> {
  const [near] = meant;
  if (near === undefined) {
    yield* withoutName(listener, name, analysis);
    return;
  }
  if (near.name === undefined && !analysis.world.workflows.some((w) => w.displayName === name.text))
    yield proposal('name', `Name ${near.path} "${name.text}", as ${listener.path} waits for it`, listener, [
      [changed(near.path, { op: 'set', at: ['name'], value: quoteScalar(name.text), place: { first: true } })],
      // Whoever else waits for this name starts from now on too.
      ...analysis.world.workflows.filter((w) => waitsFor(w, name.text) && isDelivery(w)).map(onlyAfterSuccess),
      onlyAfterSuccess(listener),
    ]);
  yield proposal('wait-for-name', `Let ${listener.path} wait for "${near.displayName}", as ${near.path} is called`, listener, [
    [changed(listener.path, ...nameIs(listener, name, near.displayName))],
    onlyAfterSuccess(listener),
  ]);
}

/** Nothing here is called anything like it: it may be gone for good. */
function* withoutName(listener: Workflow, name: Str, { world }: Analysis): Generator<Proposal | Refusal> {
  const trigger = listener.triggers.find((t) => t.event === 'workflow_run');
  const others = trigger?.workflows?.filter((n) => n !== name && world.workflows.some((w) => w.displayName === n.text)) ?? [];
  const node = get(listener.parsed.root, ...names);
  const index = isSeq(node) ? node.items.indexOf(name) : -1;
  if (others.length > 0 && index !== -1) {
    yield {
      id: 'drop-name',
      title: `Take the name "${name.text}", which no workflow has, out of the trigger of ${listener.path}`,
      changes: [changed(listener.path, { op: 'remove', at: [...names, index] })],
      tradeoffs: ['Nothing that starts today stops; a workflow that gets this name later starts nothing.'],
      check: `\`gh workflow list\` names every workflow that ${listener.path} waits for.`,
    };
    return;
  }
  yield {
    refused: `Nothing tells which workflow "${name.text}" is meant to be.`,
    instead: `Write the name of one of these under \`workflow_run\`: ${listed(
      world.workflows.filter((w) => w !== listener).map((w) => `"${w.displayName}"`),
      8,
    )}.`,
  };
  if (trigger?.workflows?.length !== 1 || !listener.triggers.some((t) => t.event === 'workflow_dispatch')) return;
  const changes = removeTrigger(listener, 'workflow_run');
  if (changes.length > 0)
    yield {
      id: 'drop-trigger',
      title: `Take the trigger that never fires out of ${listener.path}`,
      changes: [changed(listener.path, ...changes)],
      tradeoffs: [`${listener.path} starts as it does today, without this trigger: whoever reads it sees that it does not follow another workflow.`],
      check: `\`gh run list --workflow ${baseName(listener.path)} --event workflow_run\` was empty before, and stays so.`,
    };
}

/** The runs of a called workflow belong to its callers. */
function* calling({ listener, meant }: DeadWait, { world }: Analysis): Generator<Proposal> {
  const callers = world.workflows.filter((w) =>
    w.jobs.some((j) => j.uses && meant.includes(calledWorkflow(j.uses.is, { workflow: w }, world)!) && w !== listener),
  );
  if (callers.length === 0 || callers.some((w) => w.triggers.every((t) => t.event === 'workflow_call'))) return;
  const texts = callers.map((w) => w.displayName);
  yield proposal('wait-for-caller', `Let ${listener.path} wait for ${listed(texts.map((t) => `"${t}"`))}, to whose runs the jobs belong`, listener, [
    [changed(listener.path, { op: 'set', at: names, value: listOf(texts) })],
    onlyAfterSuccess(listener),
  ]);
}

/** The filter takes the refs from which the awaited workflows run. */
function* unfiltered({ listener, meant }: DeadWait, analysis: Analysis): Generator<Proposal> {
  const trigger = listener.triggers.find((t) => t.event === 'workflow_run');
  const patterns = meant.flatMap((w) => w.triggers.flatMap((t) => (t.event === 'push' ? [...(t.tags ?? []), ...(t.branches ?? [])] : [])));
  const key = trigger?.branches ? 'branches' : 'branches-ignore';
  const texts = [...new Set(patterns.map((p) => p.text))].filter((t) => !t.startsWith('!'));
  const known = (trigger?.branches ?? []).map((p) => p.text);
  if (texts.length > 0 && key === 'branches' && !texts.every((t) => matchFilters(known, t)))
    yield proposal(
      'filter',
      `Let the filter of ${listener.path} take ${listed(texts.map((t) => `"${t}"`))}, from which ${listed(meant.map((w) => w.path))} runs`,
      listener,
      [[changed(listener.path, { op: 'set', at: ['on', 'workflow_run', key], value: listOf(texts) })], onlyAfterSuccess(listener)],
    );
  const tags = meant.some((w) => (analysis.declared.get(w.path) ?? []).some((r) => r.event.refType === 'tag'));
  yield {
    ...proposal('no-filter', `Take the branch filter of ${listener.path} away`, listener, [
      [changed(listener.path, { op: 'remove', at: ['on', 'workflow_run', key] })],
      onlyAfterSuccess(listener),
    ]),
    tradeoffs: [
      `It starts after every run of ${listed(meant.map((w) => w.path))}, from whatever ${tags ? 'branch or tag' : 'branch'}.`,
      'The run is one of the default branch: what it checks out without `ref:` is that branch.',
    ],
  };
}

function proposal(id: string, title: string, listener: Workflow, parts: readonly (readonly FileChange[])[]): Proposal {
  const conditions = parts.at(-1)!.length > 0;
  return {
    id,
    title,
    changes: together(...parts),
    tradeoffs: [
      `${listener.path} starts from now on, on the default branch, with what that branch has: it did not run before.`,
      ...(conditions ? ['It is skipped after a run that failed or was cancelled.'] : []),
    ],
    check: `After the next run that it waits for, \`gh run list --workflow ${baseName(listener.path)} --event workflow_run\` shows one.`,
  };
}

/** Another name in the place of one. */
function nameIs(listener: Workflow, name: Str, other: string): Change[] {
  const node = get(listener.parsed.root, ...names);
  const index = isSeq(node) ? node.items.indexOf(name) : -1;
  return [{ op: 'set', at: index === -1 ? names : [...names, index], value: quoteScalar(other) }];
}

const waitsFor = (w: Workflow, name: string): boolean => w.triggers.some((t) => t.workflows?.some((n) => n.text === name));

const isDelivery = (w: Workflow): boolean => /release|publish|deploy/i.test(`${w.path} ${w.displayName}`);
