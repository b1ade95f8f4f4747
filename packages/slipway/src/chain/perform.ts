import {
  alts,
  type Contexts,
  coerceText,
  describe,
  evaluateCondition,
  evaluateTemplate,
  expandMatrix,
  type Job,
  type Permissions,
  str,
  type Truth,
  unknown,
  type Val,
  type Workflow,
} from '../actions/index.ts';
import type { Location } from '../source/index.ts';
import { defaultEnv, envLayer, type JobScope, jobContexts, labelsOf, matrixValue, nodeValue, type Scope } from './contexts.ts';
import { rememberedJob } from './job-memo.ts';
import { addOpaque, type FileLog, type Recorder } from './recorder.ts';
import { locate } from './starts.ts';
import { runSteps } from './steps.ts';
import type { CheckoutSeen, Effect, Event, HistoryNeed, ImageTagsSeen, JobResult, JobRun, Run } from './types.ts';
import { watchOf } from './watch.ts';
import type { World } from './world.ts';

/** GitHub's limit of nested reusable workflows. */
const maxCalls = 10;
/** Calls in one run, nested ones counted: GitHub lets a run call 50 different workflows. */
const mostCalls = 200;

export interface Frame {
  readonly through: readonly { readonly text: string; readonly at: Effect['at'] }[];
  /** Rights granted by the callers; undefined when the default of the repository decides. */
  readonly granted: Permissions | undefined;
  readonly depth: number;
}

/** Carries out a workflow for an event: what runs, what it does. Memoised per workflow and event. */
export function perform(event: Event, workflow: Workflow, world: World): Run {
  const id = `${workflow.path}|${event.id}`;
  const known = world.runs.get(id);
  if (known) return known;
  const recorder: Recorder = { effects: [], opaque: [], tags: [], calls: 0 };
  const inputs = event.name === 'workflow_dispatch' ? dispatchInputs(event, workflow) : { k: 'null' as const };
  const scope: Scope = { world, event, workflow, top: workflow, inputs, secrets: undefined };
  const jobs = runJobs(scope, recorder, { through: [], granted: workflow.permissions, depth: 0 });
  const run: Run = { id, workflow, event, jobs, effects: recorder.effects, opaque: recorder.opaque };
  world.runs.set(id, run);
  return run;
}

/** Carries out a workflow for an event leg by leg, and tells what it does to files. Not memoised. */
export function performFiles(event: Event, workflow: Workflow, world: World, files: FileLog): Run {
  const recorder: Recorder = { effects: [], opaque: [], tags: [], calls: 0, files };
  const inputs = event.name === 'workflow_dispatch' ? dispatchInputs(event, workflow) : { k: 'null' as const };
  const scope: Scope = { world, event, workflow, top: workflow, inputs, secrets: undefined };
  const jobs = runJobs(scope, recorder, { through: [], granted: workflow.permissions, depth: 0 });
  return { id: `${workflow.path}|${event.id}|files`, workflow, event, jobs, effects: recorder.effects, opaque: recorder.opaque };
}

function dispatchInputs(event: Event, workflow: Workflow): Val {
  const fields = new Map<string, Val>();
  for (const t of workflow.triggers) {
    if (t.event !== 'workflow_dispatch') continue;
    for (const i of t.inputs) {
      const given = event.inputs?.get(i.name);
      const fallback =
        i.default === undefined
          ? i.type === 'boolean'
            ? { k: 'bool' as const, v: false }
            : str('')
          : nodeValue(i.default, { lookup: () => unknown('an expression in a default') });
      const value = given ?? fallback;
      fields.set(i.name.toLowerCase(), i.type === 'boolean' && value.k === 'str' ? { k: 'bool', v: value.v === 'true' } : value);
    }
  }
  return { k: 'obj', fields, open: false };
}

function runJobs(scope: Scope, recorder: Recorder, frame: Frame): JobRun[] {
  const done = new Map<string, JobRun>();
  for (const job of inOrder(scope.workflow.jobs)) {
    const carryOut = (seen: Scope) => runJob(job, seen, done, recorder, frame);
    const { files } = recorder;
    if (files !== undefined && !files.wants(scope.workflow, job)) recorder.files = undefined;
    done.set(job.id, frame.depth === 0 && recorder.files === undefined ? rememberedJob(job, scope, done, recorder, carryOut) : carryOut(scope));
    recorder.files = files;
  }
  return [...done.values()];
}

