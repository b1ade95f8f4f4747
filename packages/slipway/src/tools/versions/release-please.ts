import type { SourceNode } from '../../source/index.ts';
import { at, entriesAt, itemsAt, join, textAt } from '../config/documents.ts';
import { inside } from '../paths.ts';
import { markedPlaces } from './markers.ts';
import { found, scalarPlace } from './place.ts';
import type { VersionFiles, VersionReader, VersionSource } from './types.ts';

export const RELEASE_PLEASE_CONFIG = 'release-please-config.json';
export const RELEASE_PLEASE_MANIFEST = '.release-please-manifest.json';

/** Files in which a strategy writes the version, the first of which names the package. Those that write none are left out. */
const OWNED: Readonly<Record<string, readonly string[]>> = {
  node: ['package.json'],
  rust: ['Cargo.toml'],
  python: ['pyproject.toml', 'setup.cfg', 'setup.py'],
  helm: ['Chart.yaml'],
  dart: ['pubspec.yaml'],
  elixir: ['mix.exs'],
  simple: ['version.txt'],
};

/** A file that the configuration lists in `extra-files`. */
export interface ExtraFile {
  readonly path: string;
  /** Where the configuration lists it. */
  readonly node: SourceNode;
  /** JSONPath of the value in a JSON, YAML or TOML file; undefined: lines with a marker. */
  readonly jsonPath?: string;
}

/** A package of the configuration with what release-please writes for it. */
export interface ReleasePleaseOwned {
  /** Directory, '' for the root. */
  readonly directory: string;
  readonly releaseType: string;
  /** The file with the package's version; undefined when the strategy has none or the tree does not have it. */
  readonly manifest: string | undefined;
  readonly extraFiles: readonly ExtraFile[];
  /** The package's entry in the configuration. */
  readonly node: SourceNode | undefined;
}

/** What release-please's configuration says of the files that it writes; empty without one. */
export function releasePleaseOwned(files: Pick<VersionFiles, 'world' | 'document'>): readonly ReleasePleaseOwned[] {
  const root = files.document(RELEASE_PLEASE_CONFIG);
  return entriesAt(root, 'packages').flatMap(({ name, value }) => {
    const directory = name === '.' ? '' : name.replace(/\/+$/, '');
    const releaseType = textAt(value, 'release-type') ?? textAt(root, 'release-type') ?? 'node';
    const named = textAt(value, 'version-file') ?? textAt(root, 'version-file');
    const candidates = [...(named === undefined ? [] : [named]), ...(OWNED[releaseType] ?? [])].map((file) => inside(directory, file));
    const listed = [...itemsAt(value, 'extra-files'), ...(at(value, 'extra-files') === undefined ? itemsAt(root, 'extra-files') : [])];
    const extraFiles = listed.flatMap((node): ExtraFile[] => {
      const file = textAt(node) ?? textAt(node, 'path');
      // A leading slash means the root of the repository.
      const path = file === undefined ? undefined : join(file.startsWith('/') ? '' : directory, file);
      const jsonPath = textAt(node, 'jsonpath');
      return path === undefined ? [] : [{ path, node, ...(jsonPath === undefined ? {} : { jsonPath }) }];
    });
    return [{ directory, releaseType, manifest: candidates.find((path) => files.world.exists(path)), extraFiles, node: value ?? undefined }];
  });
}

/** The manifest of released versions, and the places of `extra-files` that release-please rewrites. */
export const releasePlease: VersionReader = {
  *read(files) {
    if (!files.world.exists(RELEASE_PLEASE_MANIFEST)) return;
    const manifest = files.document(RELEASE_PLEASE_MANIFEST);
    const owned = releasePleaseOwned(files);
    for (const { name } of entriesAt(manifest)) {
      const directory = name === '.' ? '' : name;
      const repeats = owned.find((one) => one.directory === directory)?.manifest;
      yield* found(scalarPlace(manifest, [name], { ecosystem: 'release-tool', role: 'tool', key: name, repeats }));
    }
    for (const one of owned) for (const extra of one.extraFiles) yield* extraPlaces(files, extra, one.manifest ?? RELEASE_PLEASE_MANIFEST);
  },
};

function* extraPlaces(files: VersionFiles, extra: ExtraFile, repeats: string): Generator<VersionSource> {
  if (extra.path === repeats) return;
  const about = { ecosystem: 'release-tool', role: 'plain', repeats } as const;
  if (extra.jsonPath !== undefined) {
    const steps = plainSteps(extra.jsonPath);
    if (steps !== undefined) yield* found(scalarPlace(files.document(extra.path), steps, about));
    return;
  }
  const file = files.text(extra.path);
  if (file !== undefined) yield* markedPlaces(file, about);
}

/** Keys of a JSONPath that has nothing but keys (`$.a.b`, `$['a']`); undefined for filters and wildcards. */
function plainSteps(path: string): string[] | undefined {
  if (!/^\$(?:\.[\w-]+|\['[^'\]]+'\])+$/.test(path)) return undefined;
  return [...path.matchAll(/\.([\w-]+)|\['([^'\]]+)'\]/g)].map((step) => step[1] ?? step[2] ?? '');
}
