import {
  type ActionMetadata,
  type Contexts,
  coerceText,
  evaluate,
  evaluateTemplate,
  parseTemplate,
  type Step,
  str,
  type Truth,
  type Val,
} from '../actions/index.ts';
import { type ActionCall, actionFiles, actionKnowledge } from '../tools/index.ts';
import { nodeValue } from './contexts.ts';
import { performDeeds } from './deeds.ts';
import { isGivenLost } from './missing-secret.ts';
import { addOpaque } from './recorder.ts';
import { locate } from './starts.ts';
import { directoryOf, inputValue, nothing, runList, type StepDone, type StepList, type StepState } from './steps.ts';
import { toolEvent } from './tool-event.ts';

/** How deep composite actions may call each other. */
const maxDepth = 10;

export function runAction(
  step: Step,
  ctx: Contexts,
  env: (name: string) => Val | undefined,
  runs: Truth,
  tolerated: boolean,
  state: StepState,
  list: StepList,
): StepDone {
  const uses = step.uses!;
  const { world } = state.js.scope;
  const at = locate(uses.at);
  if (uses.is.kind === 'docker') return opaque(step, ctx, runs, state, `docker://${uses.is.image}`, 'a container that is not in the tree');
  if (uses.is.kind === 'unknown') return { ...nothing, open: true };
  if (uses.is.kind === 'local') {
    const dir = uses.is.path.replace(/^\.\//, '').replace(/^\$\//, '').replace(/\/$/, '');
    const metadata = world.localAction(dir);
    if (metadata) return runComposite(metadata, dir, step, ctx, env, runs, state, at);
    // The path may lie in another repository that an earlier step checked out.
    return opaque(step, ctx, runs, state, uses.at.text, 'the action is not in the tree');
  }
  const slug = `${uses.is.owner}/${uses.is.repo}`;
  const path = uses.is.path.replace(/^\//, '');
  if (world.slug?.toLowerCase() === slug.toLowerCase()) {
    const own = world.localAction(path);
    if (own) return runComposite(own, path, step, ctx, env, runs, state, at);
  }
  const name = (path === '' ? slug : `${slug}/${path}`).toLowerCase();
  const knowledge = actionKnowledge(name);
  if (knowledge === undefined) {
    const metadata = world.remoteAction(slug, uses.is.ref, path);
    if (metadata?.using === 'composite') return runComposite(metadata, undefined, step, ctx, env, runs, state, at);
    return opaque(step, ctx, runs, state, uses.at.text, 'the action is not in the catalogue');
  }
  const call: ActionCall = {
    name,
    ref: uses.is.ref,
    version: versionOf(uses.is.ref, uses.comment),
    input: (n) => {
      const v = inputValue(step, n, ctx);
      return v === undefined || (v.k === 'str' && v.v === '') ? undefined : v;
    },
    written: (n) => {
      const value = step.with.find((p) => p.name.toLowerCase() === n.toLowerCase())?.value;
      if (value?.kind !== 'scalar' || !value.text.includes('${{')) return undefined;
      return parseTemplate(value.text).parts.map((part) => (typeof part === 'string' ? part : evaluate(part.ast, ctx)));
    },
    inputNames: step.with.map((p) => p.name),
    env,
    workingDirectory: directoryOf(step, ctx, state),
    event: toolEvent(state.js.scope.event),
    world: world.tools,
  };
  const deeds = knowledge.deeds(call);
  if (state.recorder.files) {
    const done = actionFiles(call) ?? (knowledge.harmless || deeds.length > 0 ? [] : [{ op: 'anything' as const, why: `${name} may make files` }]);
    for (const deed of done) state.recorder.files.add(deed, at, call.workingDirectory ?? '', runs);
  }
  const failed = performDeeds(
    deeds,
    {
      step,
      at,
      stepAt: at,
      env,
      cwd: call.workingDirectory ?? '',
      runs,
      always: true,
      swallowed: tolerated,
      ...(tolerated ? { swallowedBy: 'continue-on-error' } : {}),
      through: state.frame.through,
      actionDir: list.actionDir,
    },
    state,
  );
  const outputs = knowledge.outputs?.(call) ?? new Map<string, Val>();
  // Without its key, an action that asks for an App's token fails.
  const minted = outputs.get('token');
  const lost = minted?.k === 'token' && minted.of.kind === 'app' && isGivenLost(step.with, state.js.scope);
  return { outputs, open: true, failed: lost ? runs : failed };
}

/** Version from a tag or from the comment behind a commit hash; undefined for branches and bare hashes. */
function versionOf(ref: string, comment: string | undefined): { major: number; minor?: number; patch?: number } | undefined {
  const m = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:$|[^\w])/.exec(
    /^[0-9a-f]{40}$/.test(ref) ? (comment ?? '').replace(/^#?\s*(?:tag\s*=\s*|pin\s*@?)?/, '') : ref,
  );
  if (!m) return undefined;
  return { major: Number(m[1]), ...(m[2] === undefined ? {} : { minor: Number(m[2]) }), ...(m[3] === undefined ? {} : { patch: Number(m[3]) }) };
}

function runComposite(
  metadata: ActionMetadata,
  dir: string | undefined,
  step: Step,
  ctx: Contexts,
  env: (name: string) => Val | undefined,
  runs: Truth,
  state: StepState,
  at: ReturnType<typeof locate>,
): StepDone {
  const { world } = state.js.scope;
  const { through } = state.frame;
  const text = `uses ${step.uses!.at.text}`;
  if (metadata.using !== 'composite')
    return opaque(step, ctx, runs, state, step.uses!.at.text, `the action runs ${metadata.using}, which is not read`);
  const circle = through.some((t) => t.text === text);
  if (circle || through.length >= maxDepth) {
    const why = circle ? 'the action calls itself' : `actions call each other more than ${maxDepth} deep`;
    world.limit(`${at.path}:${at.line}: ${why}; the rest is not followed`);
    return opaque(step, ctx, runs, state, step.uses!.at.text, why);
  }
  const inputs = new Map<string, Val>();
  for (const i of metadata.inputs)
    inputs.set(i.name.toLowerCase(), inputValue(step, i.name, ctx) ?? (i.default ? nodeValue(i.default, ctx) : str('')));
  const inner: StepState = { ...state, frame: { ...state.frame, through: [...through, { text, at }] } };
  const result = runList(
    { steps: metadata.steps, inputs: { k: 'obj', fields: inputs, open: false }, env, runs, ...(dir === undefined ? {} : { actionDir: dir }) },
    inner,
  );
  const outputs = new Map<string, Val>();
  for (const o of metadata.outputs)
    outputs.set(o.name.toLowerCase(), o.value === undefined ? str('') : coerceText(evaluateTemplate(o.value.text, result.contexts)));
  return { outputs, open: false, failed: result.failed };
}

/** Something that may do anything with what it is given. */
function opaque(step: Step, ctx: Contexts, runs: Truth, state: StepState, what: string, why: string): StepDone {
  const { scope, job } = state.js;
  const given = [...step.with, ...step.env].map((p) => (p.value === null ? str('') : nodeValue(p.value, ctx)));
  const secret = given.some(
    (v) =>
      JSON.stringify(v, (_k, x: unknown) => (x instanceof Map ? [...x.values()] : x)).includes('"kind":"secret"') ||
      JSON.stringify(v, (_k, x: unknown) => (x instanceof Map ? [...x.values()] : x)).includes('"kind":"app"'),
  );
  const contents = state.permissions === undefined ? undefined : (state.permissions.scopes.get('contents') ?? state.permissions.rest) === 'write';
  state.recorder.files?.add({ op: 'anything', why: `${what} may make files` }, locate(step.uses!.at), '', runs);
  addOpaque(state.recorder, {
    what,
    why,
    at: locate(step.uses!.at),
    workflow: scope.workflow,
    job,
    onlyGithubToken: !secret,
    mayWrite: contents,
    kind: 'action',
    happens: runs,
  });
  return { outputs: new Map<string, Val>(), open: true, failed: false };
}
