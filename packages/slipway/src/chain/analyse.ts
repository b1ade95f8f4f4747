import type { Workflow } from '../actions/index.ts';
import { isByDesign, isMeantForAnother } from './by-design.ts';
import { outcomes } from './credentials.ts';
import { declaredRuns, familiesOf } from './declared.ts';
import { type Target, targetKey, targetsOf } from './destinations.ts';
import { type Entry, entries } from './entries.ts';
import { familyOf, isRollingFamily } from './families.ts';
import type { Cut, Effect, Run } from './types.ts';
import { type Label, type RunNode, type Walk, walk } from './walk.ts';
import type { World } from './world.ts';

export type Role = 'release' | 'workaround' | 'aside';

/** One destination as one entry reaches it, or would. */
export interface Delivery {
  readonly target: Target;
  readonly entry: Entry;
  readonly role: Role;
  readonly effect: Effect;
  readonly node: RunNode;
  /** The best way: without cuts when there is one. */
  readonly label: Label;
  /** All ways, best first. */
  readonly labels: readonly Label[];
  readonly ownCuts: readonly Cut[];
}

export interface Route {
  readonly target: Target;
  readonly entry: Entry;
  readonly role: Role;
  readonly verdict: 'reached' | 'broken' | 'unknown';
  readonly best: Delivery;
  /** Cuts of the best way, in order. */
  readonly cuts: readonly Cut[];
}

/** A cut that was tried: opened alone, or as the first of several, something is reached that is not reached otherwise. */
export interface Cause {
  readonly cut: Cut;
  /** Cuts that come after it on the same way. */
  readonly later: readonly Cut[];
  readonly entry: Entry;
  readonly losses: readonly Route[];
  readonly doubts: readonly string[];
}

export interface Fallback {
  readonly secret: string;
  readonly effect: Effect;
  readonly losses: readonly Route[];
}

export interface Analysis {
  readonly world: World;
  /** Workflows that can have to do with a release. */
  readonly relevant: readonly Workflow[];
  readonly declared: ReadonlyMap<string, readonly Run[]>;
  readonly families: readonly string[];
  readonly entries: readonly { readonly entry: Entry; readonly role: Role }[];
  readonly walks: readonly Walk[];
  readonly routes: readonly Route[];
  readonly causes: readonly Cause[];
  readonly fallbacks: readonly Fallback[];
  /** Everything that could be delivered, whoever starts it. */
  readonly targets: ReadonlyMap<string, Target>;
}

export function analyse(world: World): Analysis {
  const first = declaredRuns(world, familiesOf(world, []));
  const made = [...first.values()].flat().flatMap((r) => r.effects);
  const families = familiesOf(world, made);
  const declared = declaredRuns(world, families);
  const relevant = relevantWorkflows(world, declared);
  const found = entries(world, relevant, families);
  const walks = found.map((e) => walk(e, relevant, world));
  const roles = rolesOf(walks);
  const targets = new Map<string, Target>();
  for (const runs of declared.values())
    for (const r of runs) for (const e of r.effects) for (const t of targetsOf(e, world)) targets.set(targetKey(t), t);
  const routes = walks.flatMap((w) => routesOf(w, roles.get(w.entry.id) ?? 'aside', world));
  let fallbacks: Fallback[] | undefined;
  return {
    world,
    relevant,
    declared,
    families,
    entries: found.map((entry) => ({ entry, role: roles.get(entry.id) ?? 'aside' })),
    walks,
    routes,
    causes: causesOf(routes),
    // Walks again; only who asks for it waits.
    get fallbacks() {
      fallbacks ??= fallbacksOf(world, relevant, walks, routes, roles);
      return fallbacks;
    },
    targets,
  };
}

/** Those that deliver or make something, and those whose completion such a one waits for. */
function relevantWorkflows(world: World, declared: ReadonlyMap<string, readonly Run[]>): Workflow[] {
  const out = new Set<Workflow>();
  for (const w of world.workflows) {
    const runs = declared.get(w.path) ?? [];
    const waitsForRelease = w.triggers.some((t) => t.event === 'release');
    if (waitsForRelease || runs.some((r) => r.effects.length > 0 || r.opaque.length > 0) || w.problems.some((p) => p.effect === 'refused'))
      out.add(w);
  }
  for (let grown = true; grown; ) {
    grown = false;
    const names = new Set([...out].flatMap((w) => w.triggers.flatMap((t) => (t.workflows ?? []).map((n) => n.text))));
    for (const w of world.workflows) {
      if (out.has(w) || !names.has(w.displayName)) continue;
      out.add(w);
      grown = true;
    }
  }
  return [...out];
}

