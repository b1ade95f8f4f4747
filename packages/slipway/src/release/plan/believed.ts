import type { Location } from '../../source/index.ts';
import { isStandIn, type ToolWorld } from '../../tools/index.ts';
import { readChangelog } from '../notes/changelog.ts';
import { notesFor } from '../notes/index.ts';
import type { Component, Driver } from '../types.ts';
import { type Arithmetic, arithmeticOf, compareVersions, highest, isRefusal, type Release, type Version } from '../versions/index.ts';
import { type Said, saidVersions } from './believed-places.ts';

type Read = (path: string) => string | undefined;
type Described = Pick<Component, 'name' | 'path' | 'driver' | 'scheme' | 'changelog'>;

/** What a component's own files say is its version. */
export interface Believed {
  /** In the form of the component's scheme: `1.3.0-rc.1` also where Python writes `1.3.0rc1`. */
  readonly version: string;
  readonly at: Location;
}

/** A version that is written everywhere and has no tag yet. */
export interface Prepared extends Believed {
  /** As the changelog has them; empty where it keeps none. */
  readonly notes: string;
  /**
   * `proven`: the changelog has notes of this version, or the tool whose record this is writes it only when it prepares a release.
   * `likely`: only a manifest says it, which a person may also raise for what is to come.
   */
  readonly certainty: 'proven' | 'likely';
}

/** Releases of one component, read from its tags. */
export interface Known {
  /** Of any branch. */
  readonly all: readonly Release[];
  /** That head contains. */
  readonly contained: readonly Release[];
}

/** Tools that count from the version of a file, also where there is no tag; the others look at tags alone, or at a registry. */
const COUNT_FROM_FILES: ReadonlySet<Driver> = new Set(['changesets', 'lerna', 'nx', 'knope', 'release-please', 'release-it']);
/** Of these, tools to which a tag is only where the new commits begin. */
const ASKS_NO_TAG: ReadonlySet<Driver> = new Set(['lerna', 'release-it']);
/** Tools whose file gets a new version only by a prepared release, never by hand. */
const RECORD: ReadonlySet<Driver> = new Set(['release-please', 'changesets']);
/** Tools that raise, tag and publish in one run, by tags alone: what only a file says is never their next version. */
const AT_ONCE: ReadonlySet<Driver> = new Set(['semantic-release', 'python-semantic-release']);

/**
 * The version that a component's files say: the record of the tool that drives it, else the manifest in its folder. Stand-ins (`0.0.0-development`,
 * `-SNAPSHOT`) say nothing, but for `0.0.0` where the tool counts from it.
 *
 * @param read text of a file of the tree, undefined when there is none
 * @returns undefined where no file says a version of the component's scheme
 */
export function believedVersion(read: Read, component: Described): Believed | undefined {
  return believedVersions(read, component)[0];
}

function believedVersions(read: Read, component: Described): readonly (Believed & { readonly read: Version })[] {
  const arithmetic = arithmeticOf(component.scheme);
  if (isRefusal(arithmetic)) return [];
  return saidVersions(worldFrom(read), component).flatMap((said) => {
    const version = versionOf(said, arithmetic);
    const zero = said.text === '0.0.0' && COUNT_FROM_FILES.has(component.driver);
    return version === undefined || (isStandIn(said.text) && !zero) ? [] : [{ version: version.text, at: said.at, read: version }];
  });
}

/** PEP 440 writes pre-releases without a hyphen. */
const PYTHON_PRE = /^(\d+(?:\.\d+)*)(a|b|rc)(\d+)$/;
const WORDS: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', rc: 'rc' };

function versionOf({ text }: Said, arithmetic: Arithmetic): Version | undefined {
  const plain = text.replace(/^v(?=\d)/, '').replace(/\+\d+$/, '');
  const python = PYTHON_PRE.exec(plain);
  const version = arithmetic.read(python === null ? plain : `${python[1]}-${WORDS[python[2]!]}.${python[3]}`);
  return isRefusal(version) ? undefined : version;
}

/** Only files that are named are read, so nothing of the tree has to be listed. */
function worldFrom(read: Read): ToolWorld {
  return { read, exists: (path) => read(path) !== undefined, list: () => [], slug: undefined, defaultBranch: '', version: '', asOf: '' };
}

/**
 * A release that is prepared and not tagged: a file says a version that no tag has, and that is higher than all that head contains.
 * Undefined where head's last release is what a file of the component says: then another file only differs. A first release is prepared only where
 * its notes are the first ones: every repository begins with a version in its manifest.
 */
