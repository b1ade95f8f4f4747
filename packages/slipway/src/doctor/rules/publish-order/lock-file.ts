import type { World } from '../../../chain/index.ts';
import { type Location, sourceFile } from '../../../source/index.ts';
import { type CargoCrate, cargoCrate, cargoPackages } from '../../../tools/index.ts';

export interface StaleEntry {
  readonly at: Location;
  readonly name: string;
  /** Version in Cargo.lock, and in the manifest. */
  readonly locked: string;
  readonly version: string;
}

/** Longer lock files are not read. */
const LONGEST = 4 * 1024 * 1024;
/** Tools that write manifest and lock file together before they release: what lies between releases says nothing. */
const BUMPERS = [
  'release-plz.toml',
  '.release-plz.toml',
  'release-please-config.json',
  '.release-please-manifest.json',
  'knope.toml',
  'release.toml',
];

/**
 * An entry of the Cargo.lock beside a crate that has another version than the crate's manifest: the next cargo command writes the file anew.
 * Undefined when git does not know the file, or when a tool keeps the two together.
 */
export function staleLock(crate: CargoCrate, world: World): StaleEntry | undefined {
  const path = crate.directory === '' ? 'Cargo.lock' : `${crate.directory}/Cargo.lock`;
  // The lock file of a workspace lies outside the packages of its members.
  if (crate.workspace !== crate.directory || !world.tree.has(path) || BUMPERS.some((one) => world.tree.has(one))) return undefined;
  const text = world.tree.read(path);
  if (text === undefined || text.length > LONGEST) return undefined;
  const versions = new Map<string, string>();
  for (const one of crate.directory === '' ? cargoPackages(world.tools).map((p) => cargoCrate(world.tools, p.directory)) : [crate])
    if (one?.version !== undefined && one.workspace === crate.directory) versions.set(one.name, one.version);
  for (const entry of text.matchAll(/^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"\r?\n(?!source)/gm)) {
    const [whole, name = '', locked = ''] = entry;
    const version = versions.get(name);
    if (version === undefined || version === locked) continue;
    const start = entry.index + whole.indexOf('version = ');
    return { at: sourceFile(path, text).locate({ start, end: start + `version = "${locked}"`.length }), name, locked, version };
  }
  return undefined;
}
