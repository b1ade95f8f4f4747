import { ANY, type Name, type PublishedFile, promisesOf, shownName, targetsOf, VERSION } from '../../chain/index.ts';
import { listed } from '../links.ts';
import type { Repository } from './repository.ts';

/** What a writer puts where the version of a release belongs. */
export const VERSIONED =
  /\$\{?\w*(?:version|tag|ver)\w*\}?|<(?:version|tag|ver)[^>]*>|\{\{?\s*\.?(?:version|tag|ver)[^}]*\}?\}|\bVERSION\b|X\.Y\.Z|X\.X\.X|\d+\.\d+\.\d+(?:-(?:rc|beta|alpha)[\w.]*)?/i;
const EVERY = new RegExp(VERSIONED, 'gi');

/** The names that a writer may mean, with and without a `v` before what the reader fills in: a variable may hold it. */
export function wantedNames(text: string): Name[] {
  // Other placeholders may be anything: `{os}`, `<target>`.
  const filled = text.replace(EVERY, VERSION).replace(/…|\$\{?\w+\}?|\{\{?[^{}]*\}?\}|<[^<>]*>|(?<![A-Za-z])[A-Z]{4,}(?![a-z])/g, ANY);
  return filled.includes(`v${VERSION}`) ? [filled] : [filled, filled.replaceAll(VERSION, `v${VERSION}`)];
}

/** The name without what stands for a version. */
export const withoutVersion = (text: string): string => text.replace(EVERY, '');

/** The files of a release of this tree. `closed`: there are no others; it may also be known that there is none at all. */
export interface ReleaseFiles {
  readonly files: readonly PublishedFile[];
  readonly closed: boolean;
}

/** What documents may name as files of a release. */
export function releaseFiles(repository: Repository): ReleaseFiles {
  const { files, closed, uploads } = promisesOf(repository.analysis);
  return { files, closed: (closed && files.length > 0) || (!uploads && files.length === 0 && makesBareReleases(repository)) };
}

/** What puts files on releases, also where its configuration is made in the run. */
const UPLOADERS =
  /goreleaser|jreleaser|electron-builder|tauri|cargo[- ]dist|release[-_ ]upload|upload[-_ ]\w*[-_ ]?release|hub release|uploads\.github/;

/** A workflow makes releases, and whatever else runs is followed to its end: then no step can have put a file on one. */
function makesBareReleases({ analysis: { declared, world }, automation }: Repository): boolean {
  const runs = [...declared.values()].flat();
  const effects = runs.flatMap((r) => r.effects).filter((e) => e.happens !== false && e.elsewhere === undefined);
  if (!effects.some((e) => targetsOf(e, world).some((t) => t.kind === 'release'))) return false;
  return !runs.some((r) => r.opaque.some((o) => o.happens !== false && o.mayWrite !== false)) && !UPLOADERS.test(automation());
}

/** What is so when a release has these files and not the one that is asked for. */
export function lacking(names: readonly Name[]): string {
  return names.length === 0 ? 'nothing uploads a file to a release' : `no job uploads it; a release has ${listed(names.map(shownName), 4)}`;
}
