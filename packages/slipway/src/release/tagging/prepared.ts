import { readChangelog } from '../notes/changelog.ts';
import { notesFor } from '../notes/index.ts';
import { believedVersion, preparedRelease } from '../plan/believed.ts';
import { chooseChannel } from '../plan/channel.ts';
import { standingOf, tagsByComponent } from '../plan/standing.ts';
import type { PlanQuestion } from '../plan/types.ts';
import type { Component, History, Tag } from '../types.ts';
import { arithmeticOf, compareVersions, highest, isRefusal, type Release, releasesOf } from '../versions/index.ts';
import type { PlannedTag } from './types.ts';

/** A component whose next version its files say already. */
export interface PreparedComponent {
  readonly component: Component;
  readonly version: string;
  /** As the changelog has them; undefined where it keeps none. */
  readonly notes: string | undefined;
  /** Files that say it, from the root: the manifest, and the changelog. */
  readonly paths: readonly string[];
  /** Commit of its newest release; undefined when there was none. */
  readonly since: string | undefined;
}

/**
 * The components that are released as they stand: their files say a version that has no tag. One that keeps a changelog is prepared when that has
 * notes of the version; where none is kept the manifest decides, and where there is no manifest the changelog.
 *
 * @throws PlanError when nothing is released from the branch
 */
export function preparedComponents(question: PlanQuestion): readonly PreparedComponent[] {
  const { config, read, history, components: named = [] } = question;
  const tags = tagsByComponent(config.components, history.tags);
  const chosen = chooseChannel(question);
  return config.components
    .filter(({ name }) => named.length === 0 || named.includes(name))
    .flatMap((component): PreparedComponent[] => {
      const own = tags.get(component.name) ?? [];
      const { releases, allReleases: all } = standingOf(component, own, history, chosen);
      const found = byManifest(component, read, all, releases) ?? byChangelog(component, read, all, releases);
      return found === undefined ? [] : [{ component, ...found, since: releases[0]?.commit }];
    });
}

type Found = Pick<PreparedComponent, 'version' | 'notes' | 'paths'>;
type Read = PlanQuestion['read'];

function byManifest(component: Component, read: Read, all: readonly Release[], contained: readonly Release[]): Found | undefined {
  const found = preparedRelease(read, component, { all, contained });
  if (found === undefined) return undefined;
  const { changelog } = component;
  const kept = changelog !== undefined && (found.notes !== '' || isKept(read(changelog), component, contained));
  // A manifest may be raised for what is to come; notes are written for what is released.
  if (kept && found.certainty === 'likely') return undefined;
  const paths = [found.at.path, ...(kept ? [changelog] : [])];
  return { version: found.version, notes: kept ? found.notes : undefined, paths: [...new Set(paths)] };
}

/** A changelog in which the last release does not stand is one that people gave up: it tells of no further one either. */
function isKept(text: string | undefined, { name }: Component, [last]: readonly Release[]): boolean {
  return text === undefined || last === undefined || notesIn(text, name, last.text) !== undefined;
}

/** Where no manifest says a version, the newest heading of the changelog is all that tells of a prepared one. */
function byChangelog(component: Component, read: Read, all: readonly Release[], contained: readonly Release[]): Found | undefined {
  const { changelog, name } = component;
  const text = changelog === undefined ? undefined : read(changelog);
  if (changelog === undefined || text === undefined || believedVersion(read, component) !== undefined) return undefined;
  const arithmetic = arithmeticOf(component.scheme);
  if (isRefusal(arithmetic)) return undefined;
  const titles = readChangelog(text).titles.filter((one) => one.version !== undefined && (one.name === undefined || one.name === name));
  const version = titles[0] === undefined ? undefined : arithmetic.read(titles[0].version!);
  if (version === undefined || isRefusal(version)) return undefined;
  const last = highest(contained);
  // Who keeps a changelog and makes no tags has released all that stands there.
  if (last === undefined ? titles.length > 1 : compareVersions(version, last) <= 0) return undefined;
  if (all.some((one) => compareVersions(one, version) === 0)) return undefined;
  return { version: version.text, notes: notesIn(text, name, version.text), paths: [changelog] };
}

