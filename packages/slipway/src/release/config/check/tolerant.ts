import { type Entry, isMap, isSeq, type Location, type SourceFile, type SourceNode, type Span } from '../../../source/index.ts';

/** What is wrong in a configuration, or looks wrong, and where. Errors keep it from being used. */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning' | 'note';
  /** One sentence without a full stop at its end. */
  readonly message: string;
  readonly location: Location;
}

/** More than these of one file nobody mends at once. */
const MOST = 50;

/**
 * Reads with a reader that throws at the first mistake, and tells of all of them: what is wrong is taken out of the tree, and the rest is read again.
 * What is only wrong because something was taken out is not told; then the rest waits until that is mended.
 *
 * @param read throws errors with `about`: the place, and the sentence without it
 * @returns `value` only where nothing is wrong
 */
export function readTolerantly<T>(
  root: SourceNode | null,
  file: SourceFile,
  read: (root: SourceNode | null) => T,
): { readonly value?: T; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const gone: Span[] = [];
  let left = root;
  while (problems.length < MOST) {
    try {
      const value = read(left);
      return problems.length === 0 ? { value, problems } : { problems };
    } catch (error) {
      const about = aboutOf(error);
      if (about === undefined) throw error;
      if (gone.some((span) => contains(about.span, span))) break;
      problems.push({ severity: 'error', message: about.what.replace(/\.$/, ''), location: file.locate(about.span) });
      gone.push(about.span);
      left = left && without(left, about.span);
      if (left === null) break;
    }
  }
  return { problems: problems.sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column) };
}

function aboutOf(error: unknown): { readonly span: Span; readonly what: string } | undefined {
  if (!(error instanceof Error) || !('about' in error)) return undefined;
  return error.about as { readonly span: Span; readonly what: string } | undefined;
}

const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

const spanOf = ({ key, value }: Entry): Span => ({ start: key.span.start, end: Math.max(key.span.end, value?.span.end ?? 0) });

/** A tree without the smallest entry or item that holds a span; null when no part of it does. */
function without(node: SourceNode, span: Span): SourceNode | null {
  if (isMap(node)) {
    const index = node.entries.findIndex((entry) => contains(spanOf(entry), span));
    const entry = node.entries[index];
    if (entry === undefined) return null;
    const less = entry.value && !contains(entry.key.span, span) ? without(entry.value, span) : null;
    return { ...node, entries: node.entries.flatMap((one, at) => (at !== index ? [one] : less ? [{ ...one, value: less }] : [])) };
  }
  if (isSeq(node)) {
    const index = node.items.findIndex((item) => contains(item.span, span));
    const item = node.items[index];
    if (item === undefined) return null;
    const less = item.span.start === span.start && item.span.end === span.end ? null : without(item, span);
    return { ...node, items: node.items.flatMap((one, at) => (at !== index ? [one] : less ? [less] : [])) };
  }
  return null;
}
