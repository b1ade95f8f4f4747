import { compileGlob } from '../../actions/index.ts';
import type { FileChange } from '../../source/index.ts';
import { markedVersions, pythonName, type ToolWorld, type VersionSource, writtenVersions } from '../../tools/index.ts';
import type { Component, FileUpdate } from '../types.ts';
import { takes } from '../versions/index.ts';
import { says, writtenAt } from './dialect.ts';
import { type ComponentVersion, ownerOf, ownerOfManifest } from './owners.ts';
import { raisedRequirement } from './requirement.ts';
import { worldOf } from './world.ts';

type Read = (path: string) => string | undefined;

/**
 * What has to change in the files of a tree so that it says a component's new version: its manifests, the places that repeat them, lock files,
 * what other packages of the tree ask of it, and marked lines. Only the characters of versions change. Stand-ins (`0.0.0-development`) stay, unless
 * one is the old version itself; so does what says neither the old version nor repeats a place that does.
 *
 * @param read text of a file, undefined when there is none; the same function for all components of a tree, so that the tree is read once
 * @param list paths of the tree, sorted
 * @param from the version before, without a prefix; undefined for a first release
 * @param to the new version, Semantic Versioning without a prefix; ecosystems get their own spelling of it
 * @param all every component of the tree, released now or not: they say which file belongs to whom
 */
export function setVersion(
  read: Read,
  list: () => readonly string[],
  component: Component,
  from: string | undefined,
  to: string,
  all: readonly ComponentVersion[],
): FileUpdate {
  const world = worldOf(read, list);
  const update = new Update(to);
  const isOwn = (place: VersionSource): boolean => ownerOf(place, all)?.component.name === component.name;
  const places = writtenVersions(world).filter((one) => one.role !== 'changelog');
  const marked = places.filter((one) => one.key === 'marker' && isOwn(one));
  const further = furtherFiles(world, component, update);
  update.marked(
    [...marked, ...further.filter((one) => !marked.some((other) => samePlace(one, other)) && (one.name ?? component.name) === component.name)],
    from,
  );

  const own = places.filter((one) => one.key !== 'marker' && (one.repeats === undefined || one.repeats === one.path) && isOwn(one));
  const current = own.filter((one) => says(one, from) || says(one, to));
  // Where nothing says the old version, the manifests in the component's own folder are behind, or this is the first release. A higher version counts
  // something else, or was raised by a person: it is never taken back.
  const settled = current.some((one) => one.role === 'manifest')
    ? current
    : [
        ...current,
        ...own.filter(
          (one) =>
            one.role === 'manifest' &&
            !one.placeholder &&
            !says(one, from) &&
            !isAbove(one.value, to) &&
            inFolder(one, component, world) &&
            isBehind(one, current),
        ),
      ];
  for (const one of settled) update.set(one);
  for (const one of own)
    if (!settled.includes(one) && !one.placeholder && one.role === 'manifest' && one.publishes.length > 0 && folderOf(one.path) === component.path)
      update.miss(
        one,
        `says ${one.value} and not ${from ?? 'the version before'}, so it is left as it is: set it by hand, or make it a component of its own.`,
      );

  // Who begins with `0.0.0` may mean it as the version that is kept here.
  for (const one of from === undefined && component.driver === 'slipway' ? own : [])
    if (
      one.value === '0.0.0' &&
      !settled.includes(one) &&
      one.role === 'manifest' &&
      one.publishes.length > 0 &&
      folderOf(one.path) === component.path
    )
      update.miss(one, 'says 0.0.0, which is taken for a stand-in and stays so; where the version shall be kept, write another one there once.');

  for (const one of places)
    if (one.role === 'manifest' && one.publishes.length > 0 && says(one, from) && ownerOf(one, all) === undefined)
      update.miss(
        one,
        `gives ${one.value} to components that do not rise to the same version: release them together, or give each a version of its own.`,
      );

  const leaders = settled.filter((one) => one.role === 'manifest');
  // Yarn keeps one entry for all who ask for the same: they change together.
  const shared = places.some((one) => one.key === 'lock' && one.asker === undefined && one.repeats !== one.path && follows(one, leaders));
  for (const one of places) {
    if (one.key === 'marker' || one.repeats === undefined || one.repeats === one.path || !follows(one, leaders)) continue;
    if (one.role === 'requirement' && !isOfTree(one, from, leaders)) continue;
    if (one.role === 'requirement') update.require(one, from, shared || isReleased(one.asker ?? one.path, all));
    else if (one.role === 'lock' || one.role === 'tool' || says(one, from)) update.set(one);
    else if (!says(one, to) && one.ecosystem !== 'dotnet' && !one.placeholder)
      update.miss(one, `says ${one.value} where ${one.repeats} said ${from ?? 'another version'}, so it is left as it is.`);
  }
  return update.result();
}

/** A package that is not released now keeps what it asks for while that takes the new version: it would be changed, and nobody would get it. */
function isReleased(path: string, all: readonly ComponentVersion[]): boolean {
  const owner = ownerOfManifest(path, all);
  return owner === undefined || (owner.to !== undefined && owner.to !== owner.from);
}

/**
 * Whether a manifest that says another version than the last one is behind, or means something else: one that publishes nothing is no version of
 * a release that another file says, and a constant of Package.swift may be the version of any download.
 */
function isBehind(place: VersionSource, current: readonly VersionSource[]): boolean {
  if (place.ecosystem === 'swift') return place.name !== undefined;
  return place.publishes.length > 0 || !current.some(({ role }) => role === 'plain');
}

