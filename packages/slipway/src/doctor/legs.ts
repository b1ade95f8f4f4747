import {
  asText,
  type Contexts,
  evaluateCondition,
  evaluateTemplate,
  expandMatrix,
  interpretShell,
  maskExpressions,
  obj,
  type RunnerHost,
  runnerHost,
  type ShellCommand,
  type Step,
  str,
  type Truth,
  unknown,
  type Val,
} from '../actions/index.ts';
import { defaultEnv, envLayer, type JobRun, type JobScope, jobContexts, nodeValue, type Run, stepValue, type World } from '../chain/index.ts';
import type { SourceNode } from '../source/index.ts';

/** One job of a matrix; a job without a matrix is its only leg. */
export interface Leg {
  /** Values of the matrix as they are written. */
  readonly values: ReadonlyMap<string, SourceNode>;
  /** The runner's label, when it is one label and known. */
  readonly label: string | undefined;
  /** What GitHub's own runner of that label is; undefined for any other. */
  readonly host: RunnerHost | undefined;
  readonly steps: readonly LegStep[];
}

/** A step as this leg sees it. Steps that this leg provably skips are left out. */
export interface LegStep {
  readonly step: Step;
  /** Its condition: true when it holds whenever the job runs. */
  readonly runs: Truth;
  /** Commands of its script; empty for `uses`. */
  readonly commands: readonly ShellCommand[];
  /** The script was read whole. */
  readonly whole: boolean;
  /** The script's text with its expressions filled in where they are known. */
  readonly text: string;
  env(name: string): Val | undefined;
  /** Value of an input, or of any text of the step. */
  value(node: SourceNode | null | undefined): Val | undefined;
}

/** More legs are not looked at. */
const mostLegs = 64;
/** Characters of scripts that are read for all legs together, and steps: files that no one writes must not take for ever. */
const mostRead = 2_000_000;
const mostSteps = 4000;
const known = new WeakMap<JobRun, readonly Leg[]>();

/**
 * The legs of a job, each with its commands read for its own values of the matrix: the walk itself looks at all legs at once. Empty when the
 * matrix is not known from the file. Only for the rules that need it: it reads every script once for each leg.
 */
export function legsOf(job: JobRun, run: Run, world: World): readonly Leg[] {
  const before = known.get(job);
  if (before) return before;
  const expansion = job.job.matrix ? expandMatrix(job.job.matrix) : undefined;
  const maps: readonly ReadonlyMap<string, SourceNode>[] =
    expansion === undefined ? [new Map()] : job.job.matrix?.dynamic ? [] : expansion.legs.slice(0, affordable(job));
  const legs = maps.map((values) => legOf(values, job, run, world));
  known.set(job, legs);
  return legs;
}

function affordable(job: JobRun): number {
  const { steps } = job.job;
  const text = steps.reduce((sum, step) => sum + (step.run?.text.length ?? 0), 1);
  return Math.min(mostLegs, Math.floor(mostRead / text), Math.floor(mostSteps / Math.max(steps.length, 1)));
}

function legOf(values: ReadonlyMap<string, SourceNode>, job: JobRun, run: Run, world: World): Leg {
  const plain: Contexts = { lookup: (name) => unknown(`the ${name} context`) };
  const matrix = obj([...values].map(([name, node]) => [name, nodeValue(node, plain)] as const));
  const scope = { world, event: run.event, workflow: job.workflow, top: run.workflow, inputs: unknown('the inputs'), secrets: undefined };
  const siblings = new Map(run.jobs.map((j) => [j.id, j]));
  const isTop = siblings.get(job.id) === job;
  const js: JobScope = {
    scope,
    job: job.job,
    needs: isTop ? siblings : new Map(),
    matrix,
    status: { success: true, failure: false, cancelled: false },
  };
  const label = labelOf(job.job.runsOn, jobContexts(js));
  const host = label === undefined ? undefined : runnerHost(label, world.asOf);
  const written = new Map<string, Val>();
  const before = new Map<string, Val>();
  const contexts = (env: (name: string) => Val | undefined): Contexts => {
    const inner = jobContexts(js, env, () => ({ k: 'obj', fields: before, open: true }));
    return {
      ...inner,
      lookup: (name) => {
        const lower = name.toLowerCase();
        if (lower === 'runner' && host)
          return obj(
            { os: str({ linux: 'Linux', macos: 'macOS', windows: 'Windows' }[host.os]), arch: str(host.arch.toUpperCase()) },
            { open: true },
          );
        if (lower === 'needs' && !isTop) return unknown('the needs context');
        return inner.lookup(name);
      },
    };
  };
  const base = defaultEnv(scope);
  const workflowEnv = envLayer(job.workflow.env, () => contexts(base), base);
  const jobEnv = envLayer(job.job.env, () => contexts(workflowEnv), workflowEnv);
  const outer = (name: string): Val | undefined => written.get(name) ?? jobEnv(name);
  const steps: LegStep[] = [];
  for (const step of job.job.steps) {
    const env = envLayer(step.env, () => contexts(outer), outer);
    const ctx = contexts(env);
    const runs = evaluateCondition(step.if?.text ?? '', ctx).value;
    if (runs === false) continue;
    const read = readStep(step, job, ctx, env, host);
    steps.push({
      step,
      runs,
      commands: read.commands,
      whole: read.whole,
      text: read.text,
      env,
      value: (node) => (node ? nodeValue(node, ctx) : undefined),
    });
    for (const [name, value] of read.envWrites) written.set(name, runs === true ? value : unknown(name));
    if (step.id !== undefined) before.set(step.id.toLowerCase(), stepValue({ outputs: read.outputs, open: read.open, ran: runs }));
  }
  return { values, label, host, steps };
}

function readStep(step: Step, job: JobRun, ctx: Contexts, env: (name: string) => Val | undefined, host: RunnerHost | undefined) {
  const nothing = new Map<string, Val>();
  if (step.run === undefined) return { commands: [], whole: true, text: '', envWrites: nothing, outputs: nothing, open: true };
  const script = step.run.text;
  const { expressions } = maskExpressions(script);
  const values = expressions.map((e) => evaluateTemplate(script.slice(e.start, e.end), ctx));
  const given = (step.shell ?? job.job.defaults.shell ?? job.workflow.defaults.shell)?.text;
  const result = interpretShell(script, { shell: given ?? (host?.os === 'windows' ? 'pwsh' : 'bash -e {0}'), expressions: values, env });
  return {
    commands: result.commands,
    whole: result.partly === undefined,
    text: filledIn(script, expressions, values),
    envWrites: result.envWrites,
    outputs: new Map([...result.outputs].map(([name, value]) => [name.toLowerCase(), value])),
    open: result.openOutputs,
  };
}

function filledIn(script: string, expressions: readonly { readonly start: number; readonly end: number }[], values: readonly Val[]): string {
  let text = '';
  let from = 0;
  for (const [index, { start, end }] of expressions.entries()) {
    text += script.slice(from, start) + (asText(values[index]!) ?? script.slice(start, end));
    from = end;
  }
  return text + script.slice(from);
}

/** One label, or undefined: several choose a self-hosted runner. */
function labelOf(node: SourceNode | undefined, ctx: Contexts): string | undefined {
  if (node?.kind === 'seq') return node.items.length === 1 ? labelOf(node.items[0], ctx) : undefined;
  if (node?.kind !== 'scalar') return undefined;
  const value = evaluateTemplate(node.text, ctx);
  if (value.k === 'arr' && value.items.length === 1) return asText(value.items[0]!);
  return asText(value);
}
