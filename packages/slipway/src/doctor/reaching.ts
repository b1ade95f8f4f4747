import {
  alts,
  bool,
  type Contexts,
  conditionTrees,
  evaluateCondition,
  eventInfo,
  hole,
  type Job,
  literalsIn,
  obj,
  parseExpression,
  str,
  type Trigger,
  type Truth,
  text,
  unknown,
  type Val,
  type Workflow,
} from '../actions/index.ts';
import { type Analysis, calledWorkflow, declaredEvents, type Event, githubContext, pushBranch, pushTag, starts, type World } from '../chain/index.ts';

/** An event with which a workflow, or what calls it, may run. */
export interface Reaching {
  readonly event: Event;
  /** The workflow that the run belongs to; another one than asked for when it is called. */
  readonly top: Workflow;
  readonly called: boolean;
}

/** Every event that reaches a workflow, or undefined when not all of them are known. */
export function reaching(workflow: Workflow, analysis: Analysis): readonly Reaching[] | undefined {
  const of = known.get(analysis) ?? new Map<Workflow, readonly Reaching[] | undefined>();
  known.set(analysis, of);
  if (!of.has(workflow)) {
    of.set(workflow, undefined); // Workflows that call each other in a circle are not judged.
    of.set(workflow, find(workflow, analysis));
  }
  return of.get(workflow);
}

const known = new WeakMap<Analysis, Map<Workflow, readonly Reaching[] | undefined>>();
const person = { kind: 'person' } as const;

function find(workflow: Workflow, analysis: Analysis): Reaching[] | undefined {
  const { world, families } = analysis;
  if (workflow.problems.some((p) => p.effect === 'refused')) return undefined;
  const named = workflow.triggers.flatMap((t) => namedRefs(t, world));
  if (named.length > mostNamed) return undefined;
  const events = [...declaredEvents(workflow, world, families), ...named];
  const out: Reaching[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    if (seen.has(event.id) || starts(event, workflow, world).answer === 'no') continue;
    seen.add(event.id);
    out.push({ event, top: workflow, called: false });
  }
  for (const t of workflow.triggers) {
    if (t.event === 'workflow_call') {
      const calls = callsOf(workflow, world);
      // Whoever calls it from elsewhere is not known.
      if (calls.length === 0) return undefined;
      for (const { caller, job } of calls) {
        const above = reaching(caller, analysis);
        if (above === undefined) return undefined;
        for (const r of above) {
          const id = `${r.top.path}|${r.event.id}`;
          if (seen.has(id) || holds(job, r, caller, world) === false) continue;
          seen.add(id);
          out.push({ event: r.event, top: r.top, called: true });
        }
      }
    } else if (!events.some((e) => e.name === t.event)) return undefined;
  }
  return out.length === 0 ? undefined : out;
}

/** Each is tried on the whole filter: a longer list is not judged. */
const mostNamed = 100;

/** Branches and tags that filters of a push name in full: the events that are declared may leave some out. */
function namedRefs(t: Trigger, world: World): Event[] {
  if (t.event !== 'push') return [];
  const plain = (list: Trigger['branches']) => (list ?? []).map((p) => p.text).filter((p) => !/[*?+[\]!\\]/.test(p));
  return [...plain(t.branches).map((b) => pushBranch(world, str(b), person)), ...plain(t.tags).map((b) => pushTag(world, str(b), person))];
}

function callsOf(callee: Workflow, world: World): { caller: Workflow; job: Job }[] {
  return world.workflows.flatMap((caller) =>
    caller.jobs.flatMap((job) => (job.uses && calledWorkflow(job.uses.is, { workflow: caller }, world) === callee ? [{ caller, job }] : [])),
  );
}

/** Whether a job's condition can hold with an event, whatever jobs, steps, secrets and variables give. */
export function holds(job: Pick<Job, 'if'>, at: Reaching, workflow: Workflow, world: World): Truth {
  return job.if === undefined ? true : holdsText(job.if.text, at, workflow, world);
}

/** The same for the text of a condition. */
export function holdsText(condition: string, at: Reaching, workflow: Workflow, world: World): Truth {
  return evaluateCondition(condition, contextsFor(condition, at, workflow, world)).own;
}

/** `github` and the inputs of a dispatch, without what the walk had to assume; everything else is unknown. */
export function contextsFor(condition: string, { event, top, called }: Reaching, workflow: Workflow, world: World): Contexts {
  let github: Val | undefined;
  const lookup = (name: string): Val => {
    if (name === 'github') {
      github ??= githubOf(condition, event, top, workflow, world, called);
      return github;
    }
    if (name === 'inputs') return called ? unknown('the caller decides') : inputsOf(event, top);
    return unknown(name);
  };
  return { lookup };
}

function inputsOf(event: Event, workflow: Workflow): Val {
  if (event.name !== 'workflow_dispatch') return obj({}, { open: false });
  const fields: [string, Val][] = [];
  for (const i of workflow.triggers.flatMap((t) => (t.event === 'workflow_dispatch' ? t.inputs : []))) {
    const given = event.inputs?.get(i.name);
    fields.push([i.name, given === undefined ? unknown(i.name) : i.type === 'boolean' && given.k === 'str' ? bool(given.v === 'true') : given]);
  }
  return obj(fields, { open: false });
}

