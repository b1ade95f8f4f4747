import type { Component, History, Scheme, Tag } from '../types.ts';
import { arithmeticOf, inRange, isRefusal, type NextQuestion, type Release, releasesOf } from '../versions/index.ts';
import { shapeOf, versionText } from '../versions/templates.ts';
import { compareNumbers, compareVersions } from '../versions/version.ts';
import type { ChosenChannel } from './channel.ts';

/** What is released of a component already. */
export interface Standing {
  readonly component: Component;
  /** The tags of its shape, of any branch. */
  readonly all: readonly Tag[];
  /** Those of them that head contains, as far down as they matter: to the last stable release, with its pre-releases. */
  readonly contained: readonly Tag[];
  /** The last stable release that head contains, on this line. */
  readonly from: Release | undefined;
  /** Where what is new begins: `from`, or a higher release of a branch that left this one later and is not merged, from which versions are counted. */
  readonly since: Release | undefined;
  /** The highest release that head contains, which its files say; a pre-release perhaps. */
  readonly current: Release | undefined;
  /** As far down as `contained`, highest first. */
  readonly releases: readonly Release[];
  /** Of any branch, highest first. */
  readonly allReleases: readonly Release[];
  /** The highest release goes on from `from`, on a branch that left this one: release branches are cut here, and what comes next is above it. */
  readonly outgrown: boolean;
}

/** The tags of each component, by its name. One look at each tag for each length that shapes have in front, so many components cost no more than one. */
export function tagsByComponent(components: readonly Component[], tags: readonly Tag[]): ReadonlyMap<string, readonly Tag[]> {
  const shapes = new Map<string, { readonly name: string; readonly shape: ReturnType<typeof shapeOf> }[]>();
  for (const { name, tag } of components) {
    const shape = shapeOf(tag, name);
    shapes.set(shape.before, [...(shapes.get(shape.before) ?? []), { name, shape }]);
  }
  const lengths = [...new Set([...shapes.keys()].map((before) => before.length))];
  const found = new Map<string, Tag[]>(components.map(({ name }) => [name, []]));
  for (const tag of tags)
    for (const length of lengths)
      for (const { name, shape } of shapes.get(tag.name.slice(0, length)) ?? [])
        if (shape.before.length === length && versionText(shape, tag.name) !== undefined) found.get(name)!.push(tag);
  return found;
}

/**
 * Asks the history from the highest version down, and no further than the last stable release that head contains: what lies below it decides nothing.
 */
export function standingOf(
  component: Component,
  tags: readonly Tag[],
  history: History,
  { channel, line }: Pick<ChosenChannel, 'channel' | 'line'>,
): Standing {
  const arithmetic = arithmeticOf(component.scheme);
  if (isRefusal(arithmetic))
    return {
      component,
      all: tags,
      contained: [],
      from: undefined,
      since: undefined,
      current: undefined,
      releases: [],
      allReleases: [],
      outgrown: false,
    };
  const byName = new Map<string, Tag>();
  for (const tag of tags) if (!byName.has(tag.name)) byName.set(tag.name, tag);
  const found: Release[] = [];
  let from: Release | undefined;
  const allReleases = releasesOf(component, tags, arithmetic).releases;
  for (const release of allReleases) {
    if (from !== undefined && compareNumbers(release.numbers, from.numbers) !== 0) break;
    if (release.commit !== history.head && !history.contains(byName.get(release.tag)!)) continue;
    found.push(release);
    if (from === undefined && release.prerelease.length === 0 && (line === undefined || inRange(release, line.range))) from = release;
  }
  const within = (older: string, newer: string): boolean => older !== newer && history.commits([newer], { to: older }).length === 0;
  const dateOf = ({ tag }: Release): number => byName.get(tag)!.date;
  const stable = allReleases.filter(({ prerelease }) => prerelease.length === 0).sort((a, b) => dateOf(b) - dateOf(a));
  // Who releases a lower version of a commit that holds a candidate has given the candidate up.
  const isGivenUp = (one: Release): boolean => {
    const lower = stable.find((other) => compareVersions(other, one) < 0);
    return lower !== undefined && dateOf(one) <= dateOf(lower) && within(one.commit, lower.commit);
  };
  const base = from;
  const releases = found.filter((one) => one.prerelease.length === 0 || (base !== undefined && compareVersions(one, base) <= 0) || !isGivenUp(one));
  const top = allReleases.find((one) => one.prerelease.length === 0 && (line === undefined || inRange(one, line.range)));
  // A hotfix mends what it contains.
  const isHigher = top !== undefined && releases[0] !== undefined && compareVersions(top, releases[0]) > 0;
  const place = base !== undefined && isHigher && channel.hotfix === undefined ? placeOf(base, top, component.scheme.kind) : 'apart';
  const since = from === undefined || place !== 'apart' ? top : from;
  const contained = releases.map(({ tag }) => byName.get(tag)!);
  return {
    component,
    all: tags,
    contained,
    from,
    since,
    current: releases[0],
    releases,
    allReleases,
    outgrown: place === 'above' && line === undefined,
  };

  /** `above`: on a branch that was cut where head's last release was out already; `beside`: of the same product, at least. */
  function placeOf(last: Release, higher: Release, kind: Scheme['kind']): 'above' | 'beside' | 'apart' {
    if (kind !== 'semver') return within(last.commit, higher.commit) ? 'beside' : 'apart';
    const usual = higher.numbers[0] === last.numbers[0] ? 'beside' : 'apart';
    if (compareNumbers(higher.numbers.slice(0, 2), last.numbers.slice(0, 2)) === 0) return usual;
    // Another major version is another product, unless this one's own last versions came from branches too, or version upon version of the other.
    const above = allReleases.filter((one) => isAbove(one, last));
    const lines = new Set(above.map((one) => one.numbers.slice(0, 2).join('.')));
    const isMissing = above.some((one) => one.numbers[0] === last.numbers[0]) || lines.size >= MANY_LINES;
    return isMissing && within(last.commit, higher.commit) ? 'above' : usual;
  }
}

/** So many minor versions above its own last one no branch misses that still releases. */
const MANY_LINES = 3;

const isAbove = (one: Release, from: Release): boolean =>
  one.prerelease.length === 0 && compareNumbers(one.numbers.slice(0, 2), from.numbers.slice(0, 2)) > 0;

/**
 * What head lacks of another branch is asked of the history for one such release only, which is what a repository with release branches has; with
 * several, the whole history counts.
 */
export function withBegin(standings: readonly Standing[]): readonly Standing[] {
  const begins = new Set(standings.map(({ since }) => since?.commit));
  if (standings.every(({ from, since }) => from === since) || begins.size === 1) return standings;
  return standings.map((one) => ({ ...one, since: one.from }));
}

/** The last pre-release of the channel after the last stable release: commits since it are what a further one would bring. */
export function lastOfChannel({ releases, from }: Standing, { channel, explicit }: Pick<NextQuestion, 'channel' | 'explicit'>): Release | undefined {
  const suffix = channel.hotfix === 'suffix' ? 'hotfix' : undefined;
  const identifier = explicit === 'rc' && channel.name !== 'rc' ? 'rc' : (channel.identifier ?? suffix);
  if (identifier === undefined) return undefined;
  return releases.find((one) => one.prerelease[0] === identifier && (from === undefined || compareVersions(one, from) > 0));
}
