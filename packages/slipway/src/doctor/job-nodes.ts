import { expandMatrix, type Job } from '../actions/index.ts';
import { entryOf, type ScalarNode, type SourceNode } from '../source/index.ts';

/**
 * The texts that a key of a job stands for, each with its own place in the file: itself, or the matrix values that `${{ matrix.name }}` picks.
 * A text with any other expression is left out.
 */
export function writtenTexts(node: ScalarNode, job: Job): readonly ScalarNode[] {
  if (!node.text.includes('${{')) return [node];
  const path = /^\s*\$\{\{\s*matrix\.([\w.-]+)\s*\}\}\s*$/.exec(node.text)?.[1]?.split('.');
  if (path === undefined || job.matrix === undefined) return [];
  const found = new Set<ScalarNode>();
  for (const leg of expandMatrix(job.matrix).legs) {
    let at: SourceNode | null | undefined = leg.get(path[0]!);
    for (const key of path.slice(1)) at = entryOf(at, key)?.value;
    if (at?.kind === 'scalar' && !at.text.includes('${{')) found.add(at);
  }
  return [...found];
}
