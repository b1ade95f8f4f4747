import { eventInfo, type Job } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { conjuncts, relieve, rewritten } from '../../fixes/parts/conditions.ts';
import { pathOf } from '../../fixes/parts/node-path.ts';
import { changed, inStep } from '../../fixes/parts/places.ts';
import { familiesInUse, patternOf } from '../../fixes/parts/tag-patterns.ts';
import { addTrigger, listOf, setTriggerKey } from '../../fixes/parts/triggers.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import type { Untrue } from './subject.ts';

type Never = Extract<Untrue, { why: 'never' }>;

/** Each way that fits what the condition asks; the walk says which of them mends it. */
export function* holding(subject: Never, analysis: Analysis): Generator<Proposal | Refusal> {
  const ways = [ofUpstream(subject), ofCaller(subject, analysis), forTags(subject, analysis), forEvent(subject)].flatMap((way) => way ?? []);
  yield* ways;
  if (ways.length === 0)
    yield {
      refused: `Nothing tells for which event \`${subject.condition.text.replace(/\s+/g, ' ').trim()}\` is meant.`,
      instead: 'Ask for what the events of the workflow have, or give it the event that is asked for under `on:`.',
    };
}

const check = 'The next event that the condition is for makes it true: in that run the job or step is not skipped.';
const nameOf = ({ job, step }: Never): string => (step ? `the step in job \`${job.id}\`` : `job \`${job.id}\``);

/** In a run that follows another one, `github.ref` is the default branch; the branch or tag of the other one has a place of its own. */
function ofUpstream(subject: Never): Proposal | undefined {
  const { workflow, job, condition, events } = subject;
  if (!events.some((r) => r.event.name === 'workflow_run') || !/github\.(?:ref|event_name|ref_type)/.test(condition.text)) return undefined;
  const at = pathOf(workflow.parsed.root, condition);
  const other = (name: string): string => `github.event.workflow_run.${name}`;
  const text = condition.text
    .replace(/github\.ref\s*==\s*'refs\/(?:heads|tags)\/([^']+)'/g, `${other('head_branch')} == '$1'`)
    .replace(/(startsWith|contains)\(\s*github\.ref\s*,\s*'refs\/(?:heads|tags)\/([^']+)'\s*\)/g, `startsWith(${other('head_branch')}, '$2')`)
    .replace(/github\.ref_name\b/g, other('head_branch'))
    .replace(/github\.event_name\s*==\s*'(?!workflow_run)([^']+)'/g, `${other('event')} == '$1'`);
  if (at === undefined || text === condition.text || /github\.ref\b/.test(text)) return undefined;
  const branch = /workflow_run\.head_branch\s*==\s*'([^']+)'/.exec(text)?.[1];
  const checkouts = checkedOut(job, branch);
  return {
    id: 'head-branch',
    title: `Let ${nameOf(subject)} of ${workflow.path} ask for the branch of the run that it follows`,
    changes: [changed(workflow.path, ...rewritten(condition, at, condition.text, text.replaceAll('$', '$$$$')), ...checkouts)],
    tradeoffs: [
      'It happens from now on; until today it was always skipped.',
      ...(checkouts.length > 0 ? [`Checkout takes branch ${branch}, as it is when the run begins.`] : []),
    ],
    check,
  };
}

/** Without `ref` the default branch would be checked out. The name of a branch of this repository: never code that a fork has pushed. */
function checkedOut(job: Job, branch: string | undefined): Change[] {
  if (branch === undefined) return [];
  return job.steps
    .filter((s) => /^actions\/checkout@/i.test(s.uses?.at.text ?? '') && !s.with.some((p) => p.name === 'ref' || p.name === 'repository'))
    .map((s) => ({ op: 'set', at: inStep(s, job, 'with', 'ref'), value: branch }));
}

