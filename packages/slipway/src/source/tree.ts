import type { Entry, MapNode, ScalarNode, SeqNode, SourceNode } from './types.ts';

type Maybe = SourceNode | null | undefined;

export function isMap(node: Maybe): node is MapNode {
  return node?.kind === 'map';
}

export function isSeq(node: Maybe): node is SeqNode {
  return node?.kind === 'seq';
}

export function isScalar(node: Maybe): node is ScalarNode {
  return node?.kind === 'scalar';
}

/** The entry of a mapping with this key; undefined when there is none or the node is no mapping. */
export function entryOf(node: Maybe, key: string): Entry | undefined {
  if (node?.kind !== 'map') return undefined;
  for (const entry of node.entries) if (entry.key.text === key) return entry;
  return undefined;
}

/** Follows keys (text) and indices (number) down; undefined as soon as one is missing or its value is empty. */
export function get(node: Maybe, ...path: readonly (string | number)[]): SourceNode | undefined {
  let at: Maybe = node;
  for (const step of path) {
    at = typeof step === 'number' ? (at?.kind === 'seq' ? at.items[step] : undefined) : entryOf(at, step)?.value;
    if (!at) return undefined;
  }
  return at ?? undefined;
}

/** Text of a scalar; undefined for anything else. */
export function textOf(node: Maybe): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}

/** The texts of a scalar or of the scalars of a sequence, as GitHub's `needs: a` and `needs: [a, b]`; other items are left out. */
export function strings(node: Maybe): string[] {
  if (node?.kind === 'scalar') return [node.text];
  if (node?.kind !== 'seq') return [];
  const texts: string[] = [];
  for (const item of node.items) if (item.kind === 'scalar') texts.push(item.text);
  return texts;
}
