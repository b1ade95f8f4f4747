import { afterBreak, isBreak, lineBegin, lineEnd } from '../block.ts';
import type { Edit, SourceFile, Span } from '../types.ts';

export function replace(file: SourceFile, start: number, end: number, text: string): Edit {
  return { op: 'replace', path: file.path, start, end, text };
}

/** Only spaces and tabs stand there. */
export function isBlank(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (text[at] !== ' ' && text[at] !== '\t') return false;
  return true;
}

/** Offset of the line break before a line; the start of the text for the first line. */
export function breakBefore(text: string, begin: number): number {
  if (begin === 0 || !isBreak(text.charCodeAt(begin - 1))) return begin;
  return text[begin - 1] === '\n' && text[begin - 2] === '\r' ? begin - 2 : begin - 1;
}

/** Start of the line before; undefined for the first line. */
export function lineBefore(text: string, begin: number): number | undefined {
  return begin === 0 ? undefined : lineBegin(text, breakBefore(text, begin));
}

/** The blank lines below the line that ends at an offset, without their line breaks; not the end of the file. */
export function blankLines(text: string, end: number): Span[] {
  const lines: Span[] = [];
  for (let start = afterBreak(text, end); start < text.length; ) {
    const stop = lineEnd(text, start);
    if (!isBlank(text, start, stop)) break;
    lines.push({ start, end: stop });
    if (stop >= text.length) break;
    start = afterBreak(text, stop);
  }
  return lines;
}