/** What depends on the repository, on persons or on the run's circumstances, and what a declared event fixes only for the walk. */
const assumed = [
  'actor',
  'triggering_actor',
  'repository',
  'repository_owner',
  'repositoryurl',
  'run_attempt',
  'server_url',
  'api_url',
  'graphql_url',
  'workspace',
  'workflow',
  'job',
  'secret_source',
];
/** Events whose ref the walk knows; that of others is not what it takes it for. */
const knownRef = new Set(['push', 'create', 'release', 'pull_request', 'workflow_dispatch']);

const hasKnownRef = (name: string): boolean => knownRef.has(name) || (name !== 'pull_request_target' && eventInfo(name)?.origin === 'default');

function githubOf(condition: string, event: Event, top: Workflow, workflow: Workflow, world: World, called: boolean): Val {
  const whole = githubContext({ world, event, workflow, top, inputs: unknown('inputs'), secrets: undefined });
  if (whole.k !== 'obj') return whole;
  const fields = new Map(whole.fields);
  for (const name of assumed) fields.set(name, unknown(name));
  fields.set('event', payloadOf(event, top));
  // A dispatch is walked on other refs only for a file that looks at its ref.
  if (!hasKnownRef(event.name) || (called && event.name === 'workflow_dispatch'))
    for (const name of ['ref', 'ref_name', 'ref_type', 'base_ref', 'head_ref']) fields.set(name, unknown(name));
  else if (isAny(event.ref) && event.refType === 'branch' && !namesDeepBranch(condition)) {
    // A branch whose name looks like a tag's ref is nobody's.
    const names = [hole('word'), text([{ hole: 'word' }, '/', { hole: 'word' }])];
    fields.set('ref_name', alts(names));
    fields.set('ref', alts(names.map((n) => (n.k === 'text' ? text(['refs/heads/', ...n.parts]) : n))));
  }
  return { ...whole, fields };
}

const isAny = (v: Val): boolean => v.k === 'text' && v.parts.length === 1 && typeof v.parts[0] !== 'string' && v.parts[0]?.hole === 'any';

/** The condition compares with a branch of three parts or more, or searches in a way that a stand-in would not answer. */
function namesDeepBranch(condition: string): boolean {
  return conditionTrees(condition).some((ast) =>
    literalsIn(ast).some(
      (l) =>
        /^github\.ref(?:_name)?$/.test(l.path) && !/^refs\/tags/.test(l.literal) && l.literal.replace(/^refs\/heads\//, '').split('/').length > 2,
    ),
  );
}

function payloadOf(event: Event, top: Workflow): Val {
  if (event.payload.k !== 'obj') return event.payload;
  const fields = new Map(event.payload.fields);
  const open = (name: string, keep: readonly string[]): void => {
    const inner = fields.get(name);
    if (inner?.k === 'obj') fields.set(name, { k: 'obj', open: true, fields: new Map([...inner.fields].filter(([k]) => keep.includes(k))) });
  };
  for (const name of ['repository', 'sender', 'organization', 'created', 'deleted', 'forced', 'before', 'after', 'compare', 'base_ref'])
    if (fields.has(name)) fields.set(name, unknown(name));
  open('pull_request', ['merged', 'base']);
  open('release', ['tag_name', 'prerelease', 'draft']);
  open('workflow_run', []);
  const upstream = event.upstream?.workflow;
  const run = fields.get('workflow_run');
  if (upstream && run?.k === 'obj') fields.set('workflow_run', { ...run, fields: new Map([['event', alts(upstreamEvents(event))]]) });
  const triggers = top.triggers.filter((t) => t.event === event.name);
  if (!everyActivityIsWalked(event.name, triggers, top)) fields.set('action', unknown('the activity'));
  const crons = triggers.flatMap((t) => t.cron ?? []);
  if (fields.has('schedule'))
    fields.set('schedule', crons.length > 0 && crons.length <= 8 ? alts(crons.map((c) => str(c.text))) : unknown('schedule'));
  return { ...event.payload, fields };
}

/** The walk tries each listed activity of a pull request, and the first four of other events. */
function everyActivityIsWalked(name: string, triggers: readonly Trigger[], top: Workflow): boolean {
  // The walk tries the activities of a pull request only for a file that looks at them; a called one may.
  if (name === 'pull_request') return /event\.action/.test(top.file.text);
  return triggers.every((t) => (t.types === undefined ? (eventInfo(name)?.types ?? []).length === 0 : name === 'release' || t.types.length <= 4));
}

function upstreamEvents(event: Event): Val[] {
  const names = event.upstream?.workflow.triggers.map((t) => t.event).filter((n) => n !== 'workflow_call') ?? [];
  return names.length === 0 ? [unknown('the event of the upstream run')] : [...new Set(names)].map((n) => str(n));
}

/** The condition holds or not without asking anything: `false`, `${{ true }}`. */
export function isConstant(condition: string): boolean {
  const bare = condition
    .trim()
    .replace(/^\$\{\{|\}\}$/g, '')
    .trim();
  const parsed = parseExpression(bare);
  return parsed.ast?.t === 'literal';
}
