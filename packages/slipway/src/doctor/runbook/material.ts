import {
  type Analysis,
  analyse,
  environmentRoutes,
  isConstantFamily,
  isRollingFamily,
  targetKey,
  targetsOf,
  type World,
  walk,
} from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import { reportContract } from '../contract.ts';
import type { DoctorOptions } from '../options.ts';
import { worldOf } from '../world.ts';
import { inOrder, targetName } from './targets.ts';
import type { Destination, Material, Way } from './types.ts';
import { waysOf } from './ways.ts';
import { VERSION, versioned } from './words.ts';

/** Gathers what the sections tell of; the walk is made once. */
export function materialOf(tree: Tree, options: DoctorOptions): Material {
  const analysis = analyse(worldOf(tree, options));
  const ways = waysOf(analysis);
  const lost = new Map<string, readonly string[]>();
  return {
    analysis,
    contract: reportContract(analysis),
    ways,
    destinations: destinationsOf(analysis),
    environments: environmentRoutes(analysis),
    tag: tagOf(analysis),
    tags: tree.git?.tags ?? [],
    lostWithout(secret) {
      let known = lost.get(secret);
      if (known === undefined) {
        known = ways[0] === undefined ? [] : lostIn(ways[0], secret, analysis);
        lost.set(secret, known);
      }
      return known;
    },
  };
}

/** What a version has for itself; where that is nothing, what is overwritten with each. */
function destinationsOf(analysis: Analysis): Destination[] {
  const found = new Map<string, { target: Destination['target']; effects: Set<Destination['effects'][number]> }>();
  for (const route of analysis.routes) {
    if (route.role !== 'release' || route.entry.channel !== 'stable' || route.verdict === 'broken') continue;
    const { target } = route;
    if (target.version === 'moving' && target.kind !== 'pages' && target.kind !== 'environment') continue;
    const key = targetKey(target);
    const known = found.get(key) ?? { target, effects: new Set() };
    known.effects.add(route.best.effect);
    found.set(key, known);
  }
  const ordered = inOrder([...found.values()].map(({ target }) => target));
  return ordered.map((target) => ({ target, effects: [...(found.get(targetKey(target))?.effects ?? [])] }));
}

/** The tag of a version, by the family that most of its tags belong to. */
function tagOf(analysis: Analysis): string | undefined {
  const named = analysis.routes.find(
    (r) => (r.target.kind === 'tag' || r.target.kind === 'release') && r.target.version === 'this' && /\{version\}/.test(r.target.name),
  );
  if (named !== undefined) return versioned(named.target.name.split(' ').at(-1) ?? '', analysis.world);
  const family = analysis.families.find((one) => !isConstantFamily(one) && !isRollingFamily(one));
  const tagged = analysis.routes.some(
    (r) => r.role !== 'aside' && (r.target.kind === 'tag' || r.target.kind === 'release' || r.entry.kind === 'tag'),
  );
  return family === undefined || !tagged ? undefined : `${family}${VERSION}`;
}

/** What the first way reaches, and would not when a secret is missing: that way is walked once more, without it. */
function lostIn({ route, targets }: Way, secret: string, { world, relevant }: Analysis): string[] {
  const without: World = { ...world, assume: new Map([...world.assume, [secret, 'missing' as const]]), runs: new Map() };
  const reached = new Set<string>();
  for (const { run, labels } of walk(route.entry, relevant, without).nodes) {
    if (!labels.some((label) => label.cuts.length === 0)) continue;
    for (const effect of run.effects) {
      if (effect.happens === false || effect.lacks !== undefined || effect.held.credential.kind === 'none') continue;
      for (const target of targetsOf(effect, without)) reached.add(target.id);
    }
  }
  const gone = new Map(targets.filter(({ id }) => !reached.has(id)).map((target) => [target.id, target]));
  return inOrder([...gone.values()]).map((target) => targetName(target, world));
}
