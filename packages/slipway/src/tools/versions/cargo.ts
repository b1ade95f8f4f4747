import type { SourceNode } from '../../source/index.ts';
import { at, entriesAt, flagAt, join, textAt } from '../config/documents.ts';
import { cargoPackages } from '../config/packages.ts';
import { folderOf, inside } from '../paths.ts';
import { found, placed, scalarPlace } from './place.ts';
import type { VersionFiles, VersionReader, VersionSource } from './types.ts';

const TABLES = ['dependencies', 'dev-dependencies', 'build-dependencies'];
const INHERITS = 'workspace';

/** Cargo.toml of the packages and of the workspace, what members ask of each other, and the members' entries in Cargo.lock. */
export const cargo: VersionReader = {
  *read(files) {
    const members = cargoPackages(files.world);
    const paths = new Set([...members.map((one) => inside(one.directory, 'Cargo.toml')), 'Cargo.toml']);
    const inherited = members.filter((one) => one.name !== undefined && inherits(files, one.directory));
    for (const path of paths) {
      const root = files.document(path);
      if (root === undefined) continue;
      const own = members.find((one) => inside(one.directory, 'Cargo.toml') === path);
      const publishes = own?.name !== undefined && own.publish ? [{ registry: 'crates.io' as const, name: own.name }] : [];
      yield* found(
        scalarPlace(root, ['package', 'version'], { ecosystem: 'cargo', name: own?.name, publishes }),
        scalarPlace(root, ['workspace', 'package', 'version'], {
          ecosystem: 'cargo',
          key: 'workspace.package.version',
          publishes: inherited.filter((one) => one.publish).map((one) => ({ registry: 'crates.io', name: one.name ?? '' })),
        }),
      );
      for (const table of tablesOf(root)) yield* requirements(files, path, table);
    }
  },

  /** Entries without a source are the packages of the tree. Cargo writes the file, always in this form. */
  *locks(files, sources) {
    const isRoot = files.world.exists('Cargo.toml');
    for (const path of files.named('Cargo.lock')) {
      // A lock file below the workspace belongs to a package that is none of its members.
      if (isRoot && path !== 'Cargo.lock') continue;
      const file = files.text(path);
      if (file === undefined) continue;
      for (const entry of file.text.matchAll(/^name = "([^"\n]+)"\r?\nversion = "([^"\n]+)"(?!\r?\nsource)/dgm)) {
        const [start, end] = entry.indices![2]!;
        const owner = ownerOf(files, sources, entry[1]!);
        if (owner !== undefined && (isRoot || folderOf(owner) === folderOf(path)))
          yield* found(placed(file, { start, end }, { ecosystem: 'cargo', role: 'lock', name: entry[1], repeats: owner }));
      }
    }
  },

  /** Of two packages of one name in the lock file a dependent names the version too: `"core 1.4.0"`; one with a source is another registry's. */
  *more(files, sources) {
    const file = files.world.exists('Cargo.toml') ? files.text('Cargo.lock') : undefined;
    for (const entry of file?.text.matchAll(/^ "([\w-]+) (\d[^" \n]*)",?\r?$/dgm) ?? []) {
      const [start, end] = entry.indices![2]!;
      const repeats = ownerOf(files, sources, entry[1]!);
      if (file !== undefined && repeats !== undefined)
        yield* found(placed(file, { start, end }, { ecosystem: 'cargo', role: 'lock', key: 'dependencies', name: entry[1], repeats }));
    }
  },
};

/** The package takes its version from the workspace. */
function inherits(files: VersionFiles, directory: string): boolean {
  return flagAt(files.document(inside(directory, 'Cargo.toml')), 'package', 'version', INHERITS) === true;
}

/** The manifest that holds the version of a package of this name. */
function ownerOf(files: VersionFiles, sources: readonly VersionSource[], name: string): string | undefined {
  const own = sources.find((one) => one.ecosystem === 'cargo' && one.role === 'manifest' && one.name === name);
  if (own !== undefined) return own.path;
  return cargoPackages(files.world).some((one) => one.name === name && inherits(files, one.directory)) ? 'Cargo.toml' : undefined;
}

function tablesOf(root: SourceNode): SourceNode[] {
  const targets = entriesAt(root, 'target').flatMap(({ value }) => TABLES.map((name) => at(value, name)));
  const all = [...TABLES.map((name) => at(root, name)), ...targets, at(root, 'workspace', 'dependencies')];
  return all.filter((one) => one !== undefined);
}

/** Dependencies with both a path and a version: cargo refuses a version that the package at the path does not have. */
function* requirements(files: VersionFiles, path: string, table: SourceNode): Generator<VersionSource> {
  for (const { name, value } of entriesAt(table)) {
    const where = textAt(value, 'path');
    const directory = where === undefined ? undefined : join(folderOf(path), where);
    if (directory === undefined) continue;
    const repeats = inherits(files, directory) ? 'Cargo.toml' : inside(directory, 'Cargo.toml');
    yield* found(
      scalarPlace(value ?? undefined, ['version'], {
        ecosystem: 'cargo',
        role: 'requirement',
        key: name,
        name: textAt(value, 'package') ?? name,
        repeats,
      }),
    );
  }
}
