import type { Job, Workflow, WorkflowProblem } from '../../../actions/index.ts';
import { type Change, entryOf, get, isMap, type NodePath, quoteScalar, strings } from '../../../source/index.ts';
import { nearest } from '../../../tools/index.ts';
import { rewriteExpressions } from '../../fixes/parts/expression-edits.ts';
import { type NodeAt, nodeAt } from '../../fixes/parts/node-at.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import { setTriggerKey } from '../../fixes/parts/triggers.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { literally } from '../../patterns.ts';
import { moveFilter, type Offer, oneFilter } from './mend-filters.ts';

const check = 'The Actions tab shows no “Invalid workflow file” for the next push.';

/** Keys, names and values that GitHub does not take where they stand. */
export function* mendKeys(workflow: Workflow, problem: WorkflowProblem): Generator<Proposal | Refusal> {
  const place = nodeAt(workflow.parsed.root, problem.span.start);
  if (place === undefined) return;
  const offer = (id: string, title: string, changes: readonly Change[], tradeoffs: readonly string[] = []): Proposal => ({
    id,
    title,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs,
    check: problem.effect === 'refused' ? check : 'The workflow runs as before: what is changed had no effect.',
  });
  const { remedy } = problem;
  const name = String(place.at.at(-1));
  const trigger = place.at.length === 3 && place.at[0] === 'on' && place.isKey ? String(place.at[1]) : undefined;
  if (trigger !== undefined && (problem.fact === 'flt.none' || problem.fact === 'flt.exclusive')) {
    yield* problem.fact === 'flt.none' ? moveFilter(workflow, trigger, name, offer) : oneFilter(workflow, trigger, name, offer);
    return;
  }
  if (remedy?.as === 'key') yield offer('key', `write \`${remedy.to}\` for \`${name}\``, [{ op: 'rename-key', at: place.at, to: remedy.to }]);
  else if (remedy?.as === 'text') yield offer('value', `write \`${remedy.to}\``, [{ op: 'set', at: place.at, value: quoteScalar(remedy.to) }]);
  else if (remedy?.as === 'nothing')
    yield offer('remove', `take \`${name}\` away, which GitHub does not take there`, [removal(workflow, place)], lost(name));
  else yield* byPlace(workflow, problem, place, offer);
}

/** What has no single remedy, by where it stands. */
function* byPlace(workflow: Workflow, problem: WorkflowProblem, place: NodeAt, offer: Offer): Generator<Proposal | Refusal> {
  const { at } = place;
  const job = at[0] === 'jobs' ? workflow.jobs.find((j) => j.id === at[1]) : undefined;
  const { text } = workflow.file;
  const written = text.slice(problem.span.start, problem.span.end);
  if (job && at[2] === 'needs') {
    yield* need(workflow, job, at, written, offer);
    return;
  }
  if (job && at.length === 2 && /has no `runs-on`/.test(problem.message)) {
    yield offer('runs-on', `run job ${job.id} on ubuntu-latest`, [
      { op: 'set', at: [...at, 'runs-on'], value: 'ubuntu-latest', place: { before: 'steps' } },
    ]);
    return;
  }
  if (job && at.length === 2 && /is no job id/.test(problem.message)) {
    yield* jobId(workflow, String(at[1]), at, offer);
    return;
  }
  if (at[0] === 'on' && at[2] === 'types') {
    yield* activity(problem, at, written, offer);
    return;
  }
  if (at[0] === 'on' && /has no `type`/.test(problem.message)) {
    const given = get(workflow.parsed.root, ...at, 'default');
    const type = given?.kind === 'scalar' ? typeof given.value : 'string';
    yield offer('type', `give the input the type \`${type}\``, [{ op: 'set', at: [...at, 'type'], value: type === 'object' ? 'string' : type }]);
    return;
  }
  if (at[0] === 'on' && at.length === 2 && /is a filter/.test(problem.message)) {
    yield* filterAsEvent(workflow, String(at[1]), offer);
    return;
  }
  if (at.length === 1 && /under an event of `on`/.test(problem.message)) {
    yield* filterAtTop(workflow, String(at[0]), offer);
    return;
  }
  if (job && /Two steps of the job have the id/.test(problem.message)) {
    yield* twins(workflow, job, at, offer);
    return;
  }
  if (job && at.at(-1) === 'with' && /`with` goes with `uses` only/.test(problem.message))
    yield offer(
      'env',
      'give the script its values in `env`',
      [{ op: 'rename-key', at, to: 'env' }],
      ['The script finds them as variables of these names.'],
    );
  else
    yield {
      refused: 'more than one thing may be meant',
      instead: problem.message.replace(/^.*GitHub refuses the file[.:]?\s*/, '') || problem.message,
    };
}