function inOrder(jobs: readonly Job[]): Job[] {
  const byId = new Map(jobs.map((j) => [j.id, j]));
  const out: Job[] = [];
  const seen = new Set<string>();
  const visit = (job: Job): void => {
    if (seen.has(job.id)) return;
    seen.add(job.id);
    for (const need of job.needs) {
      const other = byId.get(need.text);
      if (other) visit(other);
    }
    out.push(job);
  };
  for (const job of jobs) visit(job);
  return out;
}

interface NeedState {
  readonly success: Truth;
  readonly failure: Truth;
  readonly culprit?: { readonly id: string; readonly indirect: boolean };
}

/** success() of a job: every ancestor, not the direct needs alone. */
function needState(job: Job, done: ReadonlyMap<string, JobRun>): NeedState {
  let success: Truth = true;
  let failure: Truth = false;
  let culprit: NeedState['culprit'];
  const seen = new Set<string>();
  const visit = (id: string, indirect: boolean): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const run = done.get(id);
    if (run === undefined) return;
    const may = run.results;
    if (!may.has('success')) {
      success = false;
      if (culprit === undefined || (culprit.indirect && !indirect)) culprit = { id, indirect };
    } else if (may.size > 1 && success) success = undefined;
    if (may.has('failure')) failure = may.size === 1 ? true : failure === true ? true : undefined;
    for (const n of run.job.needs) visit(n.text, true);
  };
  for (const n of job.needs) visit(n.text, false);
  return { success, failure, ...(culprit ? { culprit } : {}) };
}

function runJob(job: Job, scope: Scope, done: ReadonlyMap<string, JobRun>, recorder: Recorder, frame: Frame): JobRun {
  const needs = new Map(job.needs.flatMap((n) => (done.has(n.text) ? [[n.text, done.get(n.text)!] as const] : [])));
  const state = needState(job, done);
  const status = { success: state.success, failure: state.failure, cancelled: false as Truth };
  const bare: JobScope = { scope, job, needs, matrix: unknown('the matrix'), status };
  const condition = evaluateCondition(job.if?.text ?? '', jobContexts(bare));
  const permissions =
    frame.depth === 0 ? (job.permissions ?? scope.workflow.permissions) : narrower(frame.granted, job.permissions ?? scope.workflow.permissions);
  const base = { id: job.id, job, workflow: scope.workflow, own: condition.own, permissions };
  if (condition.value === false) {
    const byNeed = condition.own !== false && !condition.usesStatus && state.culprit !== undefined;
    return {
      ...base,
      runs: false,
      results: new Set<JobResult>(['skipped']),
      skipped: byNeed ? { by: 'need', need: state.culprit!.id, indirect: state.culprit!.indirect } : { by: 'if' },
      outputs: new Map(),
      openOutputs: false,
      skippedSteps: [],
      history: [],
      checkouts: [],
      imageTags: [],
    };
  }
  const matrixCtx = jobContexts(bare);
  const expansion = job.matrix ? expandMatrix(job.matrix) : undefined;
  const matrix = expansion ? matrixValue(expansion.legs, expansion.complete, matrixCtx) : ({ k: 'null' } as const);
  const ran: JobScope = { ...bare, matrix, status: { ...status, success: true, failure: false } };
  const outputs = new Map<string, Val>();
  let failed: Truth = false;
  let failsAt: Location | undefined;
  let callee: Run | undefined;
  let openOutputs = false;
  const skippedSteps: JobRun['skippedSteps'][number][] = [];
  const history: HistoryNeed[] = [];
  const checkouts: CheckoutSeen[] = [];
  const imageTags: ImageTagsSeen[] = [];
  const output = (name: string, value: Val): void => {
    const before = outputs.get(name);
    outputs.set(name, before === undefined ? value : alts([before, value]));
  };
  for (const js of recorder.files && expansion?.complete ? oneByOne(ran, expansion.legs, matrixCtx) : [ran]) {
    recorder.files?.begin(scope.workflow.path, job.id, js === ran ? undefined : describeLeg(js.matrix), labelsOf(job.runsOn)[0]);
    if (job.uses) {
      const called = call(job, js, recorder, { ...frame, granted: permissions });
      for (const [k, v] of called.outputs) output(k, v);
      openOutputs ||= called.open;
      failed = called.failed;
      callee = called.run;
    } else {
      const result = runSteps(js, recorder, frame, permissions, condition.value, expansion?.legs.length ?? 1);
      skippedSteps.push(...result.skipped);
      history.push(...result.history);
      checkouts.push(...result.checkouts);
      imageTags.push(...result.imageTags);
      failed = result.failed;
      failsAt ??= result.failsAt;
      for (const o of job.outputs) output(o.name.toLowerCase(), o.value === undefined ? str('') : outputText(o.value.text, result.contexts));
    }
  }
  const environment = job.environment?.name === undefined ? undefined : evaluateTemplate(job.environment.name.text, jobContexts(ran));
  const results = new Set<JobResult>();
  const tolerant = job.continueOnError?.value === true;
  if (failed !== true || tolerant) results.add('success');
  if (failed === true && !tolerant) results.add('failure');
  if (condition.value === undefined) {
    results.add('skipped');
    for (const [k, v] of outputs) outputs.set(k, alts([v, str('')]));
  }
  return {
    ...base,
    runs: condition.value,
    results,
    outputs,
    openOutputs,
    skippedSteps,
    history,
    checkouts,
    imageTags,
    ...(environment ? { environment } : {}),
    ...(failsAt ? { failsAt } : {}),
    ...(callee ? { callee } : {}),
  };
}

