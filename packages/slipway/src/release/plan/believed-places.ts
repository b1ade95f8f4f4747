import { get, type Location, type SourceNode, sourceFile, textOf } from '../../source/index.ts';
import { document, inside, isVersion, RELEASE_PLEASE_MANIFEST, type ToolWorld } from '../../tools/index.ts';
import type { Component } from '../types.ts';

/** A version as a file says it. */
export interface Said {
  readonly text: string;
  readonly at: Location;
}

type Reader = (world: ToolWorld, folder: string) => Said | undefined;

function scalar(node: SourceNode | undefined): Said | undefined {
  const text = textOf(node);
  return node === undefined || text === undefined || !isVersion(text) ? undefined : { text, at: node.file.locate(node.span) };
}

/** The value at a path of keys of a YAML, TOML or JSON file. */
const keyed =
  (file: string, ...path: readonly string[]): Reader =>
  (world, folder) =>
    scalar(get(document(world, inside(folder, file)), ...path));

/** The first group of a pattern with the flag `d`. */
const matched =
  (file: string, pattern: RegExp): Reader =>
  (world, folder) => {
    const path = inside(folder, file);
    const text = world.read(path)?.slice(0, 200_000);
    const [start, end] = (text === undefined ? undefined : pattern.exec(text)?.indices?.[1]) ?? [];
    if (text === undefined || start === undefined || end === undefined || !isVersion(text.slice(start, end))) return undefined;
    return { text: text.slice(start, end), at: sourceFile(path, text).locate({ start, end }) };
  };

/** Of the package, or of the nearest workspace above from which it takes its version. */
const crate: Reader = (world, folder) => {
  const root = document(world, inside(folder, 'Cargo.toml'));
  const own = get(root, 'package', 'version');
  if (own?.kind === 'scalar') return scalar(own);
  const shared = scalar(get(root, 'workspace', 'package', 'version'));
  if (shared !== undefined || own === undefined) return shared;
  for (let above = folder; above !== ''; ) {
    above = above.includes('/') ? above.slice(0, above.lastIndexOf('/')) : '';
    const version = scalar(get(document(world, inside(above, 'Cargo.toml')), 'workspace', 'package', 'version'));
    if (version !== undefined) return version;
  }
  return undefined;
};

const NODE = keyed('package.json', 'version');
const PYTHON: readonly Reader[] = [
  keyed('pyproject.toml', 'project', 'version'),
  keyed('pyproject.toml', 'tool', 'poetry', 'version'),
  matched('setup.cfg', /^\[metadata\][^[]*?^version\s*=\s*(\S+)/dm),
];
const MANIFESTS: readonly Reader[] = [
  crate,
  NODE,
  ...PYTHON,
  keyed('pubspec.yaml', 'version'),
  keyed('Chart.yaml', 'version'),
  keyed('composer.json', 'version'),
  matched('mix.exs', /^\s*(?:@version\s+|version:\s*)"([^"\n]+)"/dm),
  matched('pom.xml', /<\/modelVersion>(?:\s*<(?:groupId|artifactId|packaging)>[^<]*<\/\w+>)*\s*<version>([^<\n]+)<\/version>/d),
  matched('gradle.properties', /^version\s*=\s*(\S+)/dm),
  matched('VERSION', /^\s*(\S+)\s*$/d),
  matched('version.txt', /^\s*(\S+)\s*$/d),
];

/** A file that Knope is told to write, read as the manifest that its name says. */
const knopeFile =
  (name: string): Reader =>
  (world) => {
    const root = document(world, 'knope.toml');
    const own = get(root, 'package') ?? get(root, 'packages', name);
    const first = get(own, 'versioned_files', 0);
    const path = textOf(first) ?? textOf(get(first, 'path'));
    if (path === undefined) return undefined;
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    return MANIFESTS.map((read) => read(world, folder)).find((one) => one?.at.path === path);
  };

/** What the files of a component's driver say, the place that the driver itself reads first; then the manifests of its folder. */
export function saidVersions(world: ToolWorld, { name, path, driver }: Pick<Component, 'name' | 'path' | 'driver'>): readonly Said[] {
  const own: readonly Reader[] =
    driver === 'release-please'
      ? [() => scalar(get(document(world, RELEASE_PLEASE_MANIFEST), path === '' ? '.' : path))]
      : driver === 'lerna'
        ? [(at) => (path === '' ? keyed('lerna.json', 'version')(at, '') : undefined), NODE]
        : driver === 'knope'
          ? [knopeFile(name)]
          : driver === 'release-plz'
            ? [crate]
            : driver === 'python-semantic-release'
              ? PYTHON
              : driver === 'changesets' || driver === 'nx' || driver === 'release-it' || driver === 'semantic-release'
                ? [NODE]
                : [];
  const found = [...own, ...MANIFESTS].flatMap((read) => read(world, path) ?? []);
  return found.filter((one, index) => found.findIndex((other) => other.at.path === one.at.path) === index);
}
