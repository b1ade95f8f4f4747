import { type Analysis, analyse, environmentRoutes, isConstantFamily, isRollingFamily, type Target, targetKey } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import { reportContract } from '../contract.ts';
import { worldOf } from '../diagnose.ts';
import type { DoctorOptions } from '../options.ts';
import { inOrder, targetName } from './targets.ts';
import type { Destination, Material } from './types.ts';
import { waysOf } from './ways.ts';
import { VERSION, versioned } from './words.ts';

/** Gathers what the sections tell of; the walk is made once. */
export function materialOf(tree: Tree, options: DoctorOptions): Material {
  const analysis = analyse(worldOf(tree, options));
  const lost = new Map<string, readonly string[]>();
  return {
    analysis,
    contract: reportContract(analysis),
    ways: waysOf(analysis),
    destinations: destinationsOf(analysis),
    environments: environmentRoutes(analysis),
    tag: tagOf(analysis),
    tags: tree.git?.tags ?? [],
    lostWithout(secret) {
      let known = lost.get(secret);
      if (known === undefined) {
        const assume = new Map([...(options.assume ?? []), [secret, 'missing' as const]]);
        known = lostIn(analyse(worldOf(tree, { ...options, assume })), analysis);
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

/** What was reached and is not any more. */
function lostIn(without: Analysis, analysis: Analysis): string[] {
  const reached = (all: Analysis): Map<string, Target> => {
    const routes = all.routes.filter((r) => r.role === 'release' && r.verdict === 'reached');
    return new Map(routes.map((r) => [r.target.id, r.target]));
  };
  const now = reached(without);
  const lost = [...reached(analysis)].filter(([id]) => !now.has(id)).map(([, target]) => target);
  return inOrder(lost).map((target) => targetName(target, analysis.world));
}
