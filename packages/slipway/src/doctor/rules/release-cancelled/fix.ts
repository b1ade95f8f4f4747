import type { Concurrency, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type Change, type NodePath, quoteScalar } from '../../../source/index.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import type { Held } from './subject.ts';

/** Lets a release wait for its turn, or have a group of its own, where it is cancelled today. */
export const fix: Fixer<Held> = function* ({ subject, analysis }) {
  const place = placeOf(subject.concurrency, analysis);
  if (place === undefined) return;
  if (subject.why === 'deadlock') yield renamed(place, subject.concurrency);
  else if (subject.why === 'evicted') yield* oneByOne(place, subject.concurrency, analysis);
  else yield* uncancelled(place, subject, analysis);
};

interface Place {
  readonly workflow: Workflow;
  readonly at: NodePath;
  /** Job that it belongs to. */
  readonly job?: string;
}

function placeOf(concurrency: Concurrency, { world }: Analysis): Place | undefined {
  for (const workflow of world.workflows) {
    if (workflow.concurrency === concurrency) return { workflow, at: ['concurrency'] };
    const job = workflow.jobs.find((j) => j.concurrency === concurrency);
    if (job) return { workflow, at: inJob(job, 'concurrency'), job: job.id };
  }
  return undefined;
}

const whose = ({ workflow, job }: Place): string => (job === undefined ? workflow.path : `job \`${job}\` of ${workflow.path}`);

/** Since that day a group can hold more than one run that waits (GitHub's changelog of that day). */
const QUEUES = '2026-05-07';

const canQueue = ({ world }: Analysis): boolean => world.host === 'github.com' && world.asOf >= QUEUES;

function* uncancelled(place: Place, { concurrency, event }: Held, analysis: Analysis): Generator<Proposal> {
  const group = concurrency.group?.text ?? '';
  const check = 'Start the workflow twice in a row: the first run goes on to its end.';
  // Tags have nothing in common that would have to wait.
  if (event.refType === 'tag' && !/github\.(?:ref|sha|run_id)/.test(group))
    yield {
      id: 'own-group',
      title: `Give each tag a concurrency group of its own in ${whose(place)}`,
      changes: [changed(place.workflow.path, ...grouped(place, `${group}-\${{ github.ref }}`))],
      tradeoffs: ['Releases of two tags run at the same time; each writes its own version.'],
      check: 'Push two tags, one right after the other: both runs go on to their end.',
    };
  const asked = place.workflow.triggers.some((t) => t.event === 'pull_request' || t.event === 'pull_request_target');
  if (asked && event.name !== 'pull_request')
    yield {
      id: 'pull-requests-only',
      title: `Cancel runs of pull requests only in ${whose(place)}`,
      changes: [changed(place.workflow.path, cancelling(place, "${{ startsWith(github.event_name, 'pull_request') }}"))],
      tradeoffs: [
        'A run of a release is carried out to its end, also when a newer one waits.',
        'Of several that wait, only the newest is kept: the ones between are dropped, and the newest has their commits.',
      ],
      check,
    };
  const queue = canQueue(analysis);
  yield {
    id: 'wait',
    title: `Let runs of ${whose(place)} wait for their turn`,
    changes: [
      changed(place.workflow.path, cancelling(place, 'false'), ...(queue ? [{ op: 'set' as const, at: [...place.at, 'queue'], value: 'max' }] : [])),
    ],
    tradeoffs: [
      'A newer run waits for the older one, however long that takes.',
      queue ? 'Up to a hundred runs wait in the order in which they came.' : 'Only one run waits: a third one takes the place of the second.',
    ],
    check,
  };
}

function cancelling({ at }: Place, value: string): Change {
  return { op: 'set', at: [...at, 'cancel-in-progress'], value };
}

/** `concurrency: name` becomes a mapping as soon as it says more. */
function grouped({ workflow, at, job }: Place, group: string): Change[] {
  const owner = job === undefined ? workflow.concurrency : workflow.jobs.find((j) => j.id === job)?.concurrency;
  const bare = owner?.group !== undefined && owner.span.start === owner.group.span.start;
  return [{ op: 'set', at: bare ? at : [...at, 'group'], value: quoteScalar(group) }];
}

/** A called workflow, or a job, that waits for its own run. */
function renamed(place: Place, { group }: Concurrency): Proposal {
  const name = place.job ?? place.workflow.path.replace(/^.*\/|\.ya?ml$/g, '');
  const text = group?.text ?? '';
  const fresh = /\$\{\{\s*github\.workflow\s*\}\}/.test(text) ? text.replace(/\$\{\{\s*github\.workflow\s*\}\}/, name) : `${text}-${name}`;
  return {
    id: 'own-name',
    title: `Give ${whose(place)} a concurrency group with a name of its own`,
    changes: [changed(place.workflow.path, ...grouped(place, fresh))],
    tradeoffs: ['Runs of other workflows that shared the group by its old name no longer wait for this one.'],
    check: 'Start the calling workflow: the run is not cancelled.',
  };
}

/** Tags that are pushed together. */
function* oneByOne(place: Place, { group, cancelInProgress }: Concurrency, analysis: Analysis): Generator<Proposal> {
  const check = 'Push three tags together: three runs are carried out.';
  yield {
    id: 'own-group',
    title: `Give each tag a concurrency group of its own in ${whose(place)}`,
    changes: [changed(place.workflow.path, ...grouped(place, `${group?.text ?? ''}-\${{ github.ref }}`))],
    tradeoffs: ['Releases of several packages run at the same time: what they all write (a branch, a site) they may write at once.'],
    check,
  };
  if (!canQueue(analysis) || grouped(place, '')[0]?.at.at(-1) !== 'group') return;
  yield {
    id: 'queue',
    title: `Let all runs of ${whose(place)} wait for their turn`,
    changes: [
      changed(
        place.workflow.path,
        { op: 'set', at: [...place.at, 'queue'], value: 'max' },
        ...(cancelInProgress === undefined ? [] : [cancelling(place, 'false')]),
      ),
    ],
    tradeoffs: ['The packages are released one after the other.'],
    check,
  };
}
