import { nearest } from '../../../tools/index.ts';
import type { Component, ReleaseConfig } from '../../types.ts';
import { isRefusal, releasesOf, tagOf, topological } from '../../versions/index.ts';
import { pathGlob } from '../../versions/path-globs.ts';
import { arithmeticOf } from '../../versions/scheme.ts';
import { few } from '../../words.ts';
import { tagFamilies } from '../infer/tags.ts';
import type { Notebook, Surroundings } from './places.ts';

type Way = (string | number)[];

/** Marks of lines that hold a version: Slipway's own, and those of release-please and of Google's Java tools. */
const MARK = /slipway:version|x-release-please-(?:start-)?version|x-version-update/;
/** Files of one glob that are looked into. */
const MOST_READ = 100;

/** Where a component says something: in its item of the list, else for all of them. */
function ways(config: ReleaseConfig, index: number, ...rest: Way): Way[] {
  return [['components', index, ...rest], [...rest], ['components', index], ...(config.components.length > 1 ? [['components']] : [])];
}

/** What components say of files: folders, globs, changelogs. */
export function checkFiles(config: ReleaseConfig, { paths, read }: Surroundings, notes: Notebook): void {
  const folders = foldersOf(paths);
  const files = new Set(paths);
  const told = new Set<string>();
  for (const [index, one] of config.components.entries()) {
    const at = (...rest: Way) => notes.place(...ways(config, index, ...rest));
    if (one.path !== '' && !folders.has(one.path)) {
      const meant = nearest(one.path, [...folders]);
      notes.tell('error', `there is no folder ${one.path}${meant === undefined ? '' : `; did you mean ${meant}?`}`, at('path'));
      continue;
    }
    for (const key of ['paths', 'files'] as const)
      for (const [item, glob] of (one[key] ?? []).entries()) {
        const compiled = pathGlob(glob);
        const place = notes.place(...[[key, item], [key]].flatMap((way) => [['components', index, ...way], way]), ['components', index]);
        if ('error' in compiled) notes.tell('error', `${glob} cannot be read as a glob: ${compiled.error}`, place);
        else {
          const hits = paths.filter((path) => compiled.matches(path));
          if (hits.length === 0)
            notes.tell(
              'warning',
              `no file is matched by ${glob}${folders.has(glob.replace(/^!|\/+$/g, '')) ? `; write ${glob.replace(/\/+$/, '')}/**` : ''}`,
              place,
            );
          else if (key === 'files' && read && !hits.slice(0, MOST_READ).some((path) => MARK.test(read(path) ?? '')))
            notes.tell(
              'warning',
              `no line of ${hits.length === 1 ? hits[0] : `the ${hits.length} files of ${glob}`} is marked by \`slipway:version\`, so no version is written there`,
              place,
            );
        }
      }
    if (one.changelog !== undefined && !files.has(one.changelog) && one.driver === 'slipway' && !told.has(one.changelog)) {
      told.add(one.changelog);
      notes.tell('note', `there is no ${one.changelog} yet; the first release makes it`, at('changelog'));
    }
  }
}

/** All folders that hold a file, however deep. */
function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  return folders;
}

/** Rings of dependencies, and groups that can have no common version. */
export function checkTogether(config: ReleaseConfig, notes: Notebook): void {
  const { components } = config;
  const index = (name: string): number => components.findIndex((one) => one.name === name);
  for (const ring of topological(new Map(components.map((one) => [one.name, one.dependsOn]))).cycles)
    notes.tell(
      'warning',
      `${ring.join(' and ')} depend on each other, so none of them can be released before the others`,
      notes.place(...ways(config, index(ring[0]!), 'depends-on')),
    );
  const groups = new Map<string, Component>();
  for (const [at, one] of components.entries()) {
    if (one.group === undefined) continue;
    const first = groups.get(one.group);
    if (!first) groups.set(one.group, one);
    else if (JSON.stringify(first.scheme) !== JSON.stringify(one.scheme))
      notes.tell(
        'error',
        `${one.name} and ${first.name} are of the group ${one.group} and count versions differently (${schemeText(one)}, ${schemeText(first)})`,
        notes.place(...ways(config, at, 'scheme'), ...ways(config, at, 'group')),
      );
  }
}

const schemeText = ({ scheme }: Component): string => (scheme.kind === 'semver' ? 'semver' : `calver ${scheme.format}`);

/** Templates that no tag of the repository has, though it has tags of versions. */
export function checkTags(config: ReleaseConfig, { tags }: Surroundings, notes: Notebook): void {
  const families = tagFamilies(tags);
  const [newest] = families;
  if (!newest) return;
  const known = tags.map((name) => ({ name, commit: '', date: 0, annotated: false }));
  const without = config.components.flatMap((one, index) => {
    const arithmetic = arithmeticOf(one.scheme);
    const has = isRefusal(arithmetic) || releasesOf(one, known, arithmetic).releases.length > 0;
    return has ? [] : [{ one, index }];
  });
  const [first] = without;
  if (!first) return;
  const place = notes.place(
    ['components', first.index, 'tag'],
    ['tag'],
    ['components', first.index, 'scheme'],
    ['scheme'],
    ['components', first.index],
    [],
  );
  const template = tagOf(first.one.tag, first.one.name, '{version}');
  if (without.length < config.components.length) {
    // In a repository of several components a new one has none yet.
    const names = without.map(({ one }) => one.name);
    notes.tell(
      'note',
      `no tag is a version of ${few(names, 3)}, as ${tagOf(first.one.tag, first.one.name, '1.2.3')} would be: never released yet`,
      place,
    );
  } else
    notes.tell(
      'warning',
      `no tag is a version of ${first.one.name} (${template}, ${schemeText(first.one)}), so it counts as never released; ${newest.count === 1 ? 'one tag is' : `${newest.count} tags are`} written like ${newest.newest}`,
      place,
    );
}
