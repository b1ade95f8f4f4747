import type { Bump, Component } from '../types.ts';
import { type Dependency, larger, lockedVersion, type Next, propagate } from '../versions/index.ts';
import { alone, ask, explicitFor, preparedOf, withVersion } from './alone.ts';
import { declaredDependencies } from './dependencies.ts';
import { sayingOf } from './files-say.ts';
import type { Knowledge } from './gather.ts';
import { propagationPolicies } from './policies.ts';
import { RELEASE_COMMIT_WHY } from './sources.ts';

/** What becomes of one component. */
export interface Decision {
  readonly component: Component;
  readonly next: Next;
  /** What raises it beside its own changes, and that it rises with others; one sentence each. */
  readonly why: readonly string[];
  /** Components that it rises for and that are released too. */
  readonly for: readonly string[];
  /** Its files say the version already, and only the tag lacks. */
  readonly prepared: boolean;
  /** Whether it was asked for. */
  readonly meant: boolean;
  readonly warnings: readonly string[];
}

interface Deciding extends Pick<Knowledge, 'question' | 'chosen' | 'known' | 'meant'> {
  readonly dependencies: ReadonlyMap<string, readonly Dependency[]>;
}

/** The next versions of all components, those that others depend on first. */
export function decide({ question, chosen, known, meant }: Knowledge): readonly Decision[] {
  const { read, list, config } = question;
  const { components } = config;
  const dependencies = declaredDependencies(read, list, components);
  const policies = propagationPolicies(read, list, components);
  const deciding: Deciding = { question, chosen, known, meant, dependencies };
  const first = new Map(components.filter(({ name }) => meant.has(name)).map((one) => [one.name, alone(deciding, one)]));
  const own = new Map<string, Bump>();
  const isAsked = (component: Component): boolean => explicitFor(deciding, component) !== undefined;
  // Whoever was asked for a patch raises no other by more, whatever its commits say.
  for (const component of components) {
    const { name } = component;
    const its = first.get(name);
    if (its?.kind === 'release') own.set(name, raising(its, isAsked(component) ? 'none' : known.get(name)!.weighed.bump));
  }
  const versions = new Map<string, string | undefined>();
  const version = (name: string, bump: Bump): string | undefined => {
    const key = `${name}\0${bump}`;
    if (!versions.has(key)) versions.set(key, bump === 'none' ? known.get(name)?.standing.current?.text : versionFor(deciding, name, bump, first));
    return versions.get(key);
  };
  const carried = propagate({ components, dependencies, version, policies }, own);
  const next = new Map(first);
  for (const component of components) {
    const { name } = component;
    const bump = carried.bumps.get(name)!;
    // What was refused, is prepared or was asked for stays so, whoever else rises.
    if (!meant.has(name) || bump === 'none' || first.get(name)!.kind === 'refused' || preparedOf(deciding, component) !== undefined) continue;
    if (own.has(name) && isAsked(component)) continue;
    if (!own.has(name) || bump !== own.get(name)) next.set(name, ask(deciding, component, bump));
  }
  lock(deciding, next);
  return carried.order.map((name) => {
    const component = components.find((one) => one.name === name)!;
    const rises = (carried.bumps.get(name) ?? 'none') !== 'none';
    const why = (carried.why.get(name) ?? []).filter(
      (sentence) => sentence !== 'Nothing raises it.' && !sentence.startsWith('Its own commits raise it'),
    );
    if (meant.has(name)) return decided(deciding, component, next, why);
    const reason = rises ? `It was not asked for, though it would rise with what it depends on.` : 'It was not asked for.';
    return {
      component,
      next: { kind: 'nothing', reason, why: [reason], warnings: [], leftOut: [] },
      why,
      for: [],
      prepared: false,
      meant: false,
      warnings: [],
    };
  });
}