/** A person who repeats by hand what something in the tree does is a workaround; by-hand runs of an automatic workflow too. */
function rolesOf(walks: readonly Walk[]): Map<string, Role> {
  const madeTags = new Set<string>();
  let madeUnknownTag = false;
  const madeReleases = new Set<string>();
  for (const w of walks) {
    if (w.entry.kind === 'tag' || w.entry.kind === 'release') continue;
    for (const n of w.nodes.filter((x) => !x.labels.every(tagsByHand)))
      for (const e of n.run.effects) {
        // A draft makes no tag: whoever publishes it does, and may as well push the tag.
        if (e.elsewhere !== undefined || e.tag === undefined || e.tagExists || isDraft(e)) continue;
        const creates =
          (e.deed.kind === 'tag' && e.deed.act !== 'delete') || (e.deed.kind === 'release' && e.deed.act === 'create' && !(e.deed.needsTag ?? false));
        if (!creates) continue;
        const f = familyOf(e.tag);
        if (f === undefined) madeUnknownTag = true;
        else madeTags.add(f);
      }
  }
  for (const w of walks) {
    if (w.entry.kind === 'release') continue;
    for (const n of w.nodes)
      for (const e of n.run.effects)
        if (e.deed.kind === 'release' && !isDraft(e) && e.elsewhere === undefined && (e.deed.act === 'create' || e.deed.act === 'publish'))
          madeReleases.add(e.tag === undefined ? '?' : (familyOf(e.tag) ?? '?'));
  }
  const out = new Map<string, Role>();
  for (const w of walks) {
    const { entry } = w;
    if (entry.kind === 'tag')
      out.set(entry.id, madeTags.has(entry.family ?? '') || (madeUnknownTag && !isRollingFamily(entry.family)) ? 'workaround' : 'release');
    else if (entry.kind === 'release') out.set(entry.id, madeReleases.has(entry.family ?? '') || madeReleases.has('?') ? 'workaround' : 'release');
    else if (entry.kind === 'dispatch') {
      const automatic =
        entry.workflow?.triggers.some((t) =>
          ['push', 'release', 'workflow_run', 'create', 'schedule', 'pull_request', 'pull_request_target', 'repository_dispatch'].includes(t.event),
        ) ?? false;
      out.set(entry.id, automatic ? 'workaround' : 'release');
    } else if (entry.kind === 'other') out.set(entry.id, 'aside');
    else out.set(entry.id, 'release');
  }
  return out;
}

/** A person has made the tag by hand on this way. */
function tagsByHand(label: Label): boolean {
  for (let at: Label | undefined = label; at !== undefined; at = at.via.from?.label)
    if (at.via.event.by.kind === 'person' && at.via.event.refType === 'tag') return true;
  return false;
}

const isDraft = (e: Effect): boolean => e.deed.kind === 'release' && e.deed.act === 'create' && e.deed.draft === true;

/** What keeps an effect itself from happening: a right that its token lacks, no credential at all. */
export function ownCutsOf(e: Effect): Cut[] {
  const out: Cut[] = [];
  if (e.lacks) out.push({ id: `missing-permission:${e.id}`, kind: 'missing-permission', effect: e, doubts: [], facts: ['perm.key'] });
  if (e.held.credential.kind === 'none' && e.deed.kind !== 'package' && e.deed.kind !== 'image')
    out.push({ id: `no-credential:${e.id}`, kind: 'no-credential', effect: e, doubts: [], facts: ['tok.persist'] });
  return out;
}

const weight = (l: Label, own: readonly Cut[]): number => (l.cuts.length + own.length) * 100 + l.doubts.length * 10 + l.persons.length;