/** A need that names no job: the job whose id comes nearest, or none. */
function* need(workflow: Workflow, job: Job, at: NodePath, written: string, offer: Offer): Generator<Proposal | Refusal> {
  const name = job.needs.find((n) => n.text === written || n.text === written.replace(/^['"]|['"]$/g, ''))?.text ?? written;
  if (workflow.jobs.some((j) => j.id.toLowerCase() === name.toLowerCase())) {
    yield { refused: 'the jobs wait for each other', instead: 'Take one of the needs away: the one whose results the job does not use.' };
    return;
  }
  const ids = workflow.jobs.filter((j) => j !== job && !j.needs.some((n) => n.text === job.id)).map((j) => j.id);
  const bare = (id: string): string => id.toLowerCase().replace(/[-_]/g, '');
  const like = ids.filter((id) => !job.needs.some((n) => n.text === id) && (bare(id).includes(bare(name)) || bare(name).includes(bare(id))));
  const near = nearest(name, ids) ?? (like.length === 1 ? like[0] : undefined);
  if (near !== undefined)
    yield offer('need', `let job ${job.id} wait for ${near}, not for ${name}`, [
      { op: 'set', at, value: quoteScalar(near) },
      ...rewriteExpressions(job.node, [{ is: new RegExp(`\\bneeds\\.${literally(name)}(?![\\w-])`, 'g'), by: `needs.${near}` }]).map(
        (c): Change => ({ ...c, at: inJob(job, ...c.at) }),
      ),
    ]);
  else if (new RegExp(`needs\\.${literally(name)}\\b`).test(workflow.file.text.slice(job.node.span.start, job.node.span.end))) {
    yield {
      refused: `job ${job.id} reads what ${name} gives, and no job is called nearly so`,
      instead: `Name the job that gives it, or add a job ${name}.`,
    };
    return;
  }
  const only = job.needs.length === 1;
  yield offer(
    'no-need',
    `let job ${job.id} not wait for ${name}, which does not exist`,
    [{ op: 'remove', at: only ? ['jobs', job.id, 'needs'] : at }],
    [only ? `Job ${job.id} starts at once.` : `Job ${job.id} waits for its other needs only.`],
  );
}

/** A job id with signs that GitHub does not take. */
function* jobId(workflow: Workflow, id: string, at: NodePath, offer: Offer): Generator<Proposal | Refusal> {
  const clean = id.replace(/[^\w-]+/g, '-').replace(/^[^A-Za-z_]+/, (m) => `_${m.replace(/\W/g, '')}`);
  if (clean === '' || workflow.jobs.some((j) => j.id === clean)) {
    yield { refused: 'no other id is free for it', instead: 'Choose an id of letters, digits, `-` and `_`.' };
    return;
  }
  const waiting = workflow.jobs.flatMap((j): Change[] => {
    const value = get(j.node, 'needs');
    if (value?.kind === 'seq')
      return value.items.flatMap((n, i): Change[] =>
        n.kind === 'scalar' && n.text === id ? [{ op: 'set', at: ['jobs', j.id, 'needs', i], value: clean }] : [],
      );
    return value?.kind === 'scalar' && value.text === id ? [{ op: 'set', at: ['jobs', j.id, 'needs'], value: clean }] : [];
  });
  yield offer(
    'job-id',
    `call the job \`${clean}\``,
    [{ op: 'rename-key', at, to: clean }, ...waiting],
    ['A required check of the old name has to be renamed in the settings too.'],
  );
}

/** A type of activity that is written nearly as GitHub has it. */
function* activity(problem: WorkflowProblem, at: NodePath, written: string, offer: Offer): Generator<Proposal | Refusal> {
  const word = written.replace(/['"]/g, '');
  const has = /It has ([\w, ]+)\./.exec(problem.message)?.[1]?.split(', ') ?? [];
  const meant = nearest(word, has) ?? has.find((h) => h.startsWith(word.replace(/e?d?$/, '')) && word.length > 3);
  if (meant !== undefined) yield offer('activity', `write \`${meant}\` for \`${word}\``, [{ op: 'set', at, value: meant }]);
  else
    yield {
      refused: `none of the activity types is called nearly as \`${word}\``,
      instead: `Choose among ${has.map((h) => `\`${h}\``).join(', ')}.`,
    };
}

/** `on: tags:`: a filter of pushes. */
function* filterAsEvent(workflow: Workflow, filter: string, offer: Offer): Generator<Proposal | Refusal> {
  const on = get(workflow.parsed.root, 'on');
  const push = entryOf(on, 'push');
  const value = get(on, filter);
  if (isMap(push?.value) && entryOf(push.value, filter)) {
    yield { refused: `\`push\` has ${filter} of its own`, instead: 'Put all patterns into one list.' };
    return;
  }
  if (push === undefined && isMap(on) && on.entries.length === 1 && value) {
    const list = strings(value)
      .map((t) => `    - ${quoteScalar(t)}`)
      .join('\n');
    yield offer('push-filter', `let a push of ${filter === 'tags' ? 'such a tag' : 'such a ref'} start it`, [
      { op: 'set', at: ['on'], value: `push:\n  ${filter}:\n${list}` },
    ]);
    return;
  }
  const list = strings(value)
    .map((t) => `- ${quoteScalar(t)}`)
    .join('\n');
  const others = get(on, 'push');
  yield offer(
    'push-filter',
    `put ${filter} under \`push\``,
    [{ op: 'remove', at: ['on', filter] }, ...setTriggerKey(workflow, 'push', filter, list)],
    push !== undefined && !isMap(others) ? ['Pushes to branches do not start it any more, since `push` has a filter for tags alone.'] : [],
  );
}

/** A filter at the top of the file, where one event could have it. */
function* filterAtTop(workflow: Workflow, filter: string, offer: Offer): Generator<Proposal | Refusal> {
  const takes = workflow.triggers.filter((t) => ['push', 'pull_request', 'pull_request_target'].includes(t.event));
  const [only] = takes;
  const value = get(workflow.parsed.root, filter);
  if (only === undefined || takes.length > 1 || value === undefined || filter === 'types') {
    yield { refused: 'which event it filters cannot be told', instead: `Write \`${filter}\` under the event that it belongs to.` };
    return;
  }
  const list = strings(value)
    .map((t) => `- ${quoteScalar(t)}`)
    .join('\n');
  yield offer('filter', `put \`${filter}\` under \`${only.event}\``, [
    { op: 'remove', at: [filter] },
    ...setTriggerKey(workflow, only.event, filter, list),
  ]);
}

/** The second of two steps with one id gets another, where nothing reads it. */
function* twins(workflow: Workflow, job: Job, at: NodePath, offer: Offer): Generator<Proposal | Refusal> {
  const step = job.steps[Number(at[3])];
  const id = step?.id;
  const { text } = workflow.file;
  const reads = id === undefined ? true : new RegExp(`steps\\.${literally(id)}\\b`).test(text.slice(job.node.span.start, job.node.span.end));
  if (step === undefined || id === undefined || reads) {
    yield {
      refused: `which of the two steps is meant by \`steps.${id ?? ''}\` cannot be told`,
      instead: 'Give each an id of its own, and ask for the right one.',
    };
    return;
  }
  yield offer('step-id', 'take the id off the second step, which nothing reads', [{ op: 'remove', at: ['jobs', job.id, 'steps', step.index, 'id'] }]);
}

function removal(workflow: Workflow, { at }: NodeAt): Change {
  const parent = get(workflow.parsed.root, ...at.slice(0, -1));
  return isMap(parent) && parent.entries.length === 1 && at.length > 2 && at[0] !== 'on'
    ? { op: 'remove', at: at.slice(0, -1) }
    : { op: 'remove', at };
}

const lost = (name: string): string[] => {
  if (/^(?:branches|tags|paths)/.test(name)) return [];
  return /^(?:administration|members|secrets|workflows?|environments|organization|variables|webhooks)$/.test(name)
    ? ['What needs this right has to use a GitHub App or a personal access token.']
    : [];
};
