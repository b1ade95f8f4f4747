import { type Contexts, evaluateCondition, evaluateTemplate, type Permissions, type Step, type Truth, type Val } from '../actions/index.ts';
import type { Location } from '../source/index.ts';
import type { LoginDeed } from '../tools/index.ts';
import { runAction } from './action-step.ts';
import { spend } from './budget.ts';
import { defaultEnv, envLayer, type JobScope, jobContexts, nodeValue, stepValue } from './contexts.ts';
import type { Frame } from './perform.ts';
import { addOpaque, type Recorder } from './recorder.ts';
import { runScript } from './run-step.ts';
import type { CheckoutSeen, HistoryNeed, ImageTagsSeen } from './types.ts';
import { Workspace } from './workspace.ts';

/** What the steps of one job share. */
export interface StepState {
  readonly js: JobScope;
  readonly recorder: Recorder;
  readonly frame: Frame;
  readonly permissions: Permissions | undefined;
  readonly workspace: Workspace;
  /** $GITHUB_ENV, as the steps so far wrote it. */
  readonly written: Map<string, Val>;
  /** Outputs of scripts that the step at hand calls. */
  readonly nested: { outputs: Map<string, Val>; open: boolean };
  readonly history: HistoryNeed[];
  readonly checkouts: CheckoutSeen[];
  readonly imageTags: ImageTagsSeen[];
  readonly legs: number;
  /** The job runs for certain. */
  readonly jobRuns: Truth;
  /** Registry host, or `gh` -> what it was logged in with. */
  readonly logins: Map<string, { readonly deed: LoginDeed; readonly at: Location }>;
}

/** One list of steps: a job's, or a composite action's. */
export interface StepList {
  readonly steps: readonly Step[];
  /** Inputs of the action, instead of the workflow's. */
  readonly inputs?: Val;
  /** Directory that `github.action_path` is. */
  readonly actionDir?: string;
  /** Environment around the steps. */
  env(name: string): Val | undefined;
  readonly runs: Truth;
}

export interface StepsResult {
  readonly skipped: readonly Step[];
  readonly history: readonly HistoryNeed[];
  readonly checkouts: readonly CheckoutSeen[];
  readonly imageTags: readonly ImageTagsSeen[];
  readonly failed: Truth;
  /** The step that fails, when one provably does. */
  readonly failsAt?: Location;
  readonly contexts: Contexts;
}

export function runSteps(
  js: JobScope,
  recorder: Recorder,
  frame: Frame,
  permissions: Permissions | undefined,
  runs: Truth,
  legs: number,
): StepsResult {
  const { scope, job } = js;
  const written = new Map<string, Val>();
  const state: StepState = {
    js,
    recorder,
    frame,
    permissions,
    workspace: new Workspace(scope.world),
    written,
    nested: { outputs: new Map(), open: false },
    history: [],
    checkouts: [],
    imageTags: [],
    legs,
    jobRuns: runs,
    logins: new Map(),
  };
  const base = defaultEnv(scope);
  const workflowEnv = envLayer(scope.workflow.env, () => jobContexts(js, base), base);
  const jobEnv = envLayer(job.env, () => jobContexts(js, workflowEnv), workflowEnv);
  const env = (name: string) => written.get(name) ?? jobEnv(name);
  const list = runList({ steps: job.steps, env, runs }, state);
  return {
    skipped: list.skipped,
    history: state.history,
    checkouts: state.checkouts,
    imageTags: state.imageTags,
    failed: list.failed,
    ...(list.failsAt ? { failsAt: list.failsAt } : {}),
    contexts: list.contexts,
  };
}

export function runList(list: StepList, state: StepState): Pick<StepsResult, 'failed' | 'failsAt' | 'contexts'> & { skipped: Step[] } {
  const { js } = state;
  /** The `steps` context: it grows while the steps run. */
  const before = new Map<string, Val>();
  const skipped: Step[] = [];
  let failed: Truth = false;
  let failsAt: Location | undefined;
  const contextsWith = (env: (name: string) => Val | undefined): Contexts => {
    const inner = jobContexts(
      { ...js, status: { success: failed === true ? false : failed === undefined ? undefined : true, failure: failed, cancelled: false } },
      env,
      () => ({ k: 'obj', fields: before, open: false }),
    );
    if (list.inputs === undefined) return inner;
    const inputs = list.inputs;
    return { ...inner, lookup: (name) => (name.toLowerCase() === 'inputs' ? inputs : inner.lookup(name)) };
  };
  for (const step of list.steps) {
    if (!spend(js.scope.world)) {
      notFollowed(step, state);
      break;
    }
    const outer = contextsWith(list.env);
    const env = envLayer(step.env, () => outer, list.env);
    const ctx = contextsWith(env);
    const condition = evaluateCondition(step.if?.text ?? '', ctx);
    if (condition.value === false) {
      if (condition.own === false) skipped.push(step);
      if (step.id !== undefined) before.set(step.id.toLowerCase(), stepValue({ outputs: new Map(), open: false, ran: false }));
      continue;
    }
    const runs: Truth = list.runs === true && condition.value === true ? true : undefined;
    const tolerated = step.continueOnError?.value === true;
    const done = step.uses
      ? runAction(step, ctx, env, runs, tolerated, state, list)
      : step.run
        ? runScript(step, ctx, env, runs, tolerated, state, list)
        : { outputs: new Map<string, Val>(), open: true, failed: false as Truth };
    if (step.id !== undefined) before.set(step.id.toLowerCase(), stepValue({ outputs: done.outputs, open: done.open, ran: condition.value }));
    if (done.failed === true && !tolerated) {
      failed = runs === true ? true : failed === true ? true : undefined;
      if (failed) failsAt ??= step.node.file.locate(step.run?.span ?? step.uses?.at.span ?? step.node.span);
    }
  }
  return { skipped, failed, ...(failsAt ? { failsAt } : {}), contexts: contextsWith(list.env) };
}

/** What comes from here on may do anything. */
export function notFollowed(step: Step, { js, recorder }: StepState): void {
  addOpaque(recorder, {
    what: 'the rest of the job',
    why: 'there is too much to follow',
    at: step.node.file.locate(step.node.span),
    workflow: js.scope.workflow,
    job: js.job,
    onlyGithubToken: false,
    mayWrite: undefined,
    kind: 'script',
    happens: undefined,
  });
}

export interface StepDone {
  readonly outputs: ReadonlyMap<string, Val>;
  /** It may have set outputs that are not listed. */
  readonly open: boolean;
  readonly failed: Truth;
}

/** Directory of a step from the root of the workspace; undefined when it is not known. */
export function directoryOf(step: Step, ctx: Contexts, state: StepState): string | undefined {
  const own =
    step.workingDirectory ?? (step.run ? (state.js.job.defaults.workingDirectory ?? state.js.scope.workflow.defaults.workingDirectory) : undefined);
  if (own === undefined) return '';
  const value = evaluateTemplate(own.text, ctx);
  return value.k === 'str' ? value.v.replace(/^\.\/?/, '').replace(/\/$/, '') : undefined;
}

export function inputValue(step: Step, name: string, ctx: Contexts): Val | undefined {
  const pair = step.with.find((p) => p.name.toLowerCase() === name.toLowerCase());
  if (pair === undefined || pair.value === null) return undefined;
  return nodeValue(pair.value, ctx);
}

export const nothing: StepDone = { outputs: new Map(), open: false, failed: false };
