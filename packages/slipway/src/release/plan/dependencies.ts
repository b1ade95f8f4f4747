import { type CargoDependency, cargoCrate, cargoPackages, type ToolWorld } from '../../tools/index.ts';
import { worldOf } from '../files/index.ts';
import type { Component } from '../types.ts';
import type { Dependency } from '../versions/index.ts';
import { nodeDependencies } from './node-dependencies.ts';
import { pythonDependencies } from './python-dependencies.ts';

type Placed = Pick<Component, 'name' | 'path'>;

/** What one package of the tree asks of another one. */
export interface PackageDependency extends Omit<Dependency, 'on'> {
  /** Folders of the two, '' for the root. */
  readonly from: string;
  readonly to: string;
  /** Name of the package that is asked for. */
  readonly package: string;
}

/**
 * What the manifests of components declare about each other, by the name of the dependant: crates with a path (also where they inherit it from the
 * workspace), packages of npm, pnpm and yarn workspaces, Python projects. Every package belongs to the component with the deepest folder around it;
 * what packages of one component ask of each other is no dependency of components.
 *
 * @param read text of a file of the tree; the same function for all questions about one tree
 * @param list paths of the tree, sorted
 * @returns dependencies sorted by name, those that are declared twice (for peers and for development) twice; nothing for components without any
 */
export function declaredDependencies(
  read: (path: string) => string | undefined,
  list: () => readonly string[],
  components: readonly Placed[],
): ReadonlyMap<string, readonly Dependency[]> {
  const found = new Map<string, Dependency[]>();
  if (components.length < 2) return found;
  const world = worldOf(read, list);
  for (const { from, to, package: name, ...dependency } of [...cargoDependencies(world), ...nodeDependencies(world), ...pythonDependencies(world)]) {
    const dependant = componentAt(from, components);
    const dependedOn = componentAt(to, components, name);
    if (dependant === undefined || dependedOn === undefined || dependant === dependedOn) continue;
    const list = found.get(dependant.name) ?? [];
    found.set(dependant.name, list);
    const one: Dependency = { on: dependedOn.name, ...dependency };
    if (!list.some((other) => other.on === one.on && other.kind === one.kind && other.range === one.range && other.role === one.role)) list.push(one);
  }
  for (const list of found.values()) list.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return found;
}

/** The component around a folder; of several in one folder the one of the package's name. */
function componentAt(folder: string, components: readonly Placed[], name?: string): Placed | undefined {
  const around = components.filter(({ path }) => path === '' || path === folder || folder.startsWith(`${path}/`));
  const deepest = Math.max(0, ...around.map(({ path }) => path.length));
  const nearest = around.filter(({ path }) => path.length === deepest);
  return nearest.length > 1 ? nearest.find((one) => one.name === name) : nearest[0];
}

function* cargoDependencies(world: ToolWorld): Generator<PackageDependency> {
  for (const { directory } of cargoPackages(world))
    for (const one of cargoCrate(world, directory)?.dependencies ?? [])
      yield { from: directory, to: one.directory, package: one.name, kind: 'cargo', ...rangeOf(one), ...(one.kind === 'dev' ? { role: 'dev' } : {}) };
}

const rangeOf = ({ requirement }: CargoDependency): { readonly range?: string } => (requirement === undefined ? {} : { range: requirement });
