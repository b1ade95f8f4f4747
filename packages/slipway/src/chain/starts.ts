import {
  alternatives,
  asText,
  defaultTypes,
  describe,
  equals,
  matchVal,
  runsFromGithubToken,
  skipMarker,
  type Trigger,
  type Truth,
  type Val,
  type Workflow,
} from '../actions/index.ts';
import type { Location, ScalarNode } from '../source/index.ts';
import { representative } from './representatives.ts';
import type { Credential, Event, Start } from './types.ts';
import type { World } from './world.ts';

/** At most three `workflow_run` hops are honoured. */
const maxHops = 3;

const no = (gate: Start['gate'], why: string, at: Location | undefined, facts: readonly string[], openable = false): Start => ({
  answer: 'no',
  gate,
  why,
  at,
  facts,
  openable,
});

/**
 * Whether an event starts a workflow: the only place that decides it.
 * Order of the gates: the file, the trigger, its filters, the message, the credential.
 */
export function starts(event: Event, workflow: Workflow, world: World): Start {
  const triggers = workflow.triggers.filter((t) => t.event === event.name);
  if (triggers.length === 0) return no('not-listening', `${workflow.path} does not wait for ${event.name}`, undefined, []);
  if (event.target !== undefined && !isTarget(event.target, workflow)) return no('target', 'the dispatch names another workflow', undefined, []);
  if (workflow.problems.some((p) => p.effect === 'refused')) return no('invalid', 'GitHub refuses the workflow file', undefined, ['valid.file']);
  let best: Start | undefined;
  for (const trigger of triggers) {
    const start = throughTrigger(event, workflow, trigger, world);
    if (start.answer === 'runs') return start;
    if (best === undefined || rank(start) > rank(best)) best = start;
  }
  return best!;
}

function rank(s: Start): number {
  return s.answer === 'unknown' ? 3 : s.answer === 'held' ? 2 : s.openable ? 1 : 0;
}

function throughTrigger(event: Event, workflow: Workflow, trigger: Trigger, world: World): Start {
  // The activity that is waited for says more than the event.
  const key = locate(trigger.types?.find((t) => t.text === event.activity) ?? trigger.key);
  const filter = passes(event, workflow, trigger, world);
  if (filter.passes === false) return no(filter.gate, filter.why, filter.at ?? key, filter.facts);
  const doubt = filter.passes === undefined ? filter.why : undefined;
  // A branch that is not known is one of many: that it is the one which this workflow waits for is not likely.
  if (doubt !== undefined && event.name === 'push' && event.refType === 'branch' && event.by.kind === 'token')
    return no('filter', doubt, filter.at ?? key, filter.facts);
  const marked = skipGate(event, key);
  const token = tokenGate(event, key, world);
  const unsure = doubt === undefined ? {} : { doubt };
  if (marked) return { ...marked, ...unsure, ...(token?.answer === 'no' ? { also: token } : {}) };
  if (token) return { ...token, ...unsure };
  if (event.upstream && event.upstream.depth > maxHops) return no('depth', 'a fourth workflow_run in a row is not honoured', key, ['wfrun.depth']);
  if (doubt !== undefined) return { answer: 'unknown', why: doubt, at: filter.at ?? key, facts: filter.facts, openable: false, gate: 'filter' };
  return { answer: 'runs', at: filter.at ?? key, facts: filter.facts, openable: false };
}

/** A skip marker in the message of the commit. */
function skipGate(event: Event, key: Location): Start | undefined {
  if (event.name !== 'push' && event.name !== 'pull_request') return undefined;
  const message = asText(event.message);
  const marker = message === undefined ? literalMarker(event.message) : skipMarker(message);
  return marker === undefined
    ? undefined
    : no('skip-marker', `the commit's message carries ${marker}`, key, ['skip.words', ...(event.refType === 'tag' ? ['skip.tag'] : [])], true);
}

/** What GitHub does with an event that the GITHUB_TOKEN made. */
function tokenGate(event: Event, key: Location, world: World): Start | undefined {
  if (!actsAsGithubToken(event.by.kind === 'token' ? event.by.held.credential : undefined)) return undefined;
  const answer = runsFromGithubToken(event.name, event.activity, world.asOf, world.host);
  if (answer === 'no') return no('github-token', 'events made with the GITHUB_TOKEN start no run', key, ['gt.suppress'], true);
  if (answer === 'held')
    return {
      answer: 'held',
      gate: 'held',
      why: 'its runs wait for approval, because the GITHUB_TOKEN made the event',
      at: key,
      facts: ['gt.exc.pr'],
      openable: true,
    };
  return undefined;
}

function actsAsGithubToken(credential: Credential | undefined): boolean {
  return credential?.kind === 'github-token' || (credential?.kind === 'unknown' && credential.atMost === 'github-token');
}

/** A skip marker among the literal parts of a message that is not known in full. */
function literalMarker(message: Val): string | undefined {
  if (message.k === 'alts') {
    const all = alternatives(message).map((m) => (asText(m) === undefined ? literalMarker(m) : skipMarker(asText(m) ?? '')));
    return all.every((m) => m !== undefined) ? all[0] : undefined;
  }
  if (message.k !== 'text') return undefined;
  return skipMarker(message.parts.map((p) => (typeof p === 'string' ? p : '\u0000')).join(''));
}

