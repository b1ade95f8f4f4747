import { fileName, folderOf } from '../paths.ts';
import type { Registry, ToolWorld } from '../types.ts';
import { document, textAt, textsAt } from './documents.ts';
import { type CargoManifest, cargoManifest, directoryGlob, type NodeManifest, nodeManifest, pythonName } from './manifests.ts';

/** A package that the tree could publish. */
export interface Package {
  readonly registry: Registry;
  readonly name: string;
  /** Directory of its manifest, '' for the root. */
  readonly directory: string;
  /** Path of its manifest. */
  readonly path: string;
  /** The manifest forbids publishing (`private`, `publish = false`). */
  readonly private: boolean;
}

/** Manifests below these are examples and test data, never what a release publishes. */
const NEVER_PUBLISHED =
  /(^|\/)(node_modules|fixtures?|__fixtures__|testdata|test-data|tests?|__tests__|examples?|samples?|templates?|vendor|third[_-]party|benchmarks?|e2e|demos?|playgrounds?|docs?|website)(\/|$)/i;
export const isNeverPublished = (directory: string): boolean => NEVER_PUBLISHED.test(directory);

/** More manifests than this are not read. */
const MOST = 400;

const known = new WeakMap<ToolWorld, readonly Package[]>();

const listed = new WeakMap<ToolWorld, Map<string, readonly string[]>>();