/** In a called workflow `github.event_name` is the caller's event: an input with a default tells that it is called. */
function ofCaller(subject: Never, { world }: Analysis): Proposal | undefined {
  const { workflow, condition } = subject;
  const asked = /github\.event_name\s*==\s*'workflow_call'/;
  const at = pathOf(workflow.parsed.root, condition);
  if (at === undefined || !asked.test(condition.text) || !workflow.triggers.some((t) => t.event === 'workflow_call')) return undefined;
  const only = workflow.triggers.length === 1;
  const called = world.workflows.some((w) => w.jobs.some((j) => j.uses && calledWorkflow(j.uses.is, { workflow: w }, world) === workflow));
  if (!called) return undefined;
  const alone = only && conjuncts(condition.text).some((c) => asked.test(c));
  const changes = alone
    ? relieve(condition, at, (c) => asked.test(c))
    : [...setTriggerKey(workflow, 'workflow_call', 'inputs', inputsOf(workflow)), ...rewritten(condition, at, asked, 'inputs.called')];
  return {
    id: alone ? 'no-question' : 'called-input',
    title: alone
      ? `Take the question for \`workflow_call\` out of ${nameOf(subject)} of ${workflow.path}: it is never started otherwise`
      : `Let ${nameOf(subject)} of ${workflow.path} ask an input whether it is called`,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs: alone
      ? ['A further trigger of the workflow will start it too.']
      : ['Callers need not pass the input; its default says that there is one.'],
    check,
  };
}

const calledInput = 'called:\n  description: A workflow calls this one\n  type: boolean\n  default: true';

function inputsOf({ triggers }: Never['workflow']): string {
  const inputs = triggers.find((t) => t.event === 'workflow_call')?.inputs ?? [];
  const before = inputs.map((i) => {
    const column = i.key.span.start - (i.key.file.text.lastIndexOf('\n', i.key.span.start - 1) + 1);
    const entry = i.key.file.text.slice(i.key.span.start, endOf(i.key.file.text, i.key.span.start, column));
    return entry.replace(new RegExp(`\\n {0,${column}}`, 'g'), '\n').trimEnd();
  });
  return [...before, calledInput].join('\n');
}

/** End of the lines that are indented more than a column. */
function endOf(text: string, from: number, column: number): number {
  const next = new RegExp(`\\n {0,${column}}\\S`, 'g');
  next.lastIndex = from;
  return next.exec(text)?.index ?? text.length;
}

/** The condition waits for a tag, and no pushed tag starts the workflow. */
function forTags(subject: Never, analysis: Analysis): Proposal | undefined {
  const { workflow, condition, events } = subject;
  if (!/refs\/tags|ref_type\s*==\s*'tag'/.test(condition.text) || events.some((r) => r.called)) return undefined;
  const push = workflow.triggers.find((t) => t.event === 'push');
  if (push?.tags !== undefined) return undefined;
  const named = /refs\/tags\/([\w@./-]+)/.exec(condition.text)?.[1];
  const families = familiesInUse(analysis);
  const patterns = named === undefined ? (families.length > 0 ? families : ['v']).map(patternOf) : [patternOf(named)];
  const changes = push ? setTriggerKey(workflow, 'push', 'tags', listOf(patterns)) : addTrigger(workflow, 'push', `tags: ${listOf(patterns)}`);
  return {
    id: 'tags',
    title: `Start ${workflow.path} for pushed tags ${listed(patterns.map((p) => `"${p}"`))} too`,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs: ['Every job without a condition of its own runs for the tag too.'],
    check: 'Push a tag: the run of it carries the job out.',
  };
}

/** The condition asks for an event that is not under `on:`. */
function forEvent(subject: Never): Proposal | undefined {
  const { workflow, condition, events } = subject;
  const asked = [...condition.text.matchAll(/github\.event_name\s*==\s*'([^']+)'/g)].map((m) => m[1]!);
  const event = asked.find((e) => !workflow.triggers.some((t) => t.event === e));
  if (event === undefined || asked.length > 1 || events.some((r) => r.called) || eventInfo(event) === undefined) return undefined;
  const value = event === 'release' ? 'types: [published]' : '';
  if (event !== 'release' && event !== 'workflow_dispatch') return undefined;
  return {
    id: 'event',
    title: `Start ${workflow.path} ${event === 'release' ? 'when a release is published' : 'by hand'} too, as ${nameOf(subject)} expects`,
    changes: [changed(workflow.path, ...addTrigger(workflow, event, value))],
    tradeoffs: [`Jobs without a condition of their own run for \`${event}\` too.`],
    check,
  };
}
