import type { Location, Parsed, SourceNode } from '../../source/index.ts';
import { parseJson, parseToml, parseYaml, sourceFile } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';

/** Longer files are not configuration; reading them would only cost time. */
const LONGEST = 512 * 1024;
/** Files whose tree is kept: they are read by many calls of one walk. */
const KEPT = 400;

const kept = new Map<string, Parsed>();

function parserFor(path: string): ((file: ReturnType<typeof sourceFile>) => Parsed) | undefined {
  if (/\.ya?ml$/i.test(path)) return parseYaml;
  if (/\.toml$/i.test(path)) return parseToml;
  if (/\.jsonc?$|\.json5$/i.test(path)) return parseJson;
  return undefined;
}

/**
 * Root of a YAML, TOML or JSON file of the tree; undefined when there is none, or when it is too long or not readable.
 * A file without an extension (`.releaserc`) is read as YAML, of which JSON is a part.
 */
export function document(world: ToolWorld, path: string): SourceNode | undefined {
  const text = world.read(path);
  if (text === undefined || text.length > LONGEST) return undefined;
  const before = kept.get(text);
  if (before && before.file.path === path) return before.root ?? undefined;
  const parsed = (parserFor(path) ?? parseYaml)(sourceFile(path, text));
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, parsed);
  return parsed.root ?? undefined;
}

/** The node at a path of keys (numbers for items); undefined when there is none. */
export function at(node: SourceNode | null | undefined, ...path: readonly (string | number)[]): SourceNode | undefined {
  let here = node;
  for (const step of path) {
    if (!here) return undefined;
    if (typeof step === 'number') here = here.kind === 'seq' ? here.items[step] : undefined;
    else here = here.kind === 'map' ? here.entries.find((entry) => entry.key.text === step)?.value : undefined;
  }
  return here ?? undefined;
}

/** Text of a scalar that is a string, a number or a boolean. */
export function textAt(node: SourceNode | null | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = at(node, ...path);
  return found?.kind === 'scalar' && found.value !== null ? found.text : undefined;
}

/** A boolean; strings that say `true` or `false` count too. */
export function flagAt(node: SourceNode | null | undefined, ...path: readonly (string | number)[]): boolean | undefined {
  const text = textAt(node, ...path);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** Items of a list; a single value counts as a list of one. */
export function itemsAt(node: SourceNode | null | undefined, ...path: readonly (string | number)[]): readonly SourceNode[] {
  const found = at(node, ...path);
  if (!found) return [];
  return found.kind === 'seq' ? found.items : [found];
}

/** Texts of a list of scalars. */
export function textsAt(node: SourceNode | null | undefined, ...path: readonly (string | number)[]): readonly string[] {
  return itemsAt(node, ...path).flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [item.text] : []));
}

/** Keys and values of a map, in order. */
export function entriesAt(
  node: SourceNode | null | undefined,
  ...path: readonly (string | number)[]
): readonly { name: string; value: SourceNode | null }[] {
  const found = at(node, ...path);
  return found?.kind === 'map' ? found.entries.map((entry) => ({ name: entry.key.text, value: entry.value })) : [];
}

/** Where a node stands. */
export function place(node: SourceNode | null | undefined): Location | undefined {
  return node ? node.file.locate(node.span) : undefined;
}

/** The first of these paths that the tree has. */
export function firstFile(world: ToolWorld, paths: readonly string[]): string | undefined {
  return paths.find((path) => world.exists(path));
}

/** Joins a directory ('' is the root) and a relative path, resolving `.` and `..`; undefined when it leaves the tree. */
export function join(directory: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
