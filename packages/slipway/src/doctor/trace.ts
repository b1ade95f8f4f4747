import { type Credential, type Effect, type RunNode, type StartSeen, targetsOf, type Walk, type World, walk } from '../chain/index.ts';
import type { Tree } from '../remotes/types.ts';
import { effectText, targetText } from './links.ts';
import type { DoctorOptions, Trace, TraceEvent, TraceNode } from './options.ts';
import { eventsOf } from './trace-events.ts';
import { worldOf } from './world.ts';

const maxNodes = 500;

/** One walk as a tree: what an event starts, what that does, and what that starts. */
export function traceEvent(tree: Tree, event: TraceEvent, options: DoctorOptions): Trace {
  const world = worldOf(tree, options);
  const events = eventsOf(event, world);
  const entry = { id: 'trace', text: events[0]?.text ?? 'nothing happens', kind: 'other' as const, channel: 'stable', events };
  const walked = walk(entry, world.workflows, world);
  let budget = maxNodes;
  const shown = new Set<string>();
  const childrenOf = (from: RunNode | undefined, effect: Effect | undefined): TraceNode[] => {
    const out: TraceNode[] = [];
    const asides: StartSeen[] = [];
    for (const s of walked.seen) {
      if (s.from !== from || s.effect !== effect) continue;
      if (s.start.answer === 'no' && !s.start.openable) asides.push(s);
      else if (budget-- > 0) out.push(startNode(s, walked, world, shown, childrenOf));
    }
    // What its filters leave out is one line: it is no news.
    const others = new Set(
      asides
        .filter((s) => !walked.seen.some((o) => o.from === from && o.effect === effect && o.workflow === s.workflow && o.start.answer !== 'no'))
        .map((s) => s.workflow.path),
    );
    if (others.size === 1 || from === undefined)
      for (const s of asides) if (others.delete(s.workflow.path)) out.push(startNode(s, walked, world, shown, childrenOf));
    if (others.size > 0)
      out.push({
        kind: 'workflow',
        text: `${others.size} other workflows do not start`,
        state: 'cut',
        why: 'their filters leave it out',
        children: [],
      });
    return out;
  };
  const root: TraceNode = { kind: 'event', text: entry.text, state: 'holds', children: childrenOf(undefined, undefined) };
  return { root, limits: [...tree.limits(), ...[...world.limits].sort()] };
}

function startNode(
  s: StartSeen,
  walked: Walk,
  world: World,
  shown: Set<string>,
  childrenOf: (from: RunNode | undefined, effect: Effect | undefined) => TraceNode[],
): TraceNode {
  const runs = s.start.answer === 'runs' || s.start.answer === 'held';
  const what = s.event.activity === undefined ? s.event.name : `${s.event.name}: ${s.event.activity}`;
  const by = s.effect && s.event.by.kind === 'person' ? `then ${s.event.text}: ` : '';
  const base = { kind: 'workflow' as const, text: `${by}${s.workflow.path} (${what})`, ...(s.start.at ? { location: s.start.at } : {}) };
  if (!runs && s.start.answer !== 'unknown') return { ...base, state: 'cut', why: s.start.why ?? '', children: [] };
  const node = walked.nodes.find((n) => n.run.workflow === s.workflow && n.run.event.id === s.event.id);
  const key = `${s.workflow.path}|${s.event.id}`;
  const state = s.start.answer === 'runs' ? ('holds' as const) : ('maybe' as const);
  if (node === undefined || shown.has(key))
    return {
      ...base,
      state,
      ...(shown.has(key) ? { why: 'as above' } : s.start.why === undefined ? {} : { why: s.start.why }),
      children: [],
    };
  shown.add(key);
  const jobs = node.run.jobs.map((j): TraceNode => {
    const effects = node.run.effects.filter((e) =>
      e.through.length === 0 ? e.job === j.job : e.through[0] !== undefined && (e.job === j.job || isInside(j.job.uses?.at.text, e)),
    );
    return {
      kind: 'job',
      text: `job ${j.id}`,
      location: j.job.key.file.locate(j.job.key.span),
      state: j.runs === false ? 'cut' : j.runs === undefined ? 'maybe' : 'holds',
      ...(j.runs === false ? { why: j.skipped?.by === 'need' ? `skipped, because ${j.skipped.need} was` : 'its condition is false' } : {}),
      children: j.runs === false ? [] : effects.map((e) => effectNode(e, node, world, childrenOf)),
    };
  });
  const after = childrenOf(node, undefined);
  return { ...base, state, ...(s.start.answer === 'runs' || s.start.why === undefined ? {} : { why: s.start.why }), children: [...jobs, ...after] };
}

function isInside(called: string | undefined, e: Effect): boolean {
  return called !== undefined && e.through[0]?.text.includes(called.replace(/^\.\//, '').replace(/@.*$/, '')) === true;
}

function effectNode(
  e: Effect,
  node: RunNode,
  world: World,
  childrenOf: (from: RunNode | undefined, effect: Effect | undefined) => TraceNode[],
): TraceNode {
  const targets = targetsOf(e, world).map(
    (t): TraceNode => ({
      kind: 'destination',
      text: targetText(t),
      state: e.lacks ? 'cut' : e.happens === undefined ? 'maybe' : 'holds',
      children: [],
    }),
  );
  const why = e.lacks
    ? `the GITHUB_TOKEN lacks ${e.lacks.scope}: ${e.lacks.level}`
    : e.held.credential.kind === 'none'
      ? e.held.credential.why
      : undefined;
  return {
    kind: 'effect',
    text: `${effectText(e)} (${e.deed.tool}) ${withCredential(e.held.credential)}`.trim(),
    location: e.at,
    state: why !== undefined ? 'cut' : e.happens === undefined ? 'maybe' : 'holds',
    ...(why === undefined ? {} : { why }),
    children: [...targets, ...childrenOf(node, e)],
  };
}

function withCredential(c: Credential): string {
  switch (c.kind) {
    case 'github-token':
      return 'with the GITHUB_TOKEN';
    case 'pat':
      return `with secret ${c.secret}`;
    case 'either':
      return `with secret ${c.secret}, else ${withCredential(c.ifMissing).replace(/^with /, '')}`;
    case 'app':
      return 'with an App token';
    case 'deploy-key':
      return 'with a deploy key';
    case 'oidc':
      return 'with OpenID Connect';
    default:
      return '';
  }
}
