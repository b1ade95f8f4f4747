import {
  alts,
  asText,
  bool,
  type Contexts,
  coerceText,
  concat,
  evaluateTemplate,
  hole,
  type Job,
  NULL,
  num,
  obj,
  type Pair,
  str,
  type Truth,
  text,
  token,
  unknown,
  type Val,
  type Workflow,
} from '../actions/index.ts';
import { isSeq, type SourceNode } from '../source/index.ts';
import type { Event, JobRun } from './types.ts';
import { watchOf } from './watch.ts';
import type { World } from './world.ts';

/** Scope of one job: what `inputs`, `secrets` and names mean in it. */
export interface Scope {
  readonly world: World;
  readonly event: Event;
  readonly workflow: Workflow;
  /** The workflow that the run belongs to; differs in a called one. */
  readonly top: Workflow;
  readonly inputs: Val;
  /** Secrets that a called workflow was given; undefined: all of the repository's. */
  readonly secrets: ReadonlyMap<string, Val> | undefined;
}

const runnerNames: readonly [RegExp, string][] = [
  [/^ubuntu|linux/i, 'Linux'],
  [/^windows/i, 'Windows'],
  [/^macos/i, 'macOS'],
];

const githubContexts = new WeakMap<Event, { readonly top: Workflow; readonly context: Val }>();

export function githubContext(scope: Scope): Val {
  const watch = watchOf(scope.event);
  if (watch) return watch.github;
  const known = githubContexts.get(scope.event);
  if (known?.top === scope.top) return known.context;
  const context = makeGithubContext(scope);
  githubContexts.set(scope.event, { top: scope.top, context });
  return context;
}

function makeGithubContext(scope: Scope): Val {
  const { event, world } = scope;
  const prefix = event.refType === 'tag' ? 'refs/tags/' : event.refType === 'branch' ? 'refs/heads/' : 'refs/pull/';
  const person = hole('word');
  const actor =
    event.by.kind !== 'token'
      ? person
      : event.by.held.credential.kind === 'github-token'
        ? str('github-actions[bot]')
        : event.by.held.credential.kind === 'app'
          ? text([{ hole: 'word' }, '[bot]'])
          : person;
  const pr = event.payload.k === 'obj' ? event.payload.fields.get('pull_request') : undefined;
  const head = pr?.k === 'obj' ? pr.fields.get('head') : undefined;
  const base = pr?.k === 'obj' ? pr.fields.get('base') : undefined;
  return obj(
    {
      event_name: str(event.name),
      event: event.payload,
      ref: event.ref.k === 'unknown' ? unknown(event.ref.why) : concat(str(prefix), event.ref),
      ref_name: event.ref,
      ref_type: str(event.refType === 'tag' ? 'tag' : 'branch'),
      ref_protected: unknown('depends on the protection of the ref'),
      sha: hole('sha'),
      head_ref: (head?.k === 'obj' ? head.fields.get('ref') : undefined) ?? str(''),
      base_ref: (base?.k === 'obj' ? base.fields.get('ref') : undefined) ?? str(''),
      actor,
      triggering_actor: actor,
      actor_id: hole('number'),
      repository: world.slug === undefined ? hole('any') : str(world.slug),
      repository_owner: world.slug === undefined ? hole('word') : str(world.slug.split('/')[0] ?? ''),
      repository_id: hole('number'),
      repository_owner_id: hole('number'),
      repository_visibility: unknown('depends on the repository'),
      workflow: str(scope.top.displayName),
      workflow_ref: unknown('the path and ref of the workflow'),
      workflow_sha: hole('sha'),
      run_id: hole('number'),
      run_number: hole('number'),
      run_attempt: num(1),
      token: token({ kind: 'github-token' }),
      server_url: str('https://github.com'),
      api_url: str('https://api.github.com'),
      graphql_url: str('https://api.github.com/graphql'),
      workspace: str('/github/workspace'),
      repositoryurl: world.slug === undefined ? hole('any') : str(`git://github.com/${world.slug}.git`),
    },
    { open: true },
  );
}

/** A secret as the job sees it. */
function secretsContext(scope: Scope): (name: string) => Val {
  return (name) => {
    const upper = name.toUpperCase();
    if (upper === 'GITHUB_TOKEN') return token({ kind: 'github-token' });
    if (scope.secrets) return scope.secrets.get(upper) ?? str('');
    if (scope.world.assume.get(name) === 'missing' || scope.world.assume.get(upper) === 'missing') return str('');
    // No secret's name may start with GITHUB_.
    if (upper.startsWith('GITHUB_')) return str('');
    return token({ kind: 'secret', name });
  };
}

