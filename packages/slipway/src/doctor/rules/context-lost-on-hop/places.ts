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

function isExpression(file: SourceFile, at: number): boolean {
  const { text } = file;
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  if (/^\s*#/.test(line)) return false;
  const open = text.lastIndexOf('${{', at);
  if (open >= 0 && text.slice(open, at).indexOf('}}') < 0) return true;
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
