import type { ToolWorld } from '../types.ts';
import { bumpers } from './bumpers.ts';
import { cargo } from './cargo.ts';
import { changelog } from './changelog.ts';
import { dart } from './dart.ts';
import { documentation } from './documentation.ts';
import { dotnet } from './dotnet.ts';
import { elixir } from './elixir.ts';
import { versionFiles } from './files.ts';
import { go } from './go.ts';
import { haskell } from './haskell.ts';
import { helm } from './helm.ts';
import { jvm } from './jvm.ts';
import { lerna } from './lerna.ts';
import { markedPlaces } from './markers.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { plain } from './plain.ts';
import { plugin } from './plugin.ts';
import { python } from './python.ts';
import { releasePlease } from './release-please.ts';
import { ruby } from './ruby.ts';
import { swift } from './swift.ts';
import { tauri } from './tauri.ts';
import type { VersionEcosystem, VersionFiles, VersionReader, VersionSource } from './types.ts';

/** In the order in which one place that two of them know is named: manifests before tools. */
const readers: readonly VersionReader[] = [
  cargo,
  node,
  python,
  ruby,
  dotnet,
  jvm,
  helm,
  swift,
  tauri,
  elixir,
  haskell,
  dart,
  php,
  go,
  plugin,
  plain,
  changelog,
  releasePlease,
  lerna,
  bumpers,
  documentation,
];

const lockReaders: Readonly<Partial<Record<VersionEcosystem, VersionReader>>> = { cargo, node, python, ruby };

interface Read {
  readonly files: VersionFiles;
  readonly sources: readonly VersionSource[];
  readonly locks: Map<VersionEcosystem, readonly VersionSource[]>;
  written?: readonly VersionSource[];
}

const known = new WeakMap<ToolWorld, Read>();

function readOf(world: ToolWorld): Read {
  const before = known.get(world);
  if (before !== undefined) return before;
  const files = versionFiles(world);
  const read: Read = { files, sources: distinct(readers.flatMap((one) => [...one.read(files)])), locks: new Map() };
  known.set(world, read);
  return read;
}

/**
 * Every place of the tree that holds a version, but for lock files: manifests, what packages of the tree ask of each other, plain files, changelogs
 * and release tools' own records. Examples, fixtures, documentation and vendored code are left out. Read once per world; never throws.
 */
export function versionSources(world: ToolWorld): readonly VersionSource[] {
  return readOf(world).sources;
}

/** The entries that lock files of an ecosystem hold for the tree's own packages. Apart from the others because lock files are long. Read once per world. */
export function lockedVersions(world: ToolWorld, ecosystem: VersionEcosystem): readonly VersionSource[] {
  const read = readOf(world);
  const before = read.locks.get(ecosystem);
  if (before !== undefined) return before;
  const found = distinct([...(lockReaders[ecosystem]?.locks?.(read.files, read.sources) ?? [])]);
  read.locks.set(ecosystem, found);
  return found;
}

/**
 * Every place that a writer of versions must know: those of `versionSources` and `lockedVersions`, further repetitions of a version, what lock files
 * keep of requirements between packages of the tree, and marked lines of its documentation. No place twice. Read once per world; never throws.
 */
export function writtenVersions(world: ToolWorld): readonly VersionSource[] {
  const read = readOf(world);
  if (read.written !== undefined) return read.written;
  const locks = (Object.keys(lockReaders) as VersionEcosystem[]).flatMap((one) => lockedVersions(world, one));
  const more = readers.flatMap((one) => [...(one.more?.(read.files, read.sources) ?? [])]);
  read.written = distinct([...read.sources, ...locks, ...more]);
  return read.written;
}

/** Versions in the marked lines and blocks of one file of the tree; nothing when it is not there, no text, or has no marker. */
export function markedVersions(world: ToolWorld, path: string): readonly VersionSource[] {
  const file = readOf(world).files.text(path);
  return file === undefined ? [] : distinct([...markedPlaces(file, { ecosystem: 'plain', role: 'plain' })]);
}

/** The first of the sources that stand at one place. */
function distinct(sources: readonly VersionSource[]): VersionSource[] {
  const seen = new Set<string>();
  return sources.filter((one) => {
    const place = `${one.path}\0${one.span.start}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

export { isStandIn, isVersion } from './place.ts';
export { type ExtraFile, RELEASE_PLEASE_CONFIG, RELEASE_PLEASE_MANIFEST, type ReleasePleaseOwned, releasePleaseOwned } from './release-please.ts';
export type { VersionEcosystem, VersionRole, VersionSource } from './types.ts';
