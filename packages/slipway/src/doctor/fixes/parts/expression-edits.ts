import { parseTemplate } from '../../../actions/index.ts';
import type { Change, SourceNode } from '../../../source/index.ts';
import { scalarsBelow } from './scalars.ts';

/** What is written in an expression, and what takes its place. The pattern has the flag `g`. */
export interface Rewriting {
  readonly is: RegExp;
  readonly by: string;
}

/**
 * Rewrites pieces of the expressions below a node: `if` conditions, and what stands in `${{ }}` anywhere. Text of literals is left alone,
 * and so is what a rewriting has made.
 *
 * @param done expressions that need nothing: what they ask is asked for the other way already
 */
export function rewriteExpressions(root: SourceNode | null, rewritings: readonly Rewriting[], done?: RegExp): Change[] {
  const changes: Change[] = [];
  for (const { at, node } of scalarsBelow(root))
    for (const { source, start } of expressionsOf(node.text, at.at(-1) === 'if'))
      for (const { from, to, text } of done?.test(source) ? [] : rewritten(source, rewritings))
        changes.push({ op: 'splice', at, start: start + from, end: start + to, text });
  return changes;
}

/** The expressions of a text, each with its offset there. A condition needs no `${{ }}`. */
function expressionsOf(text: string, isCondition: boolean): { readonly source: string; readonly start: number }[] {
  if (!text.includes('${{')) return isCondition ? [{ source: text, start: 0 }] : [];
  return parseTemplate(text).parts.flatMap((part) => (typeof part === 'string' ? [] : [{ source: part.source, start: part.start + '${{'.length }]));
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function rewritten(source: string, rewritings: readonly Rewriting[]): Piece[] {
  const pieces: Piece[] = [];
  const literals = [...source.matchAll(/'(?:[^']|'')*'/g)].map((m) => [m.index, m.index + m[0].length] as const);
  for (const { is, by } of rewritings)
    for (const m of source.matchAll(is)) {
      const [from, to] = [m.index, m.index + m[0].length];
      const inLiteral = literals.some(([start, end]) => from > start && from < end);
      if (!inLiteral && !pieces.some((p) => from < p.to && p.from < to)) pieces.push({ from, to, text: by.replaceAll('$&', () => m[0]) });
    }
  return pieces.sort((a, b) => a.from - b.from);
}