interface Passed {
  readonly passes: Truth;
  readonly gate: NonNullable<Start['gate']>;
  readonly why: string;
  readonly at?: Location;
  readonly facts: readonly string[];
}

/** Types, refs, names: what `on:` says about an event, whoever makes it. */
export function passes(event: Event, workflow: Workflow, trigger: Trigger, world: World): Passed {
  const ok: Passed = { passes: true, gate: 'filter', why: '', facts: [] };
  const types = trigger.types?.map((t) => t.text) ?? defaultTypes(event.name);
  if (event.activity !== undefined && types !== undefined && types.length > 0 && !types.includes(event.activity)) {
    const at = trigger.types?.[0] ? locate(trigger.types[0]) : locate(trigger.key);
    return {
      passes: false,
      gate: 'activity',
      why: `it waits for ${event.name} ${types.join(', ')}, not ${event.activity}`,
      at,
      facts: ['rel.types'],
    };
  }
  if (event.name === 'push') return pushFilter(event, trigger, world);
  if ((event.name === 'pull_request' || event.name === 'pull_request_target') && event.base !== undefined) {
    return branchFilter(event.base, trigger, world, 'the base branch');
  }
  if (event.name === 'workflow_run' && event.upstream) {
    const name = event.upstream.workflow.displayName;
    const names = trigger.workflows ?? [];
    if (!names.some((n) => n.text === name))
      return {
        passes: false,
        gate: 'name',
        why: `it waits for ${names.map((n) => `"${n.text}"`).join(', ') || 'no workflow'}`,
        facts: ['wfrun.names'],
      };
    const upstream = event.upstream.run.event;
    if (trigger.branches === undefined && trigger.branchesIgnore === undefined) return ok;
    const head = upstream.upstream ? { k: 'str' as const, v: world.defaultBranch } : upstream.refType === 'other' ? undefined : upstream.ref;
    if (head === undefined) return { ...ok, passes: undefined, why: 'the head branch of the upstream run is not known' };
    return branchFilter(head, trigger, world, 'the head branch of the upstream run');
  }
  if (event.name === 'workflow_dispatch' && workflow.path.length === 0) return ok;
  return ok;
}

function pushFilter(event: Event, trigger: Trigger, world: World): Passed {
  const byBranch = trigger.branches !== undefined || trigger.branchesIgnore !== undefined;
  const byTag = trigger.tags !== undefined || trigger.tagsIgnore !== undefined;
  if (event.refType === 'branch') {
    if (!byBranch && byTag)
      return { passes: false, gate: 'filter', why: 'it has tag filters only, so pushes to branches do not start it', facts: ['flt.tagsonly'] };
    return branchFilter(event.ref, trigger, world, 'the branch');
  }
  if (!byTag && byBranch) {
    const at = trigger.branches?.[0] ?? trigger.branchesIgnore?.[0];
    return { passes: false, gate: 'filter', why: 'it has branch filters only, so no tag starts it', at: at && locate(at), facts: ['flt.tagsonly'] };
  }
  return refFilter(event.ref, trigger.tags, trigger.tagsIgnore, world, 'the tag');
}

function branchFilter(ref: Val, trigger: Trigger, world: World, what: string): Passed {
  return refFilter(ref, trigger.branches, trigger.branchesIgnore, world, what);
}

function refFilter(ref: Val, only: readonly ScalarNode[] | undefined, ignore: readonly ScalarNode[] | undefined, world: World, what: string): Passed {
  const ok: Passed = { passes: true, gate: 'filter', why: '', facts: ['glob.anchor'] };
  const list = only ?? ignore;
  // A filter key without a value filters nothing.
  if (list === undefined || list.length === 0) return ok;
  const hit = matchVal(
    list.map((p) => p.text),
    ref,
    representative(world),
  );
  const passed = only ? hit : hit === undefined ? undefined : !hit;
  const first = list[0]!;
  const at = locate(first);
  if (passed === true) return { ...ok, at };
  const shown = list.map((p) => p.text).join(', ');
  if (passed === false)
    return { passes: false, gate: 'filter', why: `${what} ${describe(ref)} does not pass the filter ${shown}`, at, facts: ['glob.anchor'] };
  return {
    passes: undefined,
    gate: 'filter',
    why: `whether ${what} ${describe(ref)} passes the filter ${shown} is not known`,
    at,
    facts: ['glob.anchor'],
  };
}

/** A dispatch names a workflow by file name, path, name or number. */
function isTarget(target: Val, workflow: Workflow): boolean {
  const file = workflow.path.slice(workflow.path.lastIndexOf('/') + 1);
  return alternatives(target).some((t) => {
    const name = asText(t);
    if (name !== undefined) return name === file || name === workflow.path || name === workflow.displayName || name === `.github/workflows/${file}`;
    return equals(t, { k: 'str', v: file }) !== false && t.k === 'text';
  });
}

export function locate(node: ScalarNode): Location {
  return node.file.locate(node.span);
}
