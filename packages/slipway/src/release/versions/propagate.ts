import type { Bump, Component } from '../types.ts';
import { larger } from './bump.ts';
import { names, type RangeKind, takes } from './ranges.ts';
import { topological } from './topological.ts';

/** What one component of the repository declares about another. */
export interface Dependency {
  readonly on: string;
  readonly kind?: RangeKind;
  /** As the manifest writes it: `^1.2.0`, `workspace:^`, `>=1,<2`. */
  readonly range?: string;
  /** `dev`: for development alone. `peer`: whoever installs the dependant brings it. Absent: an ordinary one. */
  readonly role?: 'dev' | 'peer';
}

export interface PropagationPolicy {
  /** What a dependant rises by; `same` is as much as what it depends on. */
  readonly bump: 'patch' | 'minor' | 'same' | 'none';
  /**
   * `always`; only where the declared range does not take the new version; or where the text of the requirement has to change to name it.
   * Default: cargo always, npm and Python out of range.
   */
  readonly when?: 'always' | 'out-of-range' | 'rewritten';
  /** Dependencies for development count like others; nothing that users get changes by them, so they do not where it is absent. */
  readonly dev?: true;
  /** Only dependencies that are declared in these ecosystems; all where it is absent. */
  readonly kinds?: readonly RangeKind[];
  /** Peers count for nothing, or raise more where their dependency rises by at least `from`. */
  readonly peers?: 'none' | { readonly bump: 'major'; readonly from: 'minor'; readonly when: 'always' | 'out-of-range' };
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
  /** Of dependants that `policies` does not name. */
  readonly policy?: PropagationPolicy;
  /** By name of the dependant. */
  readonly policies?: ReadonlyMap<string, PropagationPolicy>;
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
  // What is needed for development alone may be released afterwards, and often makes a ring.
  const { order, cycles } = topological(
    new Map([...declared].map(([name, list]) => [name, list.flatMap(({ on, role }) => (role === 'dev' ? [] : [on]))])),
  );
  let bumps = new Map<string, Bump>(components.map(({ name }) => [name, own.get(name) ?? 'none']));
  // Each round sees only the one before, so no order shows. Bumps only rise, so it ends.
  for (let changed = true; changed; ) {
    const next = new Map(bumps);
    const groups = groupBumps(components, bumps);
    for (const { name, group } of components) {
      let bump = larger(bumps.get(name)!, (group !== undefined && groups.get(group)) || 'none');
      for (const dependency of declared.get(name)!) bump = larger(bump, carried(repository, name, dependency, bumps.get(dependency.on)!));
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
  const known = new Set(told.flatMap(({ on, role }) => (role === 'dev' ? [] : [on])));
  return [...told, ...dependsOn.filter((on) => !known.has(on)).map((on) => ({ on }))].sort((a, b) => (a.on < b.on ? -1 : 1));
}

function groupBumps(components: Repository['components'], bumps: ReadonlyMap<string, Bump>): ReadonlyMap<string, Bump> {
  const groups = new Map<string, Bump>();
  for (const { name, group } of components) if (group !== undefined) groups.set(group, larger(groups.get(group) ?? 'none', bumps.get(name)!));
  return groups;
}

/** What a dependant must rise by when what it depends on rises. */
function carried(repository: Repository, dependant: string, dependency: Dependency, bump: Bump): Bump {
  const policy = policyOf(repository, dependant);
  if (bump === 'none' || !counts(policy, dependency)) return 'none';
  const { peers } = policy;
  if (dependency.role === 'peer' && typeof peers === 'object' && larger(bump, peers.from) === bump)
    if (peers.when === 'always' || stays(repository, dependency, bump, peers.when) === false) return peers.bump;
  if (policy.bump === 'none' || stays(repository, dependency, bump, whenOf(policy, dependency)) === true) return 'none';
  return policy.bump === 'same' ? bump : policy.bump;
}

function policyOf(repository: Repository, dependant: string): PropagationPolicy {
  return repository.policies?.get(dependant) ?? repository.policy ?? { bump: 'patch' };
}

function counts(policy: PropagationPolicy, { kind, role }: Dependency): boolean {
  if (role === 'dev' && policy.dev !== true) return false;
  if (role === 'peer' && policy.peers === 'none') return false;
  return policy.kinds === undefined || kind === undefined || policy.kinds.includes(kind);
}

const whenOf = ({ when }: PropagationPolicy, { kind }: Dependency): NonNullable<PropagationPolicy['when']> =>
  when ?? (kind === 'npm' || kind === 'python' ? 'out-of-range' : 'always');

/** True where the dependant may stay: its range takes the new version, or its text need not change; undefined where that is not asked or not known. */
function stays(
  repository: Repository,
  { on, kind, range }: Dependency,
  bump: Bump,
  when: NonNullable<PropagationPolicy['when']>,
): boolean | undefined {
  if (when === 'rewritten' && range === undefined && kind !== undefined) return true;
  if (when === 'always' || kind === undefined || range === undefined) return undefined;
  const before = repository.version(on, 'none');
  const after = repository.version(on, bump);
  if (before === undefined || after === undefined) return undefined;
  return when === 'rewritten' ? names(range, after) : takes(kind, range, after, before);
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
    const policy = policyOf(repository, name);
    if (!counts(policy, dependency) || policy.bump === 'none') continue;
    const by = carried(repository, name, dependency, bump);
    const takesIt = stays(repository, dependency, bump, whenOf(policy, dependency));
    if (takesIt === true && by === 'none')
      result.push(
        dependency.range === undefined ? `${rises}; it names no version of it.` : `${rises}; its range \`${dependency.range}\` takes that already.`,
      );
    else if (by !== 'none')
      result.push(takesIt === false ? `${rises}; its range \`${dependency.range}\` does not take that: ${by}.` : `${rises}: ${by}.`);
  }
  if (bumps.get(name) !== 'none' && result.length === 0) result.push(`It rises with the group ${group}, which has one version: ${bumps.get(name)}.`);
  if (bumps.get(name) === 'none' && result.length === 0) result.push('Nothing raises it.');
  return [...new Set(result)];
}
