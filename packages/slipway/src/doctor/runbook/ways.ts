import { type Analysis, type Effect, type Label, type Route, type Target, targetKey, targetsOf } from '../../chain/index.ts';
import type { Hop, Way } from './types.ts';

const MOST_WAYS = 6;

/**
 * The ways to release, the meant ones first. A merge that is a step of another way is none of its own; what a person repeats by hand
 * is a way round; a dispatch for a version that is out is for later.
 * @param channel `stable`, or a branch's
 */
export function waysOf(analysis: Analysis, channel = 'stable'): Way[] {
  const byEntry = new Map<string, Route[]>();
  for (const route of analysis.routes) {
    if (route.entry.channel !== channel || route.role === 'aside' || route.verdict === 'broken') continue;
    if (route.entry.kind === 'schedule' || route.entry.kind === 'other') continue;
    const list = byEntry.get(route.entry.id);
    if (list === undefined) byEntry.set(route.entry.id, [route]);
    else list.push(route);
  }
  const all = [...byEntry.values()].flatMap((routes): Way[] => {
    const targets = routes.map((route) => route.target);
    // A repository that only deploys has no version of its own: then what moves is what there is.
    const own = targets.filter((target) => target.version === 'this');
    if (own.length === 0 && [...analysis.targets.values()].some((target) => target.version === 'this')) return [];
    const [route] = routes;
    return route === undefined ? [] : [{ route, hops: hopsOf(routes, analysis), targets, use: route.role === 'release' ? 'main' : 'round' }];
  });
  const main = all.filter((way) => way.use === 'main' && !isStepOfAnother(way, all) && !isPartOfAnother(way, all));
  const starting = main.filter((way) => way.targets.some(isRelease) || !main.some((other) => other.targets.some(isRelease)));
  const later = main.filter((way) => !starting.includes(way)).map((way): Way => ({ ...way, use: 'later' }));
  const round = all.filter((way) => way.use === 'round' && way.route.entry.kind !== 'release' && isShort(way));
  const [family] = analysis.world.families.keys();
  return [...starting.sort((a, b) => weight(b, family) - weight(a, family)), ...later, ...round].slice(0, MOST_WAYS);
}

function isRelease({ kind, version }: Target): boolean {
  return version === 'this' && (kind === 'tag' || kind === 'release' || kind === 'registry');
}

/**
 * What makes the release itself is named before what only publishes to a registry, and early versions are named last.
 * @param family the one that most of the repository's tags belong to
 */
function weight({ targets, route }: Way, family: string | undefined): number {
  const kinds = new Set(targets.filter(({ version }) => version === 'this').map(({ kind }) => kind));
  const { entry } = route;
  const early = /alpha|beta|nightly|canary|preview|snapshot|next/i.test(entry.workflow?.path ?? '');
  return (
    (kinds.has('release') || kinds.has('tag') ? 100 : 0) +
    (entry.kind === 'merge' || entry.kind === 'tag' ? 10 : 0) +
    (family !== undefined && entry.family === family ? 10 : 0) +
    kinds.size -
    (early ? 200 : 0)
  );
}

/** A way round that waits for a person on the way is none: what it begins with has another purpose. */
function isShort({ hops }: Way): boolean {
  return !hops.some((hop) => hop.label.via.from !== undefined && hop.label.via.event.by.kind === 'person');
}

/** A release that a person publishes by hand, where another way does all of that. */
function isPartOfAnother(way: Way, all: readonly Way[]): boolean {
  if (way.route.entry.kind !== 'release') return false;
  const keys = (one: Way): string[] => one.targets.filter(({ version }) => version === 'this').map(targetKey);
  return all.some(
    (other) => other !== way && other.use === 'main' && other.route.entry.kind !== 'release' && keys(way).every((key) => keys(other).includes(key)),
  );
}

/** The merge of a release pull request that another way opens. */
function isStepOfAnother(way: Way, all: readonly Way[]): boolean {
  if (way.route.entry.kind !== 'merge') return false;
  return all.some(
    (other) =>
      other !== way &&
      other.use === 'main' &&
      other.hops.some((hop) => hop.label.via.event.by.kind === 'person' && hop.label.via.from !== undefined) &&
      way.targets.every((target) => other.targets.some((one) => targetKey(one) === targetKey(target))),
  );
}

/** The runs on the way to what is delivered, in the order in which they follow each other. */
function hopsOf(routes: readonly Route[], analysis: Analysis): Hop[] {
  const hops = new Map<string, { label: Label; run: Hop['run']; effects: Set<Effect> }>();
  const add = (label: Label, run: Hop['run']): { effects: Set<Effect> } => {
    const key = `${run.workflow.path}\0${label.via.event.name}\0${label.via.from?.node.run.workflow.path ?? ''}`;
    const known = hops.get(key) ?? { label, run, effects: new Set<Effect>() };
    hops.set(key, known);
    return known;
  };
  for (const { best } of routes) {
    const last = add(best.label, best.node.run);
    for (const effect of best.node.run.effects)
      if (effect.happens !== false && targetsOf(effect, analysis.world).length > 0) last.effects.add(effect);
    for (let label: Label = best.label; label.via.from !== undefined; label = label.via.from.label) {
      const before = add(label.via.from.label, label.via.from.node.run);
      if (label.via.effect !== undefined) before.effects.add(label.via.effect);
    }
  }
  return [...hops.values()].sort((a, b) => a.label.depth - b.label.depth).map(({ effects, ...hop }) => ({ ...hop, effects: [...effects] }));
}
