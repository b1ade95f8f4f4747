import type { SourceNode } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { cargoCrate } from './cargo-crates.ts';
import { at, document, entriesAt, flagAt } from './documents.ts';

/** Dependencies that a crate takes from its workspace. */
export interface InheritedDependencies {
  /** Directory of the Cargo.toml with `[workspace]`. */
  readonly workspace: string;
  /** As the workspace calls them. */
  readonly names: readonly string[];
}

const TABLES = ['dependencies', 'build-dependencies', 'dev-dependencies'];

/** What `workspace = true` says of the dependencies of a crate, in every table and for every target. */
export function inheritedDependencies(world: ToolWorld, directory: string): InheritedDependencies | undefined {
  const crate = cargoCrate(world, directory);
  if (crate === undefined) return undefined;
  const root = document(world, crate.path);
  const scopes: (readonly string[])[] = [[], ...entriesAt(root, 'target').map((one) => ['target', one.name])];
  const names = scopes.flatMap((scope) =>
    TABLES.flatMap((table) => entriesAt(root, ...scope, table).flatMap(({ name, value }) => (flagAt(value, 'workspace') === true ? [name] : []))),
  );
  return { workspace: crate.workspace, names: [...new Set(names)] };
}

/** How a workspace asks for a dependency, the same text for the same meaning; undefined for one of its own crates, and where it asks for none. */
export function workspaceRequirement(root: SourceNode | null | undefined, name: string): string | undefined {
  const node = at(root, 'workspace', 'dependencies', name);
  return node === undefined || at(node, 'path') !== undefined ? undefined : meaning(node);
}

function meaning(node: SourceNode): string {
  if (node.kind === 'map') {
    const entries = node.entries.map(({ key, value }) => `${key.text}=${value === null ? '' : meaning(value)}`).sort();
    // `{ version = "1" }` is `"1"`.
    return entries.length === 1 && entries[0]!.startsWith('version=') ? entries[0]!.slice('version='.length) : entries.join(';');
  }
  return node.kind === 'seq' ? `[${node.items.map(meaning).sort().join(',')}]` : node.kind === 'scalar' ? node.text : '';
}
