import type { SourceNode } from '../../../source/index.ts';

/** Labels of `runs-on` as they are written. */
export function labelsOf(node: SourceNode | undefined): string[] {
  if (node?.kind === 'scalar') return [node.text];
  return node?.kind === 'seq' ? node.items.flatMap(labelsOf) : [];
}
