/**
 * Reading of a workflow's tree: every function takes whatever stands there and gives what can be used of it.
 */
import type { Entry, MapNode, ScalarNode, SourceNode, Span } from '../source/types.ts';
import type { Pair } from './model.ts';

export type MaybeNode = SourceNode | null | undefined;

/** The node as a map, or undefined. */
export function asMap(node: MaybeNode): MapNode | undefined {
  return node?.kind === 'map' ? node : undefined;
}

/** The node as a text: a scalar that is not null. */
export function asText(node: MaybeNode): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node : undefined;
}

/** Entries of a map; none for everything else. */
export function entriesOf(node: MaybeNode): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The entry of a key. Keys of a workflow are case-sensitive; GitHub refuses a second one, so the first counts. */
export function entry(node: MaybeNode, key: string): Entry | undefined {
  for (const candidate of entriesOf(node)) if (candidate.key.text === key) return candidate;
  return undefined;
}

/** What stands under a key; null for a key without a value, undefined without the key. */
export function child(node: MaybeNode, key: string): SourceNode | null | undefined {
  return entry(node, key)?.value;
}

/** The text under a key. */
export function textAt(node: MaybeNode, key: string): ScalarNode | undefined {
  return asText(child(node, key));
}

/** The texts of a scalar or a sequence of scalars, as GitHub takes both where it takes a list. */
export function textsOf(node: MaybeNode): readonly ScalarNode[] {
  if (!node) return [];
  if (node.kind === 'scalar') return node.value === null ? [] : [node];
  if (node.kind === 'seq') return node.items.flatMap((item) => asText(item) ?? []);
  return [];
}

/** Name and value of each entry of a map. */
export function pairsOf(node: MaybeNode): readonly Pair[] {
  return entriesOf(node).map(({ key, value }) => ({ key, name: key.text, value }));
}

/** Whether a scalar says true (`true`, `'true'`). */
export function isTrue(node: ScalarNode | undefined): boolean {
  return node?.value === true || node?.text === 'true';
}

/** Whether a text holds an expression. */
export function hasExpression(node: MaybeNode): boolean {
  return node?.kind === 'scalar' && node.text.includes('${{');
}

/** From the key to the end of its value. */
export function entrySpan(of: Entry): Span {
  return {
    start: of.key.span.start,
    end: of.value && of.value.file === of.key.file ? Math.max(of.key.span.end, of.value.span.end) : of.key.span.end,
  };
}
