import type { Location, SourceNode } from '../../source/index.ts';
import { folderOf } from '../paths.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, entriesAt, flagAt, join, place, textAt, textsAt } from './documents.ts';

/** A dependency of a crate on another crate of the same tree. */
export interface CargoDependency {
  /** Name of the package, also where the manifest gives it another name. */
  readonly name: string;
  readonly kind: 'normal' | 'build' | 'dev';
  /** Directory of the crate, from the root of the tree. */
  readonly directory: string;
  /** As written; undefined when only the path is given: cargo leaves such a dev-dependency out of the package, and refuses any other. */
  readonly requirement: string | undefined;
  readonly at: Location;
}

/** A crate with what cargo looks at before it publishes it. */
export interface CargoCrate {
  readonly name: string;
  readonly directory: string;
  /** Path of its Cargo.toml. */
  readonly path: string;
  /** Also when it is the workspace's. */
  readonly version: string | undefined;
  /** false: `publish = false`, an empty list, or a list without crates.io. */
  readonly publishable: boolean;
  /** Line that decides whether it may be published, where one does. */
  readonly publishAt?: Location;
  /** Directory of the Cargo.toml with `[workspace]` that it belongs to, itself when it stands alone. */
  readonly workspace: string;
  /** `include` and `exclude` of the package, as written. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly dependencies: readonly CargoDependency[];
}

/** Deeper than this nobody nests directories of crates. */
const DEEPEST = 12;

const known = new WeakMap<ToolWorld, Map<string, CargoCrate | undefined>>();

/** Reads the crate in a directory ('' is the root of the tree); undefined when there is no package. Read once per world. */
export function cargoCrate(world: ToolWorld, directory: string): CargoCrate | undefined {
  const seen = known.get(world) ?? new Map<string, CargoCrate | undefined>();
  known.set(world, seen);
  if (!seen.has(directory)) seen.set(directory, read(world, directory));
  return seen.get(directory);
}

/** Whether a crate takes its version from the workspace (`version.workspace = true`). */
export function inheritsVersion(world: ToolWorld, directory: string): boolean {
  return flagAt(document(world, manifestIn(directory)), 'package', 'version', 'workspace') === true;
}

const manifestIn = (directory: string): string => (directory === '' ? 'Cargo.toml' : `${directory}/Cargo.toml`);

function read(world: ToolWorld, directory: string): CargoCrate | undefined {
  const path = manifestIn(directory);
  const root = document(world, path);
  const name = textAt(root, 'package', 'name');
  if (root === undefined || name === undefined) return undefined;
  const workspace = workspaceOf(world, root, directory);
  const shared = document(world, manifestIn(workspace));
  const inherits = (key: string): boolean => flagAt(root, 'package', key, 'workspace') === true;
  const publish = inherits('publish') ? at(shared, 'workspace', 'package', 'publish') : at(root, 'package', 'publish');
  const publishAt = place(publish);
  return {
    name,
    directory,
    path,
    workspace,
    version: inherits('version') ? textAt(shared, 'workspace', 'package', 'version') : textAt(root, 'package', 'version'),
    publishable: mayBePublished(publish),
    ...(publishAt ? { publishAt } : {}),
    include: textsAt(root, 'package', 'include'),
    exclude: textsAt(root, 'package', 'exclude'),
    dependencies: dependenciesOf(root, directory, shared, workspace),
  };
}

function mayBePublished(publish: SourceNode | undefined): boolean {
  if (publish?.kind === 'scalar') return publish.value !== false;
  if (publish?.kind === 'seq') return publish.items.some((one) => one.kind === 'scalar' && one.text === 'crates-io');
  return true;
}

/** The nearest directory at or above with a `[workspace]`. */
function workspaceOf(world: ToolWorld, root: SourceNode, directory: string): string {
  if (at(root, 'workspace')) return directory;
  let here = directory;
  for (let depth = 0; here !== '' && depth < DEEPEST; depth++) {
    here = folderOf(here);
    if (at(document(world, manifestIn(here)), 'workspace')) return here;
  }
  return directory;
}

const TABLES = [
  ['dependencies', 'normal'],
  ['build-dependencies', 'build'],
  ['dev-dependencies', 'dev'],
] as const;

/** Dependencies that have a path, of every table and every target. */
function dependenciesOf(root: SourceNode, directory: string, shared: SourceNode | undefined, workspace: string): CargoDependency[] {
  const found: CargoDependency[] = [];
  const scopes: (readonly string[])[] = [[], ...entriesAt(root, 'target').map((one) => ['target', one.name])];
  for (const scope of scopes)
    for (const [table, kind] of TABLES)
      for (const { name, value } of entriesAt(root, ...scope, table)) {
        const inherited = flagAt(value, 'workspace') === true;
        const from = inherited ? at(shared, 'workspace', 'dependencies', name) : value;
        const path = textAt(from, 'path');
        const where = path === undefined ? undefined : join(inherited ? workspace : directory, path);
        const line = place(value);
        if (where === undefined || line === undefined) continue;
        found.push({ name: textAt(from, 'package') ?? name, kind, directory: where, requirement: textAt(from, 'version'), at: line });
      }
  return found;
}
