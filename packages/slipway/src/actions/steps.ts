import type { MapNode } from '../source/types.ts';
import type { Step } from './model.ts';
import { asMap, child, type MaybeNode, pairsOf, textAt } from './nodes.ts';
import { parseUses, trailingComment } from './uses.ts';

/** More steps than any real job has; a file made to hurt stops here. */
const most = 2000;

function parseStep(node: MapNode, index: number): Step {
  const uses = textAt(node, 'uses');
  return {
    index,
    id: textAt(node, 'id')?.text,
    name: textAt(node, 'name'),
    if: textAt(node, 'if'),
    uses: uses && { at: uses, is: parseUses(uses.text), comment: trailingComment(uses) },
    run: textAt(node, 'run'),
    shell: textAt(node, 'shell'),
    workingDirectory: textAt(node, 'working-directory'),
    env: pairsOf(child(node, 'env')),
    with: pairsOf(child(node, 'with')),
    continueOnError: textAt(node, 'continue-on-error'),
    timeoutMinutes: textAt(node, 'timeout-minutes'),
    node,
  };
}

/** Step maps in order; the steps of a `parallel` step stand in its place, because they all run. */
export function stepNodes(node: MaybeNode, depth = 0): readonly MapNode[] {
  if (node?.kind !== 'seq' || depth > 4) return [];
  const found: MapNode[] = [];
  for (const item of node.items) {
    const map = asMap(item);
    if (!map || found.length >= most) continue;
    const inner = child(map, 'parallel');
    if (inner?.kind === 'seq') found.push(...stepNodes(inner, depth + 1));
    else found.push(map);
  }
  return found;
}

/** Reads `steps` of a job or a composite action. */
export function parseSteps(node: MaybeNode): readonly Step[] {
  return stepNodes(node).map(parseStep);
}
