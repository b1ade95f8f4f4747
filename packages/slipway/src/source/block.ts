import type { ScalarNode } from './types.ts';

/** The body of a block scalar: where its first line starts, and the columns that are taken off every line. */
export interface BlockBody {
  readonly start: number;
  readonly indent: number;
}

/**
 * Where the body of a block scalar (`|`, `>`) stands in the file.
 *
 * The indentation is read off the first line that is not blank, by what its text lost against the file; so an explicit indicator (`|2`) needs no parsing.
 */
export function blockBody(fileText: string, start: number, end: number, text: string): BlockBody {
  const body = Math.min(nextLine(fileText, start, end), end);
  let inText = 0;
  for (let at = body; at < end; at = nextLine(fileText, at, end)) {
    const spaces = countSpaces(fileText, at, end);
    if (!isBreak(fileText.charCodeAt(at + spaces)) && at + spaces < end) {
      while (text.charCodeAt(inText) === 10) inText++;
      return { start: body, indent: Math.max(0, spaces - countSpaces(text, inText, text.length)) };
    }
    const line = text.indexOf('\n', inText);
    // Leading blank lines of a block keep the spaces that go beyond its indentation.
    if (line !== -1) inText = line + 1;
  }
  return { start: body, indent: 0 };
}

/** As `blockBody`, for a node. */
export function bodyOf(node: ScalarNode): BlockBody {
  return blockBody(node.file.text, node.span.start, node.span.end, node.text);
}

/** End of a block scalar's last line of content, without its line break: blank lines after it belong to no one unless `+` keeps them. */
export function blockEnd(fileText: string, start: number, end: number, text: string): number {
  const headerEnd = lineEnd(fileText, start, end);
  if (/^[|>]\d?\+/.test(fileText.slice(start, start + 3))) return Math.max(headerEnd, beforeBreak(fileText, end));
  const { indent } = blockBody(fileText, start, end, text);
  const onlyBlank = text.trim() === '';
  let at = end;
  while (at > headerEnd) {
    const stop = beforeBreak(fileText, at);
    const first = Math.max(headerEnd, lineBegin(fileText, stop));
    const spaces = countSpaces(fileText, first, stop);
    if (first + spaces < stop || (spaces > indent && !onlyBlank)) return stop;
    if (first <= headerEnd) break;
    at = first;
  }
  return headerEnd;
}

export function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** Offset of the line break that ends the line of `from`, or `end`. */
export function lineEnd(text: string, from: number, end: number = text.length): number {
  let at = from;
  while (at < end && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** Offset of the first character of the line that follows, or `end`. */
export function nextLine(text: string, from: number, end: number = text.length): number {
  return afterBreak(text, lineEnd(text, from, end));
}

/** Offset behind a line break that stands at `at`. */
export function afterBreak(text: string, at: number): number {
  if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) return at + 2;
  return at < text.length && isBreak(text.charCodeAt(at)) ? at + 1 : at;
}

/** Offset of the first character of the line of `at`. */
export function lineBegin(text: string, at: number): number {
  let begin = at;
  while (begin > 0 && !isBreak(text.charCodeAt(begin - 1))) begin--;
  return begin;
}

/** Offset of a line break that ends right before `at`; `at` itself when there is none. */
function beforeBreak(text: string, at: number): number {
  if (text.charCodeAt(at - 1) === 10) return text.charCodeAt(at - 2) === 13 ? at - 2 : at - 1;
  return text.charCodeAt(at - 1) === 13 ? at - 1 : at;
}

export function countSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 32) at++;
  return at - from;
}