/** What one walk delivers, or would: the best way to each destination. */
export function routesOf(w: Walk, role: Role, world: World): Route[] {
  const best = new Map<string, Delivery>();
  for (const node of w.nodes) {
    for (const effect of node.run.effects) {
      const own = ownCutsOf(effect);
      for (const target of targetsOf(effect, world)) {
        const labels = [...node.labels].sort((a, b) => weight(a, own) - weight(b, own));
        const label = labels[0];
        if (label === undefined) continue;
        const key = targetKey(target);
        const other = best.get(key);
        if (other === undefined || weight(label, own) < weight(other.label, other.ownCuts))
          best.set(key, { target, entry: w.entry, role, effect, node, label, labels, ownCuts: own });
      }
    }
  }
  return [...best.values()].map((d): Route => {
    const cuts = [...d.label.cuts, ...d.ownCuts];
    return {
      target: d.target,
      entry: d.entry,
      role,
      best: d,
      cuts,
      verdict: cuts.length > 0 ? 'broken' : d.label.doubts.length > 0 || hangsOnCredential(d.effect) ? 'unknown' : 'reached',
    };
  });
}

/** Requests to GitHub with a credential that is not known; a registry's login is an assumption like any secret. */
function hangsOnCredential(e: Effect): boolean {
  return (
    e.held.credential.kind === 'unknown' &&
    e.deed.kind !== 'package' &&
    e.deed.kind !== 'image' &&
    e.deed.kind !== 'deploy' &&
    e.deed.kind !== 'pages'
  );
}

/** Which broken routes are defects: nothing else of the same entry reaches the destination, and no other channel is what it is for. */
function causesOf(routes: readonly Route[]): Cause[] {
  const groups = new Map<string, { cut: Cut; later: Cut[]; entry: Entry; losses: Route[]; doubts: Set<string> }>();
  for (const r of routes) {
    if (r.verdict !== 'broken' || r.role !== 'release') continue;
    if (isByDesign(r, routes)) continue;
    const [first, ...later] = r.cuts;
    if (first === undefined) continue;
    const g = groups.get(first.id) ?? { cut: first, later, entry: r.entry, losses: [], doubts: new Set<string>() };
    if (!g.losses.some((l) => targetKey(l.target) === targetKey(r.target))) g.losses.push(r);
    for (const d of r.best.label.doubts) g.doubts.add(d);
    groups.set(first.id, g);
  }
  return [...groups.values()].map((g) => ({ cut: g.cut, later: g.later, entry: g.entry, losses: g.losses, doubts: [...g.doubts] }));
}

/** Walks again with each secret missing that has a fallback, and reports what is lost. */
function fallbacksOf(
  world: World,
  relevant: readonly Workflow[],
  walks: readonly Walk[],
  routes: readonly Route[],
  roles: ReadonlyMap<string, Role>,
): Fallback[] {
  const secrets = new Map<string, Map<string, Effect>>();
  for (const w of walks)
    for (const n of w.nodes)
      for (const e of n.run.effects) {
        const c = e.held.credential;
        if (c.kind !== 'either') continue;
        if (outcomes(c).some((o) => o.missing !== undefined && (o.credential.kind === 'github-token' || o.credential.kind === 'none')))
          secrets.set(c.secret, (secrets.get(c.secret) ?? new Map<string, Effect>()).set(doneAt(e), e));
      }
  const out: Fallback[] = [];
  for (const [secret, effects] of [...secrets].slice(0, 4)) {
    // What never reads the secret does not fall back.
    const falling = (r: Route): Effect | undefined =>
      r.best.labels.flatMap((l) => [...l.cuts, ...r.best.ownCuts]).find((c) => c.effect && effects.has(doneAt(c.effect)))?.effect;
    const without: World = { ...world, assume: new Map([...world.assume, [secret, 'missing' as const]]), runs: new Map() };
    const losses: Route[] = [];
    let culprit: Effect | undefined;
    for (const w of walks) {
      if (roles.get(w.entry.id) !== 'release') continue;
      const before = routes.filter((r) => r.entry === w.entry && r.verdict === 'reached');
      if (before.length === 0) continue;
      const after = routesOf(walk(w.entry, relevant, without), 'release', without);
      const lost = after.filter(
        (r) => r.verdict === 'broken' && before.some((b) => targetKey(b.target) === targetKey(r.target)) && !isMeantForAnother(r, after),
      );
      for (const r of lost) {
        const effect = falling(r);
        if (effect === undefined || losses.some((l) => targetKey(l.target) === targetKey(r.target))) continue;
        losses.push(r);
        culprit ??= effect;
      }
    }
    if (culprit !== undefined) out.push({ secret, effect: culprit, losses });
  }
  return out;
}

/** The place of an effect, the same in every walk. */
const doneAt = ({ at, job, deed }: Effect): string => `${at.path}:${at.line}:${at.column}:${job.id}:${deed.kind}`;