/** Paths of manifests of a name; a tree is gone through once for each. @param skip folders that are not counted */
function manifests(world: ToolWorld, name: RegExp, skip?: (directory: string) => boolean): readonly string[] {
  const own = listed.get(world) ?? new Map<string, readonly string[]>();
  listed.set(world, own);
  const key = `${name.source} ${skip === undefined}`;
  const known = own.get(key);
  if (known) return known;
  const found: string[] = [];
  for (const path of world.list()) {
    if (name.test(path) && !/(^|\/)node_modules\//.test(path) && !skip?.(folderOf(path))) found.push(path);
    if (found.length >= MOST) break;
  }
  own.set(key, found);
  return found;
}

/** Crates of the workspace at the root, or the crate at the root, or every crate that is no example when the root has none. */
export function cargoPackages(world: ToolWorld): readonly CargoManifest[] {
  const root = document(world, 'Cargo.toml');
  const paths = manifests(world, /(^|\/)Cargo\.toml$/).map(folderOf);
  const members = textsAt(root, 'workspace', 'members');
  const excluded = textsAt(root, 'workspace', 'exclude').map(directoryGlob);
  const isMember = members.map(directoryGlob);
  const wanted =
    root === undefined
      ? paths.filter((directory) => !isNeverPublished(directory))
      : paths.filter((directory) => directory === '' || (isMember.some((test) => test(directory)) && !excluded.some((test) => test(directory))));
  return wanted.flatMap((directory) => cargoManifest(world, directory) ?? []);
}

/** Packages of an npm, pnpm or yarn workspace, the root first; without a workspace every package.json that is no example. */
export function nodePackages(world: ToolWorld): readonly NodeManifest[] {
  const root = nodeManifest(world, '');
  const globs = [
    ...(root?.workspaces ?? []),
    ...textsAt(document(world, 'pnpm-workspace.yaml'), 'packages'),
    ...textsAt(document(world, 'lerna.json'), 'packages'),
  ];
  const takes = globs.filter((glob) => !glob.startsWith('!')).map(directoryGlob);
  const leaves = globs.filter((glob) => glob.startsWith('!')).map((glob) => directoryGlob(glob.slice(1)));
  const paths = manifests(world, /(^|\/)package\.json$/, isNeverPublished).map(folderOf);
  const wanted = paths.filter((directory) => {
    if (directory === '') return true;
    if (takes.length > 0) return takes.some((test) => test(directory)) && !leaves.some((test) => test(directory));
    return true;
  });
  return wanted.flatMap((directory) => nodeManifest(world, directory) ?? []).sort((a, b) => (a.directory === '' ? -1 : b.directory === '' ? 1 : 0));
}

const OTHERS: readonly { readonly file: RegExp; readonly registry: Registry; read(world: ToolWorld, path: string): string | undefined }[] = [
  {
    file: /\.gemspec$/,
    registry: 'rubygems',
    read: (world, path) => /\.name\s*=\s*["']([\w.-]+)["']/.exec((world.read(path) ?? '').slice(0, 50_000))?.[1],
  },
  {
    file: /\.(cs|fs|vb)proj$/,
    registry: 'nuget',
    read: (world, path) => {
      const text = (world.read(path) ?? '').slice(0, 100_000);
      if (/<IsPackable>\s*false/i.test(text)) return undefined;
      const id = /<PackageId>\s*([\w.-]+)\s*</.exec(text)?.[1];
      return (
        id ??
        (/<(PackageVersion|PackAsTool|GeneratePackageOnBuild|PackageTags|PackageLicenseExpression)>/.test(text)
          ? fileName(path).replace(/\.\w+proj$/, '')
          : undefined)
      );
    },
  },
  { file: /(^|\/)mix\.exs$/, registry: 'hex', read: (world, path) => /\bapp:\s*:(\w+)/.exec((world.read(path) ?? '').slice(0, 50_000))?.[1] },
  {
    file: /(^|\/)pubspec\.yaml$/,
    registry: 'pub',
    read: (world, path) => (textAt(document(world, path), 'publish_to') === 'none' ? undefined : textAt(document(world, path), 'name')),
  },
  { file: /(^|\/)composer\.json$/, registry: 'packagist', read: (world, path) => textAt(document(world, path), 'name') },
  { file: /(^|\/)(jsr|deno)\.jsonc?$/, registry: 'jsr', read: (world, path) => textAt(document(world, path), 'name') },
  { file: /\.cabal$/, registry: 'hackage', read: (world, path) => /^name:\s*(\S+)/im.exec((world.read(path) ?? '').slice(0, 50_000))?.[1] },
  { file: /(^|\/)Chart\.yaml$/, registry: 'helm', read: (world, path) => textAt(document(world, path), 'name') },
];

/**
 * Packages that manifests of the tree describe, private ones too, sorted by the order of the registries here and then by path.
 * Examples, fixtures and documentation sites are left out. Read once per world.
 */
export function packagesOf(world: ToolWorld): readonly Package[] {
  const before = known.get(world);
  if (before) return before;
  const found: Package[] = [];
  for (const one of cargoPackages(world)) {
    if (one.name !== undefined && !(isNeverPublished(one.directory) && !one.publish))
      found.push(entry('crates.io', one.name, one.directory, 'Cargo.toml', !one.publish));
  }
  for (const one of nodePackages(world))
    if (one.name !== undefined) found.push(entry('npm', one.name, one.directory, 'package.json', one.private || one.version === undefined));
  for (const path of manifests(world, /(^|\/)(pyproject\.toml|setup\.py|setup\.cfg)$/)) {
    const directory = folderOf(path);
    if (isNeverPublished(directory) || found.some((other) => other.registry === 'pypi' && other.directory === directory)) continue;
    const name = pythonName(world, directory);
    const hidden = textsAt(document(world, `${directory === '' ? '' : `${directory}/`}pyproject.toml`), 'project', 'classifiers').some((one) =>
      one.startsWith('Private ::'),
    );
    if (name !== undefined) found.push({ registry: 'pypi', name, directory, path, private: hidden });
  }
  for (const other of OTHERS) {
    for (const path of manifests(world, other.file)) {
      if (isNeverPublished(folderOf(path))) continue;
      const name = other.read(world, path);
      if (name !== undefined) found.push({ registry: other.registry, name, directory: folderOf(path), path, private: false });
    }
  }
  known.set(world, found);
  return found;
}

function entry(registry: Registry, name: string, directory: string, file: string, hidden: boolean): Package {
  return { registry, name, directory, path: directory === '' ? file : `${directory}/${file}`, private: hidden };
}

/** Names of the packages of a registry that may be published, at most 200. */
export function publishableNames(world: ToolWorld, registry: Registry): readonly string[] {
  return packagesOf(world)
    .filter((one) => one.registry === registry && !one.private)
    .slice(0, 200)
    .map((one) => one.name);
}
