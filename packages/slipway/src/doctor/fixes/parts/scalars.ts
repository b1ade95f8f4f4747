import type { NodePath, ScalarNode, SourceNode } from '../../../source/index.ts';

export interface ScalarAt {
  readonly at: NodePath;
  readonly node: ScalarNode;
}

/** The texts below a node, with the way to each from the root of the file. */
export function* scalarsBelow(node: SourceNode | null | undefined, at: NodePath = []): Generator<ScalarAt> {
  if (!node) return;
  if (node.kind === 'scalar') yield { at, node };
  else if (node.kind === 'seq') for (const [index, item] of node.items.entries()) yield* scalarsBelow(item, [...at, index]);
  else for (const { key, value } of node.entries) yield* scalarsBelow(value, [...at, key.text]);
}
