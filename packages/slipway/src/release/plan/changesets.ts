import { get, parseJson, sourceFile, textOf } from '../../source/index.ts';
import { document, inside, type ToolWorld } from '../../tools/index.ts';
import { type Changeset, changesOfChangesets, isChangesetPath, readChangeset, takenByPrerelease } from '../commits/index.ts';
import { worldOf } from '../files/index.ts';
import type { Commit, Component } from '../types.ts';
import type { PlanQuestion } from './types.ts';
import type { Walk } from './walk.ts';
import type { Declared } from './weigh.ts';

/** The changeset files of the tree. */
export interface Changesets {
  readonly all: readonly Changeset[];
  /** Paths of those that a stable release uses up. */
  readonly used: (released: ReadonlySet<string>) => readonly string[];
  readonly warnings: readonly string[];
  /** Whether there are some that no release took yet. */
  readonly waiting: boolean;
  /** What they declare, by component. */
  declared(walked: Walk, last: (component: string) => string | undefined): ReadonlyMap<string, readonly Declared[]>;
}

const PRE = '.changeset/pre.json';

/** Reads the changesets of Changesets and of Knope, and the version plans of nx; a file that cannot be read as one is a warning with its place. */
export function readChangesets({ read, list, config, history }: PlanQuestion): Changesets {
  const warnings: string[] = [];
  const all: Changeset[] = [];
  for (const path of config.from.includes('changesets')
    ? ofTheRepository(list().filter((path) => /^\.(?:changeset|nx)\//.test(path) && isChangesetPath(path)))
    : []) {
    const text = read(path);
    if (text === undefined) continue;
    const { changeset, problems } = readChangeset(sourceFile(path, text));
    for (const { location, message } of problems) warnings.push(`${location.path}:${location.line}: ${message}`);
    if (changeset !== undefined) all.push(changeset);
  }
  const pre = all.length === 0 ? undefined : read(PRE);
  const taken = takenByPrerelease(
    pre === undefined ? null : parseJson(sourceFile(PRE, pre)).root,
    all.map(({ id }) => id),
  );
  const owner = ownersOf(config.components, worldOf(read, list));
  for (const { path, releases } of all)
    for (const { package: name } of releases)
      if (owner(name) === undefined) warnings.push(`${path} names \`${name}\`, and no component is called so.`);
  return {
    all,
    warnings,
    waiting: all.some(({ id }) => !taken.has(id)),
    // One that also names a component which is not released now waits for it.
    used: (released) =>
      all
        .filter(
          ({ id, releases }) => !taken.has(id) && releases.every((one) => owner(one.package) === undefined || released.has(owner(one.package)!)),
        )
        .map(({ path }) => path),
    declared(walked, last) {
      const places = new Map(walked.commits.map(({ hash }, at) => [hash, at]));
      const changes = changesOfChangesets(all, walked.commits, headOf(history.head, walked.commits));
      const sources = all.flatMap((changeset) => changeset.releases.map(() => changeset));
      const byComponent = new Map<string, Declared[]>();
      changes.forEach(({ package: name, bump, change }, index) => {
        const component = owner(name);
        if (component === undefined) return;
        const { id, path } = sources[index]!;
        const mark = last(component);
        const at = places.get(change.commit.hash);
        const fresh = !taken.has(id) && !(mark !== undefined && at !== undefined && walked.reaches(mark, at));
        byComponent.set(component, [...(byComponent.get(component) ?? []), { bump, change, path, fresh }]);
      });
      return byComponent;
    },
  };
}

/** Those of the highest folders: further down lie samples and fixtures, which are nobody's. */
function ofTheRepository(paths: readonly string[]): readonly string[] {
  const depth = (path: string): number => path.replace(/^\.changeset\/pre\/|^\.nx\/version-plans\//, '.changeset/').split('/').length;
  const least = Math.min(...paths.map(depth));
  return paths.filter((path) => depth(path) === least);
}

function headOf(hash: string, walked: readonly Commit[]): Commit {
  return walked[0]?.hash === hash ? walked[0] : { hash, parents: [], author: { name: '', email: '' }, date: 0, message: '' };
}

/** The component that a changeset means by the name of a package: its own name, that of its manifest, or the only one (`default`). */
function ownersOf(components: readonly Component[], world: ToolWorld): (name: string) => string | undefined {
  const names = new Map<string, string>(components.map(({ name }) => [name, name]));
  const [only] = components;
  if (components.length === 1) names.set('default', only!.name);
  let manifests = false;
  return (name) => {
    if (!names.has(name) && !manifests) {
      manifests = true;
      for (const component of components)
        for (const packaged of packageNames(world, component.path)) if (!names.has(packaged)) names.set(packaged, component.name);
    }
    // nx plans versions of projects also where all of them have one.
    return names.get(name) ?? (components.length === 1 && only!.driver === 'nx' ? only!.name : undefined);
  };
}

/** Manifests, and where each has the name of its package. */
const NAMED: readonly (readonly [file: string, ...keys: string[]])[] = [
  ['package.json', 'name'],
  ['project.json', 'name'],
  ['Cargo.toml', 'package', 'name'],
  ['pyproject.toml', 'project', 'name'],
  ['pyproject.toml', 'tool', 'poetry', 'name'],
];

function packageNames(world: ToolWorld, path: string): readonly string[] {
  return NAMED.flatMap(([file, ...keys]) => textOf(get(document(world, inside(path, file)), ...keys)) ?? []);
}
