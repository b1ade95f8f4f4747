import type { World } from '../../../chain/index.ts';
import { parseToml, parseYaml, type SourceNode, sourceFile } from '../../../source/index.ts';
import { resolvedPath } from '../../paths.ts';

/** What can be asked of the files of a tree; asked often, so folders and names are gathered once. */
export interface Files {
  /** A file or a folder of this path is tracked. */
  has(path: string): boolean;
  hasFolder(path: string): boolean;
  /** Something of the tree speaks of making it: an ignored path, a build script or a task that names it. */
  mayBeMade(path: string): boolean;
  /** The same path in other letters' case. */
  hasInOtherCase(path: string): boolean;
}

const makers =
  /(?:^|\/)(?:Makefile|makefile|GNUmakefile|justfile|Justfile|Taskfile\.ya?ml|build\.rs|xtask\/src\/[\w/]+\.rs|CMakeLists\.txt|meson\.build|package\.json)$|(?:^|\/)scripts?\/[\w./-]+$/;
const mostMakers = 60;

const known = new WeakMap<World, Files>();

export function filesOf(world: World): Files {
  const before = known.get(world);
  if (before) return before;
  const paths = world.tree.list();
  const folders = new Set<string>();
  const lower = new Set<string>();
  for (const path of paths) {
    lower.add(path.toLowerCase());
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const folder = path.slice(0, cut);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  let texts: string | undefined;
  const madeBy = (): string => {
    texts ??= paths
      .filter((p) => makers.test(p))
      .slice(0, mostMakers)
      .map((p) => (world.tree.read(p) ?? '').slice(0, 100_000))
      .join('\n');
    return texts;
  };
  let ignoredNames: ReadonlySet<string> | undefined;
  // Read only when a file is missing: most trees never ask.
  const ignored = (): ReadonlySet<string> => {
    ignoredNames ??= new Set(
      paths
        .filter((p) => p === '.gitignore' || p.endsWith('/.gitignore'))
        .slice(0, 20)
        .flatMap((p) => (world.tree.read(p) ?? '').split('\n'))
        .map((l) => l.trim().replace(/^\/|\/\*{0,2}$/g, ''))
        .filter((l) => l !== '' && !l.startsWith('#')),
    );
    return ignoredNames;
  };
  const files: Files = {
    has: (path) => path === '' || world.tree.has(path) || folders.has(path),
    hasFolder: (path) => path === '' || folders.has(path),
    hasInOtherCase: (path) => lower.has(path.toLowerCase()),
    mayBeMade: (path) => {
      const parts = path.split('/');
      if (parts.some((part, at) => ignored().has(part) || ignored().has(parts.slice(0, at + 1).join('/')))) return true;
      return madeBy().includes(parts.at(-1)!);
    },
  };
  known.set(world, files);
  return files;
}

/** A path from the root, of one that is written relative to a folder; undefined when it leaves the tree, or holds a glob or a variable. */
export function resolved(folder: string, written: string): string | undefined {
  if (written === '' || /[%!]|^\w+:/.test(written)) return undefined;
  return resolvedPath(folder, written);
}

/** Root of a TOML or YAML file of the tree. */
export function rootOf(world: World, path: string): SourceNode | undefined {
  const text = world.tree.read(path);
  if (text === undefined) return undefined;
  const file = sourceFile(path, text);
  return (path.endsWith('.toml') ? parseToml(file) : parseYaml(file)).root ?? undefined;
}
