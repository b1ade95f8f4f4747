import type { Location } from '../../source/types.ts';
import { linesOf } from './lines.ts';
import type { Palette } from './palette.ts';
import { clean, columns } from './terminal.ts';
import type { ReadSource } from './view.ts';

const MAX_LINES = 3;

interface Window {
  readonly text: string;
  /** Columns before the marked part. */
  readonly before: number;
  /** Columns of the marked part; 0 for a line without marks. */
  readonly marked: number;
}

/**
 * The lines that a location covers (at most three), as a compiler shows them: line numbers, a bar, carets under the marked part.
 * Only the heading line when the file cannot be read.
 */
export function sourceFrame(location: Location, read: ReadSource, width: number, paint: Palette): string[] {
  const heading = `${clean(location.path)}:${location.line}:${location.column}`;
  const last = Math.min(location.endLine, location.line + MAX_LINES - 1);
  const gutter = String(last).length;
  const bar = `${' '.repeat(gutter)} ${paint.frame('|')}`;
  const lines = [`${' '.repeat(gutter)}${paint.frame('-->')} ${heading}`];
  const text = read(location.path);
  if (text === undefined) return lines;
  const source = linesOf(text, location.line, last);
  if (source.length === 0) return lines;
  lines.push(bar);
  source.forEach((line, index) => {
    const number = location.line + index;
    const window = show(line, location, number, Math.max(30, width - gutter - 3));
    lines.push(`${paint.frame(`${String(number).padStart(gutter)} |`)} ${window.text}`.trimEnd());
    if (window.marked > 0) lines.push(`${bar} ${' '.repeat(window.before)}${paint.cut('^'.repeat(window.marked))}`);
  });
  if (location.endLine > last) lines.push(`${bar} ${paint.faint('…')}`);
  return lines;
}

/** One source line cut to the width of the terminal around its marked part. Only the first line of a longer location is marked. */
function show(line: string, location: Location, number: number, room: number): Window {
  if (number !== location.line) return { text: crop(clean(line), 0, room), before: 0, marked: 0 };
  const from = Math.min(location.column - 1, line.length);
  const to = location.endLine === number ? Math.min(Math.max(location.endColumn - 1, from), line.length) : line.length;
  const before = clean(line.slice(0, from));
  const marked = clean(line.slice(from, to)).trimEnd();
  const shift =
    columns(before) + columns(marked) > room ? Math.max(0, Math.min(columns(before) - 8, columns(before) + columns(marked) - room + 2)) : 0;
  const left = shift === 0 ? columns(before) : columns(before) - shift + 1;
  return { text: crop(clean(line), shift, room), before: left, marked: Math.max(1, Math.min(columns(marked), room - left)) };
}

/** The part of a line from `shift` characters on that fits into `room`, with `…` where something was left out. */
function crop(line: string, shift: number, room: number): string {
  const head = shift > 0 ? `…${line.slice(shift)}` : line;
  return columns(head) > room ? `${head.slice(0, room - 1)}…` : head;
}
