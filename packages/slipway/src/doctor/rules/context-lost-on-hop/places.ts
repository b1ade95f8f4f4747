import type { Job, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { Location, MapNode, SourceFile } from '../../../source/index.ts';
import { opened } from '../../opened.ts';

/** Matches inside a node's text that stand in an expression or a condition, and in no comment, with their places. */
export function* inExpressions(
  { file, span }: Pick<MapNode, 'file' | 'span'>,
  pattern: RegExp,
): Generator<{ readonly match: RegExpMatchArray; readonly at: Location }> {
  const text = file.text.slice(span.start, span.end);
  for (const match of text.matchAll(pattern)) {
    const start = span.start + match.index;
    if (!isExpression(file, start)) continue;
    yield { match, at: file.locate({ start, end: start + match[0].length }) };
  }
}

/** An expression is seldom longer, and a file may be one long line. */
const farthest = 4000;

function isExpression({ text }: SourceFile, at: number): boolean {
  const before = text.slice(Math.max(0, at - farthest), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^\s*#/.test(line)) return false;
  const open = before.lastIndexOf('${{');
  if (open >= 0 && before.indexOf('}}', open) < 0) return true;
  return /^\s*(?:-\s+)?if:/.test(line);
}

/** The workflow delivers something of a release, or a workflow does that waits for it. */
export function isOfRelease(workflow: Workflow, analysis: Analysis): boolean {
  const seen = new Set([workflow]);
  for (const one of seen) {
    if (opened(one, analysis).effects.length > 0) return true;
    for (const other of analysis.world.workflows)
      if (other.triggers.some((t) => t.workflows?.some((n) => n.text === one.displayName))) seen.add(other);
  }
  return false;
}

export const deliversIn = (job: Job, workflow: Workflow, analysis: Analysis): boolean => opened(workflow, analysis).ofJob(job).length > 0;