/**
 * Whether what a Node package asks for comes from this tree: a range that does not take the version that the tree has is answered by the registry,
 * where a package of that name may be something else.
 */
function isOfTree({ ecosystem, value, repeats }: VersionSource, from: string | undefined, leaders: readonly VersionSource[]): boolean {
  if (ecosystem !== 'node' || value.startsWith('workspace:')) return true;
  const here = [...(from === undefined ? [] : [from]), ...leaders.filter(({ path }) => path === repeats).map((one) => one.value)];
  return here.some((version) => takes('npm', value.replace(/^npm:/, ''), version, version) !== false);
}

/** Whether the numbers of a version, in the spelling of whatever ecosystem, are higher. */
function isAbove(value: string, version: string): boolean {
  const [here, there] = [value, version].map((text) => /^v?(\d+(?:\.\d+)*)/.exec(text)?.[1]?.split('.').map(Number) ?? []);
  const at = here!.findIndex((number, place) => number !== (there![place] ?? 0));
  return at >= 0 && here![at]! > (there![at] ?? 0);
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const samePlace = (a: VersionSource, b: VersionSource): boolean => a.path === b.path && a.span.start === b.span.start;

/** A manifest of the component itself and of no package below it; a module with the version may lie deeper. */
function inFolder(place: VersionSource, component: Component, world: ToolWorld): boolean {
  if (folderOf(place.path) === component.path || place.key === 'VERSION') return true;
  if (place.key !== '__version__') return false;
  for (let folder = folderOf(place.path); folder !== component.path && folder !== ''; folder = folderOf(folder))
    if (PYTHON_PROJECT.some((file) => world.exists(`${folder}/${file}`))) return false;
  return true;
}

const PYTHON_PROJECT = ['pyproject.toml', 'setup.py', 'setup.cfg'];

/** The place repeats one of these manifests; of several versions in one file, that of the package's name. Names as Python compares them do for all: no other ecosystem has two such packages in one file. */
function follows(place: VersionSource, leaders: readonly VersionSource[]): boolean {
  return leaders.some(
    (one) =>
      one.path === place.repeats &&
      (one.ecosystem !== place.ecosystem || one.name === undefined || place.name === undefined || pythonName(one.name) === pythonName(place.name)),
  );
}

/** Marked lines of the files that the component's configuration names. */
function furtherFiles(world: ToolWorld, component: Component, update: Update): VersionSource[] {
  return (component.files ?? []).flatMap((pattern) => {
    const glob = compileGlob(pattern);
    if (glob.error !== undefined) {
      update.missed.push(`The files of ${component.name}: \`${pattern}\` is no pattern (${glob.error}).`);
      return [];
    }
    const paths = world.list().filter((path) => glob.matches(path));
    const found = paths.flatMap((path) => markedVersions(world, path));
    if (paths.length === 0) update.missed.push(`The files of ${component.name}: the tree has nothing that matches \`${pattern}\`.`);
    else if (found.length === 0)
      update.missed.push(
        `${paths[0]} is named as a file of ${component.name} and has no version in a line with \`slipway:version\`: mark the line, or leave the file out.`,
      );
    return found;
  });
}

class Update {
  readonly #to: string;
  readonly #changes = new Map<string, Extract<FileChange, { op: 'text' }>>();
  readonly missed: string[] = [];

  constructor(to: string) {
    this.#to = to;
  }

  set(place: VersionSource): void {
    if (says(place, this.#to)) return;
    const text = writtenAt(place, this.#to);
    if (text === undefined) this.miss(place, `cannot say ${this.#to}: ${place.key} there has no way to write such a pre-release.`);
    else this.#put(place, place.span.start, place.span.end, text);
  }

  require(place: VersionSource, from: string | undefined, follows: boolean): void {
    const raised = raisedRequirement(place.value, follows ? from : undefined, this.#to, place.ecosystem === 'cargo' ? 'cargo' : 'npm');
    if (raised.kind === 'raised') this.#put(place, place.span.start + raised.start, place.span.start + raised.end, raised.text);
    else if (raised.kind === 'unclear')
      this.miss(
        place,
        `asks for ${place.name ?? place.key} \`${place.value}\`, which is not plain enough to be raised: check that it takes ${this.#to}.`,
      );
  }

  /** A marked line may hold other versions too: those that say the old one count, or the only one of a line. */
  marked(places: readonly VersionSource[], from: string | undefined): void {
    for (const path of new Set(places.map((one) => one.path))) {
      const here = places.filter((one) => one.path === path);
      const equal = here.filter((one) => says(one, from));
      if (equal.length > 0 || here.some((one) => says(one, this.#to))) {
        for (const one of equal) this.set(one);
        continue;
      }
      for (const one of here)
        if (here.filter((other) => other.at.line === one.at.line).length === 1) this.set(one);
        else this.miss(one, `has several versions in a marked line, none of which is ${from ?? 'known'}: which one is meant is not clear.`);
    }
  }

  miss(place: VersionSource, what: string): void {
    this.missed.push(`${place.path}:${place.at.line} ${what}`);
  }

  result(): FileUpdate {
    const changes = [...this.#changes.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));
    return { changes, missed: [...new Set(this.missed)] };
  }

  #put(place: VersionSource, start: number, end: number, text: string): void {
    if (text !== place.value.slice(start - place.span.start, end - place.span.start))
      this.#changes.set(`${place.path}\0${start}`, { op: 'text', path: place.path, start, end, text });
  }
}
