import type { Bump, Component } from '../types.ts';
import { larger } from './bump.ts';
import { type RangeKind, takes } from './ranges.ts';
import { topological } from './topological.ts';

/** What one component of the repository declares about another. */
export interface Dependency {
  readonly on: string;
  readonly kind?: RangeKind;
  /** As the manifest writes it: `^1.2.0`, `workspace:^`, `>=1,<2`. */
  readonly range?: string;
}

export interface PropagationPolicy {
  /** What a dependant rises by; `same` is as much as what it depends on. */
  readonly bump: 'patch' | 'minor' | 'same' | 'none';
  /** `always`, or only where the declared range does not take the new version. Default: cargo always, npm and Python out of range. */
  readonly when?: 'always' | 'out-of-range';
}

export interface Propagation {
  /** Of every component, `none` included. */
  readonly bumps: ReadonlyMap<string, Bump>;
  /** Why it rises, or that it does not; one sentence each. */
  readonly why: ReadonlyMap<string, readonly string[]>;
  /** Names with dependencies before dependants; those of a cycle by name. */
  readonly order: readonly string[];
  readonly cycles: readonly (readonly string[])[];
}

interface Repository {
  /** By name, sorted: nothing depends on the order of the configuration. */
  readonly components: readonly Pick<Component, 'name' | 'group' | 'dependsOn'>[];
  readonly dependencies?: ReadonlyMap<string, readonly Dependency[]>;
  /** The version that a component gets for a bump, and the one that it has. */
  version(name: string, bump: Bump): string | undefined;
  readonly policy?: PropagationPolicy;
}

/**
 * Carries bumps to what rises with them: the members of a locked group to the highest of the group, dependants to at least the policy's bump.
 * The answer is the same for every order of components, and carrying it again changes nothing.
 * @param own what the commits of each component raise; one that is missing raises nothing
 */
export function propagate(repository: Repository, own: ReadonlyMap<string, Bump>): Propagation {
  const components = [...repository.components].sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(components.map(({ name }) => name));
  const declared = new Map(components.map((one) => [one.name, dependenciesOf(one, repository.dependencies).filter(({ on }) => names.has(on))]));
  const { order, cycles } = topological(new Map([...declared].map(([name, list]) => [name, list.map(({ on }) => on)])));
  let bumps = new Map<string, Bump>(components.map(({ name }) => [name, own.get(name) ?? 'none']));
  // Each round sees only the one before, so no order shows. Bumps only rise, so it ends.
  for (let changed = true; changed; ) {
    const next = new Map(bumps);
    const groups = groupBumps(components, bumps);
    for (const { name, group } of components) {
      let bump = larger(bumps.get(name)!, (group !== undefined && groups.get(group)) || 'none');
      for (const dependency of declared.get(name)!) bump = larger(bump, carried(repository, dependency, bumps.get(dependency.on)!));
      next.set(name, bump);
    }
    changed = [...next].some(([name, bump]) => bumps.get(name) !== bump);
    bumps = next;
  }
  const why = new Map(components.map((one) => [one.name, reasons(repository, one, declared.get(one.name)!, components, own, bumps)]));
  return { bumps, why, order, cycles };
}

function dependenciesOf({ name, dependsOn }: Pick<Component, 'name' | 'dependsOn'>, declared: Repository['dependencies']): readonly Dependency[] {
  const told = declared?.get(name) ?? [];
  const known = new Set(told.map(({ on }) => on));
  return [...told, ...dependsOn.filter((on) => !known.has(on)).map((on) => ({ on }))].sort((a, b) => (a.on < b.on ? -1 : 1));
}

function groupBumps(components: Repository['components'], bumps: ReadonlyMap<string, Bump>): ReadonlyMap<string, Bump> {
  const groups = new Map<string, Bump>();
  for (const { name, group } of components) if (group !== undefined) groups.set(group, larger(groups.get(group) ?? 'none', bumps.get(name)!));
  return groups;
}

/** What a dependant must rise by when what it depends on rises. */
function carried(repository: Repository, dependency: Dependency, bump: Bump): Bump {
  const { bump: by = 'patch' } = repository.policy ?? {};
  if (bump === 'none' || by === 'none' || stillTakes(repository, dependency, bump) === true) return 'none';
  return by === 'same' ? bump : by;
}

/** True where the dependant may stay because its range takes the new version; undefined where that is not asked or not known. */
function stillTakes(repository: Repository, { on, kind, range }: Dependency, bump: Bump): boolean | undefined {
  const when = repository.policy?.when ?? (kind === 'npm' || kind === 'python' ? 'out-of-range' : 'always');
  if (when === 'always' || kind === undefined || range === undefined) return undefined;
  const before = repository.version(on, 'none');
  const after = repository.version(on, bump);
  return before === undefined || after === undefined ? undefined : takes(kind, range, after, before);
}

function reasons(
  repository: Repository,
  { name, group }: Pick<Component, 'name' | 'group'>,
  dependencies: readonly Dependency[],
  components: Repository['components'],
  own: ReadonlyMap<string, Bump>,
  bumps: ReadonlyMap<string, Bump>,
): readonly string[] {
  const result: string[] = [];
  const mine = own.get(name) ?? 'none';
  if (mine !== 'none') result.push(`Its own commits raise it: ${mine}.`);
  const first =
    group === undefined ? undefined : components.find((one) => one.group === group && one.name !== name && own.get(one.name) === bumps.get(name));
  if (first && bumps.get(name) !== 'none') result.push(`It rises with ${first.name}, for the group ${group} has one version: ${bumps.get(name)}.`);
  for (const dependency of dependencies) {
    const bump = bumps.get(dependency.on)!;
    if (bump === 'none' || dependency.on === name) continue;
    const version = repository.version(dependency.on, bump);
    const rises = `It depends on ${dependency.on}, which rises${version === undefined ? '' : ` to ${version}`}`;
    const by = carried(repository, dependency, bump);
    const takesIt = stillTakes(repository, dependency, bump);
    if (takesIt === true) result.push(`${rises}; its range \`${dependency.range}\` takes that already.`);
    else if (by !== 'none')
      result.push(takesIt === false ? `${rises}; its range \`${dependency.range}\` does not take that: ${by}.` : `${rises}: ${by}.`);
  }
  if (bumps.get(name) !== 'none' && result.length === 0) result.push(`It rises with the group ${group}, which has one version: ${bumps.get(name)}.`);
  if (bumps.get(name) === 'none' && result.length === 0) result.push('Nothing raises it.');
  return result;
}
