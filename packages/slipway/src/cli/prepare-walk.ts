import type { Trace, TraceNode } from '../doctor/options.ts';
import type { Preflight, PreflightCredential } from '../doctor/preflight/index.ts';
import type { MergeOutcome, Refusal } from '../release/prepare/index.ts';
import type { Credential } from '../remotes/github/index.ts';
import type { Context } from './context.ts';
import type { Prepared, PrepareFlags } from './prepare.ts';
import { doctorOptions } from './trees.ts';

/** What the doctor says of a release pull request before it is there. */
export interface Walked {
  readonly merge: MergeOutcome;
  /** What it starts as it is opened: sentences. */
  readonly checks: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly unchecked: readonly string[];
}

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/**
 * Walks the pull request as this credential opens it, and its merge by a person.
 * @param credential undefined when it is not known with what it will be opened
 */
export async function walkRequest(prepared: Prepared, credential: Credential | undefined, flags: PrepareFlags, context: Context): Promise<Walked> {
  const { plan, opened, base } = prepared;
  const { tree, question } = opened;
  if (!tree.list().some((path) => WORKFLOW.test(path)))
    return { merge: { walk: undefined, others: [], makesTag: false }, checks: [], refusals: [], unchecked: [] };
  const { options } = await doctorOptions({ tree, slug: question.repository, prefix: '' }, { ...flags, asOf: question.day }, context);
  const { preflight } = await context.doors.preflight();
  const { branch, title } = plan.pullRequest;
  const by: PreflightCredential = credential?.kind ?? 'unknown';
  const found = preflight(tree, options, { kind: 'pull-request', branch, base: base ?? 'main', title }, by);
  const trace = (await context.doors.doctor()).traceEvent(tree, { kind: 'merge', as: 'person' }, options);
  const { formatTrace } = await import('../doctor/formats/index.ts');
  const all = withoutCuts(trace.root);
  const root = toEffects(all);
  const refusal = found.refusal;
  return {
    merge: {
      walk: root.children.length === 0 ? undefined : shortened(formatTrace({ root, limits: [] }, { width: 100, color: false })),
      others: sortedOnce(all.children.filter((one) => !hasEffect(one)).flatMap(({ location }) => (location === undefined ? [] : [location.path]))),
      makesTag: makesTag(trace),
    },
    checks: sentences(found),
    refusals: refusal?.kind === 'starts-nothing' ? [{ code: 'starts-nothing', text: refusal.text, anyway: true }] : [],
    unchecked: found.undecided.map(({ text, decide }) => (decide === undefined ? text : `${text} (${decide})`)),
  };
}

/** What the pull request starts at once. */
function sentences({ starts, startsNothing, refusal }: Preflight): string[] {
  const of = (answer: Preflight['starts'][number]['answer']): string[] => [
    ...new Set(starts.filter((one) => one.answer === answer && /^pull_request/.test(one.event)).map(({ path }) => path)),
  ];
  const said: string[] = [];
  const [runs, held, unknown] = [of('runs'), of('held'), of('unknown')];
  if (runs.length > 0) said.push(`Opening it starts ${runs.join(', ')}.`);
  if (held.length > 0)
    said.push(
      `${held.join(', ')} ${held.length === 1 ? 'waits' : 'wait'} until a person approves the run: that is so for what the GITHUB_TOKEN opens.`,
    );
  if (unknown.length > 0) said.push(`Whether it starts ${unknown.join(', ')} is not known.`);
  // What is refused is said in the refusal.
  if (startsNothing !== undefined && startsNothing.cause !== 'nothing-waits' && refusal === undefined) said.push(`${startsNothing.text}.`);
  return said;
}

function withoutCuts(node: TraceNode): TraceNode {
  return { ...node, children: node.children.filter(({ state }) => state !== 'cut').map(withoutCuts) };
}

const sortedOnce = (paths: readonly string[]): string[] => [...new Set(paths)].sort();

/** What changes something outside of its run, and the way there; what another person may merge later is another story. */
function toEffects(node: TraceNode): TraceNode {
  return { ...node, children: node.children.filter((one) => hasEffect(one) && !/^(?:workflow )?then a person /.test(one.text)).map(toEffects) };
}

function hasEffect(node: TraceNode): boolean {
  return node.kind === 'effect' || node.kind === 'destination' || node.children.some(hasEffect);
}

/** Whether the merge makes a tag: certainly, never, or nobody knows. */
function makesTag({ root }: Trace): boolean | undefined {
  const states = tagStates(root, false);
  return states.includes('holds') ? true : states.length > 0 ? undefined : false;
}

function tagStates(node: TraceNode, doubtful: boolean): TraceNode['state'][] {
  if (node.state === 'cut') return [];
  const maybe = doubtful || node.state === 'maybe';
  const own: TraceNode['state'][] = node.kind === 'destination' && /^tag /.test(node.text) ? [maybe ? 'maybe' : 'holds'] : [];
  return [...own, ...node.children.flatMap((child) => tagStates(child, maybe))];
}

const MOST_LINES = 60;

function shortened(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.length <= MOST_LINES
    ? text
    : `${lines.slice(0, MOST_LINES).join('\n')}\nand ${lines.length - MOST_LINES} more lines: slipway trace merge`;
}