/** Legs of a matrix that are carried out for themselves; a larger one is taken as a whole. */
const mostLegs = 40;

/** A job's scope for each leg of its matrix. */
function oneByOne(js: JobScope, legs: NonNullable<ReturnType<typeof expandMatrix>>['legs'], ctx: Contexts): JobScope[] {
  return legs.length === 0 || legs.length > mostLegs ? [js] : legs.map((leg) => ({ ...js, matrix: matrixValue([leg], true, ctx) }));
}

const describeLeg = (matrix: Val): string =>
  matrix.k === 'obj' ? [...matrix.fields].map(([name, value]) => `${name}: ${describe(value)}`).join(', ') : '';

/** A called workflow's jobs keep at most what the caller grants. */
function narrower(granted: Permissions | undefined, own: Permissions | undefined): Permissions | undefined {
  if (granted === undefined) return own;
  if (own === undefined) return granted;
  const order = { none: 0, read: 1, write: 2 } as const;
  const names = new Set([...granted.scopes.keys(), ...own.scopes.keys()]);
  const level = (p: Permissions, n: string) => p.scopes.get(n) ?? p.rest;
  const less = (a: 'none' | 'read' | 'write', b: 'none' | 'read' | 'write') => (order[a] <= order[b] ? a : b);
  return { ...own, rest: less(granted.rest, own.rest), scopes: new Map([...names].map((n) => [n, less(level(granted, n), level(own, n))])) };
}

interface Called {
  readonly outputs: ReadonlyMap<string, Val>;
  /** It may set outputs that are not listed. */
  readonly open: boolean;
  readonly failed: Truth;
  readonly run?: Run;
}

