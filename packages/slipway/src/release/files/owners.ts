import type { VersionSource } from '../../tools/index.ts';
import type { Component } from '../types.ts';
import { says } from './dialect.ts';

/** A component with its version before and after a release; without `to` it is not released now, and its files stay. */
export interface ComponentVersion {
  readonly component: Component;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const MANIFEST_OF_RELEASES = '.release-please-manifest.json';

/**
 * The component whose version a place says: that of a marker's name, else the one with the deepest folder around the file. Of several in one folder
 * it is the one of the package's name, or that has the version of the place. A place in no component's folder belongs to the first of those that
 * have its version, when all of them rise to the same one.
 */
export function ownerOf(place: VersionSource, all: readonly ComponentVersion[]): ComponentVersion | undefined {
  // Every component asks of every place of the tree whose it is.
  const owners = answered.get(all) ?? new Map<VersionSource, ComponentVersion | undefined>();
  answered.set(all, owners);
  if (!owners.has(place)) owners.set(place, findOwner(place, all));
  return owners.get(place);
}

/** The component that a manifest is of; undefined where none or several lie around it. */
export function ownerOfManifest(path: string, all: readonly ComponentVersion[]): ComponentVersion | undefined {
  const around = all.filter(({ component }) => component.path === '' || path.startsWith(`${component.path}/`));
  const deepest = Math.max(0, ...around.map(({ component }) => component.path.length));
  const nearest = around.filter(({ component }) => component.path.length === deepest);
  return nearest.length === 1 ? nearest[0] : undefined;
}

const answered = new WeakMap<readonly ComponentVersion[], Map<VersionSource, ComponentVersion | undefined>>();

function findOwner(place: VersionSource, all: readonly ComponentVersion[]): ComponentVersion | undefined {
  if (place.key === 'marker' && place.name !== undefined) return all.find(({ component }) => component.name === place.name);
  const path = place.path === MANIFEST_OF_RELEASES ? `${place.key === '.' ? '' : `${place.key}/`}package` : place.path;
  const around = all.filter(({ component }) => component.path === '' || path.startsWith(`${component.path}/`));
  const deepest = Math.max(0, ...around.map(({ component }) => component.path.length));
  const nearest = around.filter(({ component }) => component.path.length === deepest);
  if (nearest.length === 1) return nearest[0];
  const named = nearest.find(({ component }) => component.name === place.name);
  if (named !== undefined) return named;
  const equal = (nearest.length > 0 ? nearest : all).filter(({ from }) => says(place, from));
  return new Set(equal.map(({ to }) => to)).size === 1 ? equal[0] : undefined;
}
