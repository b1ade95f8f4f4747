import { afterBreak, countSpaces, lineBegin, lineEnd } from '../../block.ts';
import type { Entry, ScalarNode, SeqNode, SourceNode, Span } from '../../types.ts';
import { isBlank, lineBefore } from '../lines.ts';

/** The room for a value: behind the colon of a key, behind the dash of an item, or the whole file. */
export interface Seat {
  /** Column of the key or the dash; lines that are indented more belong to the value. -1 for the file. */
  readonly column: number;
  /** Offset behind the colon or the dash. */
  readonly after: number;
  /** Offset where the value ends as written; `after` when there is none. */
  readonly end: number;
  readonly kind: 'entry' | 'item' | 'file';
  /** Inside brackets or braces. */
  readonly flow: boolean;
  /** A key in braces without a colon. */
  readonly bare?: boolean;
}

/** The lines of an entry or an item in block style. */
export interface Chunk {
  /** Start of the comment lines right above that belong to it, or of its first line, or its own start when it does not start its line. */
  readonly begin: number;
  /** Start of the key or the dash. */
  readonly start: number;
  /** End of its last line, before the line break; comments below that are indented more belong to it. */
  readonly end: number;
  /** Nothing stands before it in its line. */
  readonly alone: boolean;
  /** It ends with a block scalar that keeps the blank lines below it (`|+`). */
  readonly open: boolean;
}

/** Where a member of a collection stands. */
export interface Member extends Span {
  readonly node: SourceNode | null;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineBegin(text, offset);
}

/** Start of an entry: of its key, or of the anchor or tag before that. */
export function entryStart({ key }: Entry): number {
  const { text } = key.file;
  const { start } = key.span;
  return start - (/(?:[&!][^\s,]*[ \t]+)+$/.exec(text.slice(lineBegin(text, start), start))?.[0].length ?? 0);
}

/** The room for an entry's value. */
export function entrySeat(entry: Entry, flow: boolean): Seat {
  const { text } = entry.key.file;
  const keyEnd = entry.span && entry.key.span.start !== entry.span.start ? entry.span.start : entry.key.span.end;
  let colon = keyEnd;
  while (text[colon] === ' ' || text[colon] === '\t') colon++;
  const bare = text[colon] !== ':';
  const after = bare ? keyEnd : colon + 1;
  const end = entry.value === null ? after : (entry.span?.end ?? entry.value.span.end);
  return { column: columnOf(text, entryStart(entry)), after, end, kind: 'entry', flow, ...(bare && { bare }) };
}

/** The rooms for the items of a list. In brackets they are where the items stand. */
export function itemSeats(seq: SeqNode): Seat[] {
  const { text } = seq.file;
  if (seq.flow) return flowSeats(seq);
  const column = columnOf(text, seq.span.start);
  const seats: Seat[] = [];
  let dash = seq.span.start;
  for (const item of seq.items) {
    const end = Math.max(dash + 1, isAlias(item, dash) ? aliasEnd(text, dash + 1) : item.span.end);
    seats.push({ column, after: dash + 1, end, kind: 'item', flow: false });
    dash = nextDash(text, end, column);
  }
  return seats;
}

function flowSeats(seq: SeqNode): Seat[] {
  const { text } = seq.file;
  let at = seq.span.start + 1;
  return seq.items.map((item) => {
    let after = valueStart(text, at, seq.span.end);
    if (text[after] === ',') after = valueStart(text, after + 1, seq.span.end);
    at = isAlias(item, after) ? aliasEnd(text, after) : Math.max(after, item.span.end);
    return { column: 0, after, end: at, kind: 'item', flow: true };
  });
}

/** A node that stands before the place where it is asked for is that of an anchor. */
export function isAlias(node: SourceNode, from: number): boolean {
  return node.span.start < from;
}

function aliasEnd(text: string, from: number): number {
  const alias = /\*[^\s,[\]{}]+/g;
  alias.lastIndex = valueStart(text, from, text.length);
  const found = alias.exec(text);
  return found ? found.index + found[0].length : from;
}

function nextDash(text: string, from: number, column: number): number {
  for (let at = afterBreak(text, lineEnd(text, from)); at < text.length; ) {
    const stop = lineEnd(text, at);
    if (countSpaces(text, at, stop) === column && text[at + column] === '-' && /^(?:\s|$)/.test(text.slice(at + column + 1, at + column + 2)))
      return at + column;
    at = afterBreak(text, stop);
  }
  return text.length;
}

/** Passes blanks, line breaks and comments. */
export function valueStart(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    if (text[at] === '#') at = lineEnd(text, at, end);
    else if (/\s/.test(text[at]!)) at++;
    else break;
  }
  return at;
}

/** Passes blanks, and anchors and tags, in one line; the offset behind the last of them, `from` when there is none. */
export function propertiesEnd(text: string, from: number): number {
  const properties = /(?:[ \t]*[&!][^\s,[\]{}]*)*/y;
  properties.lastIndex = from;
  return from + (properties.exec(text)?.[0].length ?? 0);
}

/** End of the last line that belongs to something at a column: the line of `from`, and comments below it that are indented more. */
export function ownEnd(text: string, from: number, column: number): number {
  let end = lineEnd(text, from);
  for (let at = afterBreak(text, end); at < text.length; ) {
    const stop = lineEnd(text, at);
    const spaces = countSpaces(text, at, stop);
    const blank = isBlank(text, at, stop);
    if (!blank && (spaces <= column || text[at + spaces] !== '#')) break;
    if (!blank) end = stop;
    if (stop >= text.length) break;
    at = afterBreak(text, stop);
  }
  return end;
}

/**
 * The lines of the members of a block collection.
 *
 * @param floor offset above which comments are not the first member's: behind the line of the key that leads to the collection
 */
export function chunksOf(text: string, members: readonly Member[], floor: number): Chunk[] {
  const chunks: Chunk[] = [];
  let top = floor;
  for (const { start, end, node } of members) {
    const first = lineBegin(text, start);
    const alone = isBlank(text, first, start);
    const last = ownEnd(text, end, start - first);
    chunks.push({ begin: alone ? commentsAbove(text, first, top) : start, start, end: last, alone, open: isOpen(node) });
    top = afterBreak(text, last);
  }
  return chunks;
}

/** Start of the comment lines right above a line; those at the very start of a file are about the file. */
function commentsAbove(text: string, first: number, floor: number): number {
  let begin = first;
  for (;;) {
    const above = lineBefore(text, begin);
    if (above === undefined || above < floor) break;
    if (!/^[ \t]*#/.test(text.slice(above, lineEnd(text, above)))) break;
    begin = above;
  }
  const ahead = text.slice(0, begin);
  return /^(?:\s|%[^\n\r]*|---[^\n\r]*)*$/.test(ahead) ? first : begin;
}

function isOpen(node: SourceNode | null): boolean {
  const last = lastScalar(node);
  return last !== undefined && /^[|>]\d?\+/.test(last.file.text.slice(last.span.start, last.span.start + 3));
}

/** The scalar that stands last in a node. */
export function lastScalar(node: SourceNode | null): ScalarNode | undefined {
  if (node === null || node.kind === 'scalar') return node ?? undefined;
  return lastScalar(node.kind === 'map' ? (node.entries[node.entries.length - 1]?.value ?? null) : (node.items[node.items.length - 1] ?? null));
}
