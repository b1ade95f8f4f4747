import type { World } from '../../../chain/index.ts';
import { type Location, sourceFile } from '../../../source/index.ts';

export interface Line {
  readonly text: string;
  readonly at: Location;
}

const readable = /\.(?:md|markdown|adoc|rst|txt|ya?ml|sh|bash|tf|tfvars|hcl|tofu|json|env|example)$|(?:^|\/)Makefile$/i;
const elsewhere =
  /(?:^|\/)(?:node_modules|vendor|third[-_]party|testdata|fixtures?|tests?|examples?|samples?|blog|dist)\/|\.lock\.|package-lock\.json$|changelog/i;
const mostFiles = 400;
/** Of paths that a pattern chooses. */
const mostChosen = 120;
const largest = 200_000;
const mostLines = 400;
const known = new WeakMap<World, Map<RegExp, readonly Line[]>>();

/**
 * Lines of documents, scripts and settings that a pattern (without flags) finds something in, as far as the tree is looked through.
 * @param among only paths that this finds something in; a pattern is always asked with the same one
 */
export function linesWith(pattern: RegExp, world: World, among?: RegExp): readonly Line[] {
  const of = known.get(world) ?? new Map<RegExp, readonly Line[]>();
  known.set(world, of);
  const before = of.get(pattern);
  if (before) return before;
  const out: Line[] = [];
  const paths = world.tree.list().filter((p) => readable.test(p) && !elsewhere.test(p) && (among?.test(p) ?? true));
  world.tree.prefetch?.(paths.slice(0, among ? mostChosen : mostFiles));
  for (const path of paths.slice(0, among ? mostChosen : mostFiles)) {
    if (out.length >= mostLines) break;
    const text = world.tree.read(path);
    if (text === undefined || text.length > largest || !pattern.test(text)) continue;
    const file = sourceFile(path, text);
    let start = 0;
    for (const line of text.split('\n')) {
      if (pattern.test(line)) out.push({ text: line, at: file.locate({ start, end: start + line.trimEnd().length }) });
      start += line.length + 1;
    }
  }
  of.set(pattern, out.slice(0, mostLines));
  return of.get(pattern)!;
}
