import { at, flagAt, join, textAt } from '../config/documents.ts';
import { pythonName } from '../config/manifests.ts';
import { folderOf, inside } from '../paths.ts';
import { found, matchedPlace, placed, scalarPlace } from './place.ts';
import type { VersionFiles, VersionReader, VersionSource } from './types.ts';

/** Modules that hold a package's `__version__` by custom. */
const MODULES = ['__init__.py', '_version.py', '__about__.py', '__version__.py', 'version.py'];
/** An argument of `setup(…)`, not in a comment. */
const SETUP = /^[^#\n]*?\bversion\s*=\s*["']([^"'\n]+)["']/dm;
const CONSTANT = /^(?:__version__|VERSION|version)\s*(?::\s*\w+\s*)?=\s*["']([^"'\n]*)["']/dm;

/** pyproject.toml, setup.cfg, setup.py, the module that repeats the version, and the package's own entry in uv.lock. */
export const python: VersionReader = {
  *read(files) {
    const directories = new Set(['pyproject.toml', 'setup.cfg', 'setup.py'].flatMap((base) => files.named(base).map(folderOf)));
    for (const directory of directories) {
      const name = pythonName(files.world, directory);
      if (name === undefined) continue;
      const publishes = isPrivate(files, directory) ? [] : [{ registry: 'pypi' as const, name }];
      const about = { ecosystem: 'python', name, publishes } as const;
      const root = files.document(inside(directory, 'pyproject.toml'));
      const manifest =
        scalarPlace(root, ['project', 'version'], about) ??
        scalarPlace(root, ['tool', 'poetry', 'version'], about) ??
        matchedPlace(files.text(inside(directory, 'setup.cfg')), /^\[metadata\][^[]*?^version\s*=\s*(\S+)/dm, about) ??
        matchedPlace(files.text(inside(directory, 'setup.py')), SETUP, about);
      yield* found(manifest);
      const named = moduleOf(files, directory);
      const module = moduleVersion(files, directory, name, named);
      if (module === undefined) continue;
      // Without a version of its own the manifest takes the module's.
      if (manifest !== undefined) yield { ...module, role: 'plain', repeats: manifest.path, publishes: [] };
      else if (named !== undefined) yield { ...module, publishes };
    }
  },

  /** uv writes the packages of the tree with a source of their own kind. */
  *locks(files, sources) {
    const manifests = new Map(
      sources.flatMap((one) => (one.ecosystem === 'python' && one.role === 'manifest' ? [[folderOf(one.path), one.path] as const] : [])),
    );
    for (const path of files.named('uv.lock')) {
      // The root of a workspace may have no version; below it a lock file belongs to the project beside it.
      const file = folderOf(path) === '' || manifests.has(folderOf(path)) ? files.text(path) : undefined;
      if (file === undefined || manifests.size === 0) continue;
      for (const entry of file.text.matchAll(
        /^name = "([^"\n]+)"\r?\nversion = "([^"\n]+)"\r?\nsource = \{ (?:editable|virtual|directory) = "([^"\n]*)" \}/dgm,
      )) {
        const [start, end] = entry.indices![2]!;
        const directory = join(folderOf(path), entry[3] ?? '');
        const repeats = directory === undefined ? undefined : manifests.get(directory);
        if (repeats !== undefined) yield* found(placed(file, { start, end }, { ecosystem: 'python', role: 'lock', name: entry[1], repeats }));
      }
    }
  },

  more: pythonRepetitions,
};

/** What a project repeats beside the place from which it takes its version, and packages at a path in poetry.lock. */
function* pythonRepetitions(files: VersionFiles, sources: readonly VersionSource[]): Generator<VersionSource> {
  const manifests = sources.filter((one) => one.ecosystem === 'python' && one.role === 'manifest' && one.name !== undefined);
  for (const one of manifests) {
    const directory = one.key === '__version__' ? projectOf(files, one.path) : folderOf(one.path);
    const about = { ecosystem: 'python', role: 'plain', name: one.name, repeats: one.path } as const;
    yield* found(
      scalarPlace(files.document(inside(directory, 'pyproject.toml')), ['tool', 'poetry', 'version'], about),
      matchedPlace(files.text(inside(directory, 'setup.cfg')), /^\[metadata\][^[]*?^version\s*=\s*(\S+)/dm, about),
      matchedPlace(files.text(inside(directory, 'setup.py')), SETUP, about),
    );
    for (const path of customaryModules(directory, one.name ?? ''))
      if (files.world.exists(path)) yield* found(matchedPlace(files.text(path), CONSTANT, { ...about, key: '__version__' }));
    // A module may be called otherwise than its project; then only the same version tells that it is the project's.
    for (const path of modulesIn(files, directory)) {
      const place = matchedPlace(files.text(path), CONSTANT, { ...about, key: '__version__' });
      if (place?.value === one.value) yield* found(place);
    }
  }
  for (const path of files.named('poetry.lock')) {
    const file = files.text(path);
    for (const entry of file?.text.matchAll(
      /^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"\r?\n(?:(?!\[\[)[^\n]*\n)*?^type = "directory"\r?\nurl = "([^"\n]*)"/dgm,
    ) ?? []) {
      const directory = join(folderOf(path), entry[3] ?? '');
      const repeats = manifests.find((one) => folderOf(one.path) === directory)?.path;
      const [start, end] = entry.indices![2]!;
      if (file !== undefined && repeats !== undefined)
        yield* found(placed(file, { start, end }, { ecosystem: 'python', role: 'lock', name: entry[1], repeats }));
    }
  }
}

/** The nearest directory above a module that has a manifest. */
function projectOf(files: VersionFiles, path: string): string {
  let directory = folderOf(path);
  while (directory !== '' && !['pyproject.toml', 'setup.cfg', 'setup.py'].some((base) => files.world.exists(inside(directory, base))))
    directory = folderOf(directory);
  return directory;
}

function isPrivate(files: VersionFiles, directory: string): boolean {
  const root = files.document(inside(directory, 'pyproject.toml'));
  const classifiers = at(root, 'project', 'classifiers');
  const hidden = classifiers?.kind === 'seq' && classifiers.items.some((one) => textAt(one)?.startsWith('Private ::'));
  return hidden || flagAt(root, 'tool', 'uv', 'package') === false;
}

/** The file from which the build backend reads the version, when the manifest names one. */
function moduleOf(files: VersionFiles, directory: string): string | undefined {
  const root = files.document(inside(directory, 'pyproject.toml'));
  const path = textAt(root, 'tool', 'hatch', 'version', 'path') ?? textAt(root, 'tool', 'pdm', 'version', 'path');
  if (path !== undefined) return join(directory, path);
  const attribute =
    textAt(root, 'tool', 'setuptools', 'dynamic', 'version', 'attr') ??
    /^version\s*=\s*attr:\s*(\S+)/m.exec(files.text(inside(directory, 'setup.cfg'))?.text ?? '')?.[1];
  if (attribute === undefined) return undefined;
  const parts = attribute.split('.').slice(0, -1).join('/');
  return [`${parts}.py`, `${parts}/__init__.py`, `src/${parts}.py`, `src/${parts}/__init__.py`]
    .map((one) => inside(directory, one))
    .find((one) => files.world.exists(one));
}

function moduleVersion(files: VersionFiles, directory: string, name: string, named: string | undefined): VersionSource | undefined {
  for (const path of named === undefined ? customaryModules(directory, name) : [named]) {
    if (!files.world.exists(path)) continue;
    const place = matchedPlace(files.text(path), CONSTANT, { ecosystem: 'python', key: '__version__', name });
    if (place !== undefined) return place;
  }
  return undefined;
}

function customaryModules(directory: string, name: string): readonly string[] {
  const module = name.toLowerCase().replace(/[-.]+/g, '_');
  return ['', 'src/'].flatMap((root) => MODULES.map((file) => inside(directory, `${root}${module}/${file}`)));
}

/** Modules that may hold a version: beside the manifest, and in the packages right below the project or its `src`. */
function modulesIn(files: VersionFiles, directory: string): readonly string[] {
  const roots = new Set([directory, inside(directory, 'src')]);
  return MODULES.flatMap((file) =>
    files.named(file).filter((path) => folderOf(path) === directory || (path.includes('/') && roots.has(folderOf(folderOf(path))))),
  );
}