const notesIn = (text: string, name: string, version: string): string | undefined => notesFor(text, version, name) ?? notesFor(text, version);

function releasesIn(component: Component, tags: readonly Tag[]): readonly Release[] {
  const arithmetic = arithmeticOf(component.scheme);
  return isRefusal(arithmetic) ? [] : releasesOf(component, tags, arithmetic).releases;
}

/** Whether another tree says the version of a component as the prepared one does. */
export function saysPrepared(read: Read, { component, version, notes }: PreparedComponent): boolean {
  const believed = believedVersion(read, component);
  if (believed !== undefined && believed.version !== version) return false;
  const text = component.changelog === undefined ? undefined : read(component.changelog);
  const told = text !== undefined && notesIn(text, component.name, version) !== undefined;
  return notes === undefined ? believed !== undefined : told;
}

/** A history without some tags: those that this clone has made and nobody else has seen. */
export function withoutTags(history: History, names: ReadonlySet<string>): History {
  if (names.size === 0) return history;
  return {
    head: history.head,
    branch: history.branch,
    shallow: history.shallow,
    tags: history.tags.filter(({ name }) => !names.has(name)),
    contains: (tag) => history.contains(tag),
    commits: (without, options) => history.commits(without, options),
    authors: (...asked) => history.authors(...asked),
  };
}

/**
 * Tags that were made here and not pushed: of each component those above the highest version that the remote has. Older ones are somebody's own; and
 * where the remote has none of several, it is another remote that has them.
 *
 * @param pushed names of the remote's tags
 */
export function unpushedTags(config: PlanQuestion['config'], history: History, pushed: ReadonlySet<string>): ReadonlySet<string> {
  const out = new Set<string>();
  for (const [name, tags] of tagsByComponent(config.components, history.tags)) {
    const component = config.components.find((one) => one.name === name)!;
    const all = releasesIn(component, tags).map(({ tag }) => tag);
    const highest = all.findIndex((tag) => pushed.has(tag));
    if (highest >= 0 || all.length === 1) for (const tag of all.slice(0, highest < 0 ? 1 : highest)) out.add(tag);
  }
  return out;
}

/** The newest tag of each component by its date, and whether it is annotated; those that are about to be made do not count. */
export function earlierTags(config: PlanQuestion['config'], history: History, except: ReadonlySet<string>): ReadonlyMap<string, Tag> {
  const out = new Map<string, Tag>();
  for (const [name, tags] of tagsByComponent(config.components, history.tags)) {
    const newest = tags.find((one) => !except.has(one.name));
    if (newest !== undefined) out.set(name, newest);
  }
  return out;
}

/**
 * Higher versions that the remote has and this clone does not know of, by the name of the tag that would be made without knowing them.
 *
 * @param pushed names of the remote's tags
 */
export function unknownHere(
  config: PlanQuestion['config'],
  history: History,
  pushed: Iterable<string>,
  planned: readonly Pick<PlannedTag, 'component' | 'name' | 'version'>[],
): ReadonlyMap<string, string> {
  const known = new Set(history.tags.map(({ name }) => name));
  const strange = [...pushed].filter((name) => !known.has(name)).map((name): Tag => ({ name, commit: '', date: 0, annotated: true }));
  const out = new Map<string, string>();
  if (strange.length === 0) return out;
  const tags = tagsByComponent(config.components, strange);
  for (const { component: of, name, version } of planned) {
    const component = config.components.find((one) => one.name === of);
    const arithmetic = component === undefined ? undefined : arithmeticOf(component.scheme);
    if (component === undefined || arithmetic === undefined || isRefusal(arithmetic)) continue;
    const own = arithmetic.read(version);
    const [highest] = releasesOf(component, tags.get(of) ?? [], arithmetic).releases;
    if (highest !== undefined && !isRefusal(own) && compareVersions(highest, own) > 0) out.set(name, highest.tag);
  }
  return out;
}