function call(job: Job, js: JobScope, recorder: Recorder, frame: Frame): Called {
  const { scope } = js;
  const { world } = scope;
  const uses = job.uses!;
  const at = locate(uses.at);
  const ctx = jobContexts(
    js,
    envLayer(scope.workflow.env, () => jobContexts(js), defaultEnv(scope)),
  );
  const target = calledWorkflow(uses.is, scope, world);
  const circle = target !== undefined && (target === scope.top || frame.through.some((t) => t.text === `calls ${target.path}`));
  if (circle) world.limit(`${scope.top.path} calls ${target.path}, which leads back to itself; GitHub refuses such a run`);
  const tooMany = target !== undefined && !circle && ++recorder.calls > mostCalls;
  if (tooMany) world.limit(`${scope.top.path} calls workflows more than ${mostCalls} times; the rest is not followed`);
  if (target === undefined || circle || tooMany || frame.depth >= maxCalls) {
    const givesSecrets =
      job.secrets === 'inherit' ||
      job.secrets?.some((p) => !/secrets\.GITHUB_TOKEN|github\.token/i.test(p.value?.kind === 'scalar' ? p.value.text : ''));
    if (uses.is.kind === 'remote' && target === undefined)
      world.limit(`${uses.at.text} could not be read: what it does is not known (give --mirrors DIR or --fetch)`);
    const permissions = frame.granted;
    addOpaque(recorder, {
      what: uses.at.text,
      why: circle ? 'the called workflow calls itself' : 'the called workflow could not be read',
      at,
      workflow: scope.workflow,
      job,
      onlyGithubToken: !givesSecrets,
      mayWrite: permissions === undefined ? undefined : (permissions.scopes.get('contents') ?? permissions.rest) === 'write',
      kind: 'workflow',
      happens: true,
    });
    return { outputs: new Map(), open: true, failed: false };
  }
  const trigger = target.triggers.find((t) => t.event === 'workflow_call');
  const inputs = new Map<string, Val>();
  for (const i of trigger?.inputs ?? []) {
    const given = job.with.find((p) => p.name.toLowerCase() === i.name.toLowerCase());
    inputs.set(
      i.name.toLowerCase(),
      given ? nodeValue(given.value, ctx) : i.default ? nodeValue(i.default, ctx) : i.type === 'boolean' ? { k: 'bool', v: false } : str(''),
    );
  }
  let secrets: ReadonlyMap<string, Val> | undefined = scope.secrets;
  if (job.secrets !== 'inherit') {
    const given = new Map<string, Val>();
    for (const p of job.secrets ?? []) given.set(p.name.toUpperCase(), nodeValue(p.value, ctx));
    secrets = given;
  }
  const inner: Scope = { world, event: scope.event, workflow: target, top: scope.top, inputs: { k: 'obj', fields: inputs, open: false }, secrets };
  const start = { effects: recorder.effects.length, opaque: recorder.opaque.length };
  const jobs = runJobs(inner, recorder, {
    through: [...frame.through, { text: `calls ${target.path}`, at }],
    granted: frame.granted,
    depth: frame.depth + 1,
  });
  const outputs = new Map<string, Val>();
  const jobsValue: Record<string, Val> = {};
  for (const j of jobs)
    jobsValue[j.id.toLowerCase()] = {
      k: 'obj',
      open: false,
      fields: new Map([
        ['outputs', { k: 'obj', open: false, fields: j.outputs } as Val],
        ['result', alts([...j.results].map((r) => str(r)))],
      ]),
    };
  for (const o of trigger?.outputs ?? [])
    outputs.set(
      o.name.toLowerCase(),
      o.value === undefined
        ? str('')
        : outputText(o.value.text, {
            lookup: (n) =>
              n.toLowerCase() === 'jobs' ? { k: 'obj', open: false, fields: new Map(Object.entries(jobsValue)) } : jobContexts(js).lookup(n),
          }),
    );
  const run: Run = {
    id: `${scope.top.path}>${target.path}`,
    workflow: target,
    event: watchOf(scope.event)?.facts.event ?? scope.event,
    jobs,
    effects: recorder.effects.slice(start.effects),
    opaque: recorder.opaque.slice(start.opaque),
  };
  const failed = jobs.some((j) => j.results.size === 1 && j.results.has('failure'));
  return { outputs, open: false, failed, run };
}

/** Outputs are texts: `true` is 'true'. */
const outputText = (text: string, ctx: Contexts): Val => coerceText(evaluateTemplate(text, ctx));

export function calledWorkflow(uses: NonNullable<Job['uses']>['is'], scope: Pick<Scope, 'workflow'>, world: World): Workflow | undefined {
  if (uses.kind === 'local') {
    const path = uses.path.replace(/^\.\//, '').replace(/^\$\//, '');
    const origin = /^([^@]+\/[^@]+)@([^/]+)\//.exec(scope.workflow.path);
    return origin ? world.remoteWorkflow(origin[1]!, origin[2]!, path) : world.workflow(path);
  }
  if (uses.kind !== 'remote') return undefined;
  const slug = `${uses.owner}/${uses.repo}`;
  if (world.slug?.toLowerCase() === slug.toLowerCase()) return world.workflow(uses.path);
  return world.remoteWorkflow(slug, uses.ref, uses.path);
}