export function preparedRelease(read: Read, component: Described, { all, contained }: Known): Prepared | undefined {
  const believed = believedVersions(read, component);
  const last = highest(contained);
  if (last !== undefined && believed.some((one) => compareVersions(one.read, last) === 0)) return undefined;
  const [first] = believed;
  if (first === undefined || all.some((one) => compareVersions(one, first.read) === 0)) return undefined;
  if (last !== undefined && compareVersions(first.read, last) < 0) return undefined;
  const changelog = component.changelog === undefined ? undefined : read(component.changelog);
  const notes = changelog === undefined ? undefined : (notesFor(changelog, first.version, component.name) ?? notesFor(changelog, first.version));
  const certainty = AT_ONCE.has(component.driver)
    ? 'likely'
    : notes !== undefined || (RECORD.has(component.driver) && last !== undefined)
      ? 'proven'
      : 'likely';
  // Who keeps a changelog and makes no tags has released all that stands there.
  if (last === undefined && (notes === undefined || new Set(readChangelog(changelog!).titles.flatMap((one) => one.version ?? [])).size > 1))
    return undefined;
  return { version: first.version, at: first.at, notes: notes ?? '', certainty };
}

/** Where a component's next version is counted from, and what files and tags say against each other. */
export interface Standpoint {
  /** For a component without a tag of what its files say: the version from which the next one is counted. */
  readonly countedFrom?: string;
  /** For a component without a tag: what is released first, instead of its `first`. */
  readonly first?: string;
  /** One sentence each. */
  readonly warnings: readonly string[];
}

/** How the files of a component add to what its tags tell. */
export function standpointOf(read: Read, component: Described & Pick<Component, 'first'>, { contained, all }: Known): Standpoint {
  const believed = believedVersions(read, component);
  const [one] = believed;
  const told = all.length === 0 && component.driver === 'slipway' ? toldVersion(read, component, one?.read) : undefined;
  if (told !== undefined) return told;
  if (one === undefined) return { warnings: [] };
  const where = `${one.at.path}:${one.at.line} says ${one.version}`;
  const counts = COUNT_FROM_FILES.has(component.driver);
  if (all.length === 0) {
    if (counts)
      return {
        countedFrom: one.version,
        warnings: [`There is no tag of ${component.name}; ${where}, from which ${component.driver} counts, and so does this plan.`],
      };
    // Tools that look at tags alone begin with their own first version, whatever files say.
    if (component.driver !== 'slipway' && component.driver !== 'release-plz') return { warnings: [] };
    return one.read.prerelease.length > 0 || one.version === component.first ? { warnings: [] } : { first: one.version, warnings: [] };
  }
  // A tool that counts from a file does so where the tags stopped long ago, or are made elsewhere, too.
  if (ASKS_NO_TAG.has(component.driver) && all.every((other) => compareVersions(other, one.read) < 0))
    return {
      countedFrom: one.version,
      warnings: [`${where}, which no tag has; ${component.driver} counts from there, and so does this plan.`],
    };
  const last = highest(contained);
  if (last === undefined || !counts || believed.some((other) => compareVersions(other.read, last) >= 0)) return { warnings: [] };
  return {
    warnings: [
      `${where} and the newest tag is ${last.tag}: ${component.driver} counts from the file, this plan from the tag, so the versions that they make differ.`,
    ],
  };
}

/** Where there are no tags, the releases that a changelog tells of are ones all the same; the only version of it may be the one that is to come. */
function toldVersion(read: Read, component: Described & Pick<Component, 'first'>, believed: Version | undefined): Standpoint | undefined {
  const arithmetic = arithmeticOf(component.scheme);
  const text = component.changelog === undefined ? undefined : read(component.changelog);
  if (text === undefined || isRefusal(arithmetic)) return undefined;
  const { titles } = readChangelog(text);
  const own = titles.filter(({ name }) => name === undefined || name === component.name);
  const versions = own.flatMap(({ version }) => {
    const known = version === undefined ? undefined : arithmetic.read(version);
    return known === undefined || isRefusal(known) || known.prerelease.length > 0 ? [] : [known];
  });
  const last = highest(versions);
  if (last === undefined || (believed !== undefined && compareVersions(believed, last) > 0)) return undefined;
  const [newest, next] = titles;
  const waits = newest!.version === undefined && text.slice(newest!.body, next?.start).trim() !== '';
  if (new Set(versions.map((one) => one.text)).size === 1 && !waits)
    return believed === undefined && last.text !== component.first ? { first: last.text, warnings: [] } : undefined;
  return {
    countedFrom: last.text,
    warnings: [`${component.changelog} tells of ${last.text}, and there is no tag of it: the next version is counted from that one.`],
  };
}