export interface JobScope {
  readonly scope: Scope;
  readonly job: Job;
  readonly needs: ReadonlyMap<string, JobRun>;
  readonly matrix: Val;
  readonly status: { success: Truth; failure: Truth; cancelled: Truth };
}

/** Contexts of a job's keys (`if`, `env`, `with` of a call). */
export function jobContexts(s: JobScope, env?: (name: string) => Val | undefined, steps?: () => Val): Contexts {
  let github: Val | undefined;
  const secret = secretsContext(s.scope);
  const lookup = (name: string): Val => {
    switch (name.toLowerCase()) {
      case 'github':
        github ??= githubContext(s.scope);
        return github;
      case 'inputs':
        return s.scope.inputs;
      case 'vars':
        return obj({}, { open: true });
      case 'secrets':
        return secretsObject(s.scope, secret);
      case 'needs':
        return needsContext(s.needs);
      case 'matrix':
        return s.matrix;
      case 'strategy':
        return obj({ 'job-index': hole('number'), 'job-total': hole('number') }, { open: true });
      case 'runner':
        return obj({ os: runnerOs(s), temp: str('/runner/temp'), name: hole('word') }, { open: true });
      case 'env':
        return envObject(env);
      case 'steps':
        return steps?.() ?? obj({}, { open: true });
      case 'job':
        return obj({ status: s.status.success === false ? str('failure') : str('success') }, { open: true });
      default:
        return unknown(`the ${name} context`);
    }
  };
  return { lookup, status: s.status };
}

function needsContext(needs: ReadonlyMap<string, JobRun>): Val {
  const fields: Record<string, Val> = {};
  for (const [id, run] of needs) {
    const outputs: Record<string, Val> = {};
    for (const [k, v] of run.outputs) outputs[k] = v;
    fields[id] = obj({ result: alts([...run.results].map((r) => str(r))), outputs: obj(outputs, { open: run.openOutputs }) }, { open: false });
  }
  return obj(fields, { open: false });
}

/** An object whose fields are computed when they are asked for. */
class LazyFields extends Map<string, Val> {
  readonly #make: (name: string) => Val | undefined;
  constructor(make: (name: string) => Val | undefined) {
    super();
    this.#make = make;
  }
  override get(name: string): Val | undefined {
    const known = super.get(name);
    if (known !== undefined) return known;
    const made = this.#make(name);
    if (made !== undefined) super.set(name, made);
    return made;
  }
  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }
}

function secretsObject(_scope: Scope, secret: (name: string) => Val): Val {
  return { k: 'obj', open: true, fields: new LazyFields((name) => secret(name.toUpperCase())) };
}

function envObject(env: ((name: string) => Val | undefined) | undefined): Val {
  return { k: 'obj', open: true, fields: new LazyFields((name) => env?.(name.toUpperCase()) ?? env?.(name)) };
}

function runnerOs(s: JobScope): Val {
  const labels = labelsOf(s.job.runsOn);
  if (labels.length === 0) return unknown('the runner');
  const found = new Set<string>();
  for (const label of labels) {
    const v = evaluateTemplate(label, { lookup: (n) => (n.toLowerCase() === 'matrix' ? s.matrix : unknown('the runner')) });
    for (const one of v.k === 'alts' ? v.of : [v]) {
      const t = asText(one);
      const os = t === undefined ? undefined : runnerNames.find(([re]) => re.test(t))?.[1];
      if (os === undefined) {
        if (t === 'self-hosted') continue;
        return unknown('the runner');
      }
      found.add(os);
    }
  }
  return found.size === 0 ? unknown('the runner') : alts([...found].map((o) => str(o)));
}

export function labelsOf(node: SourceNode | undefined): string[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return [node.text];
  if (isSeq(node)) return node.items.flatMap((i) => (i.kind === 'scalar' ? [i.text] : []));
  return node.entries.flatMap((e) => (e.key.text === 'labels' && e.value ? labelsOf(e.value) : []));
}

