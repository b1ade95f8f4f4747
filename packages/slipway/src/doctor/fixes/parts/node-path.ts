import type { NodePath, ScalarNode, SourceNode } from '../../../source/index.ts';
import { scalarsBelow } from './scalars.ts';

/** The way from the root of a file to a text in it; undefined when it is not of this file, or stands there by an alias. */
export function pathOf(root: SourceNode | null, node: ScalarNode): NodePath | undefined {
  const found = [...scalarsBelow(root)].filter((s) => s.node === node);
  return found.length === 1 ? found[0]!.at : undefined;
}