function decided(deciding: Deciding, component: Component, next: ReadonlyMap<string, Next>, why: readonly string[]): Decision {
  const own = next.get(component.name)!;
  const prepared = preparedOf(deciding, component);
  const said = deciding.known.get(component.name)!.says.prepared;
  const isPrepared = own.kind === 'release' && prepared?.version === own.version;
  // What a manifest says beyond what is released is a person's intention, or a slip: nobody else would tell.
  const strange = said !== undefined && !isPrepared && !(own.kind === 'release' && own.version === said.version);
  return {
    component,
    next: own,
    why,
    for: raisers(deciding, component.name, next),
    prepared: isPrepared,
    meant: true,
    warnings: strange ? [sayingOf({ ...said, certainty: 'likely' })] : isPrepared ? afterwards(deciding, component, own.version) : [],
  };
}

/** What came after the commit that prepared a release is released with it, and its notes do not know that. */
function afterwards({ known }: Deciding, component: Component, version: string): readonly string[] {
  const { considered } = known.get(component.name)!.weighed;
  const prepared = considered.findIndex(({ why }) => why === RELEASE_COMMIT_WHY);
  const later = considered.slice(0, Math.max(0, prepared)).filter(({ bump }) => bump !== 'none').length;
  if (later === 0) return [];
  const commit = considered[prepared]!.hash.slice(0, 7);
  return [
    `${later} ${later === 1 ? 'commit that raises' : 'commits that raise'} the version came after ${commit}, which prepared ${version}: a tag here has ${later === 1 ? 'it' : 'them'} too, and the notes do not say so; tag ${commit} to leave ${later === 1 ? 'it' : 'them'} out.`,
  ];
}

/** What others see rise. A first release and a promotion raise as much as they say, but at least something. */
function raising(next: Extract<Next, { kind: 'release' }>, own: Bump): Bump {
  return larger(larger(next.bump, own), 'patch');
}

function versionFor(deciding: Deciding, name: string, bump: Bump, first: ReadonlyMap<string, Next>): string | undefined {
  const own = first.get(name);
  if (own?.kind === 'release' && raising(own, deciding.known.get(name)!.weighed.bump) === bump) return own.version;
  const next = ask(deciding, deciding.known.get(name)!.standing.component, bump);
  return next.kind === 'release' ? next.version : undefined;
}

/** All members of a group that are released get its highest version; where one must not be released, none is. */
function lock(deciding: Deciding, next: Map<string, Next>): void {
  const groups = new Map<string, Component[]>();
  for (const component of deciding.question.config.components)
    if (component.group !== undefined && next.has(component.name)) groups.set(component.group, [...(groups.get(component.group) ?? []), component]);
  for (const [group, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const refused = [...members].sort(byName).find(({ name }) => next.get(name)!.kind === 'refused');
    const released = members.filter(({ name }) => next.get(name)!.kind === 'release');
    if (refused !== undefined && released.length > 0) {
      const reason = `The group ${group} has one version, and ${refused.name} must not be released.`;
      for (const { name } of released) next.set(name, { kind: 'refused', reason, why: [reason], warnings: [], leftOut: [] });
      continue;
    }
    const texts = released.flatMap(({ name }) => versionOf(next.get(name)!));
    const version = lockedVersion(members[0]!.scheme, texts);
    if (version === undefined) continue;
    for (const member of released)
      if (versionOf(next.get(member.name)!)[0] !== version)
        next.set(member.name, withVersion(deciding, member, version, `The group ${group} has one version, and that is ${version}.`));
  }
}

const versionOf = (next: Next): string[] => (next.kind === 'release' ? [next.version] : []);
const byName = (a: Component, b: Component): number => (a.name < b.name ? -1 : 1);

/** What a component depends on, or shares its version with, that is released too. */
function raisers({ dependencies, question }: Deciding, name: string, next: ReadonlyMap<string, Next>): readonly string[] {
  const component = question.config.components.find((one) => one.name === name)!;
  const told = [...component.dependsOn, ...(dependencies.get(name) ?? []).filter(({ role }) => role !== 'dev').map(({ on }) => on)];
  return [...new Set(told)].filter((on) => on !== name && next.get(on)?.kind === 'release').sort();
}