/** Value of a node of the file, with its expressions evaluated. */
export function nodeValue(node: SourceNode | null, ctx: Contexts): Val {
  if (node === null) return NULL;
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') return node.text.includes('${{') ? evaluateTemplate(node.text, ctx) : str(node.text);
    if (typeof node.value === 'boolean') return bool(node.value);
    if (node.value === null) return NULL;
    return node.style === 'plain' ? (String(node.value) === node.text ? num(node.value) : str(node.text)) : str(node.text);
  }
  if (node.kind === 'seq') return { k: 'arr', items: node.items.map((i) => nodeValue(i, ctx)), open: false };
  return obj(Object.fromEntries(node.entries.map((e) => [e.key.text, nodeValue(e.value, ctx)])), { open: false });
}

/** Lookup through nested `env:` blocks, inner first; values are evaluated once, when asked for. */
export function envLayer(pairs: readonly Pair[], ctx: () => Contexts, outer: (name: string) => Val | undefined): (name: string) => Val | undefined {
  if (pairs.length === 0) return outer;
  const values = new Map<string, Val>();
  return (name) => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const pair = pairs.find((p) => p.name === name) ?? pairs.find((p) => p.name.toUpperCase() === name.toUpperCase());
    if (pair === undefined) return outer(name);
    values.set(name, unknown('refers to itself'));
    // Variables are texts: `false` is 'false'.
    const value = pair.value === null ? str('') : coerceText(nodeValue(pair.value, ctx()));
    values.set(name, value);
    return value;
  };
}

/** The variables that every step has. */
export function defaultEnv(scope: Scope): (name: string) => Val | undefined {
  let github: Val | undefined;
  const names: Record<string, string> = {
    GITHUB_REF: 'ref',
    GITHUB_REF_NAME: 'ref_name',
    GITHUB_REF_TYPE: 'ref_type',
    GITHUB_SHA: 'sha',
    GITHUB_EVENT_NAME: 'event_name',
    GITHUB_REPOSITORY: 'repository',
    GITHUB_REPOSITORY_OWNER: 'repository_owner',
    GITHUB_ACTOR: 'actor',
    GITHUB_RUN_ID: 'run_id',
    GITHUB_RUN_NUMBER: 'run_number',
    GITHUB_SERVER_URL: 'server_url',
    GITHUB_API_URL: 'api_url',
    GITHUB_HEAD_REF: 'head_ref',
    GITHUB_BASE_REF: 'base_ref',
    GITHUB_WORKSPACE: 'workspace',
    GITHUB_WORKFLOW: 'workflow',
  };
  return (name) => {
    if (name === 'CI' || name === 'GITHUB_ACTIONS') return str('true');
    if (name === 'HOME') return str('/home/runner');
    const field = names[name];
    if (field === undefined) return undefined;
    github ??= githubContext(scope);
    return github.k === 'obj' ? github.fields.get(field) : undefined;
  };
}

/** `matrix` as alternatives per key: every leg at once. */
export function matrixValue(legs: readonly ReadonlyMap<string, SourceNode>[], complete: boolean, ctx: Contexts): Val {
  if (legs.length === 0) return obj({}, { open: true });
  const keys = new Set(legs.flatMap((l) => [...l.keys()]));
  const fields: Record<string, Val> = {};
  for (const key of keys) {
    const values = new Map<string, Val>();
    for (const leg of legs) {
      const node = leg.get(key);
      const v = node === undefined ? str('') : nodeValue(node, ctx);
      values.set(
        JSON.stringify(v, (_k, x: unknown) => (x instanceof Map ? [...x] : x)),
        v,
      );
    }
    fields[key] = alts([...values.values()]);
  }
  return obj(fields, { open: !complete });
}

/** What a step left: its outputs, and whether it ran. */
export interface StepRecord {
  readonly outputs: ReadonlyMap<string, Val>;
  /** It may have outputs that are not listed. */
  readonly open: boolean;
  readonly ran: Truth;
}

/** One field of the `steps` context. */
export function stepValue({ outputs, open, ran }: StepRecord): Val {
  const outcome = ran === false ? str('skipped') : ran === true ? str('success') : alts([str('success'), str('skipped')]);
  const given = [...outputs].map(([name, value]) => [name, ran === undefined ? alts([value, str('')]) : value] as const);
  return obj({ outputs: ran === false ? obj({}, { open: false }) : obj(given, { open }), outcome, conclusion: outcome }, { open: false });
}
