import { lineBegin, lineEnd } from '../../block.ts';
import type { Edit, SourceFile, SourceNode, Span } from '../../types.ts';
import { doubleQuoted, indented } from '../../yaml-text.ts';
import { replace } from '../lines.ts';
import { columnOf, lastScalar, ownEnd, propertiesEnd, type Seat, valueStart } from './geometry.ts';
import { behindKey, inBlock, inFlow, readValue, type Style, type Value, type Written } from './texts.ts';

/** Where a value stands now: its part in the line of its key or dash, and its lines below. A comment at the end of that line is between the two. */
interface Room {
  readonly head: Span;
  readonly tail: Span;
}

/** Gives a key, an item or the file another value; comments at the end of its line stay. */
export function putValue(file: SourceFile, node: SourceNode | null, seat: Seat, value: Value, style: Style): Edit[] {
  if (seat.kind === 'file') return [putRoot(file, node, value)];
  if (seat.flow) {
    const start = node && seat.kind === 'entry' ? propertiesFrom(file.text, seat, node) : seat.after;
    const text = inFlow(value);
    if (node && node.span.end > node.span.start) return [replace(file, start, seat.end, text)];
    return [replace(file, seat.after, propertiesEnd(file.text, seat.after), seat.bare ? `: ${text}` : ` ${text}`)];
  }
  const { text } = file;
  const room = roomOf(text, node, seat);
  const comments = ownEnd(text, room.tail.end, seat.column);
  // A block scalar would take comments below it for its own: it goes below them, or gets quotes where it cannot.
  const swallows = comments > room.tail.end && endsInBlock(value);
  const fit = swallows && value.shape === 'block scalar' ? readValue(doubleQuoted(lastScalar(value.root)!.text)) : value;
  const below = swallows && fit === value && room.tail.start === room.tail.end ? { start: comments, end: comments } : room.tail;
  const line = lineEnd(text, seat.after);
  const comment = swallows || (room.head.end <= line && text.slice(room.head.end, line).trim() !== '');
  const { head, tail } =
    seat.kind === 'item' ? behindDash(fit, seat.column, innerColumn(text, seat, room), comment) : behindKey(fit, seat.column, style);
  const start = head === '' ? seat.after : room.head.start;
  const made = head !== '' && start === seat.after ? ` ${head}` : head;
  if (room.head.end === below.start) return [replace(file, start, below.end, made + tail)];
  const first = replace(file, start, room.head.end, made);
  return below.start === below.end && tail === '' ? [first] : [first, replace(file, below.start, below.end, tail)];
}

function endsInBlock({ root }: Value): boolean {
  const style = lastScalar(root)?.style;
  return style === 'literal' || style === 'folded';
}

/** A value behind a dash: collections start in its line unless a comment stands there. */
function behindDash(value: Value, column: number, inner: number, comment: boolean): Written {
  if (value.shape === 'block scalar') return inBlock(value, column);
  const text = indented(value.text, inner);
  if (value.shape !== 'inline' && comment) return { head: '', tail: `\n${' '.repeat(inner)}${text}` };
  return { head: text, tail: '' };
}

/** The column of what stands behind a dash. */
function innerColumn(text: string, seat: Seat, { head }: Room): number {
  return head.start > seat.after && head.start <= lineEnd(text, seat.after) ? columnOf(text, head.start) : seat.column + 2;
}

function roomOf(text: string, node: SourceNode | null, seat: Seat): Room {
  const line = lineEnd(text, seat.after);
  const properties = propertiesEnd(text, seat.after);
  const nothing = { start: line, end: line };
  if (node === null || seat.end <= seat.after || node.span.start === node.span.end)
    return { head: { start: seat.after, end: properties }, tail: nothing };
  const start = propertiesFrom(text, seat, node);
  if (valueStart(text, properties, text.length) > line || node.span.start > line)
    return { head: { start: seat.after, end: properties }, tail: { start: line, end: ownEnd(text, seat.end, seat.column) } };
  if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) {
    const header = /^[|>][\d+-]*/.exec(text.slice(node.span.start, node.span.start + 4))![0].length;
    return { head: { start, end: node.span.start + header }, tail: { start: line, end: Math.max(line, seat.end) } };
  }
  if (node.kind !== 'scalar' && !node.flow) {
    const end = ownEnd(text, seat.end, seat.column);
    return { head: { start, end }, tail: { start: end, end } };
  }
  const end = lineEnd(text, seat.end);
  return { head: { start, end: seat.end }, tail: { start: end, end } };
}

/** Where a value starts, with its anchor and tag. */
function propertiesFrom(text: string, seat: Seat, node: SourceNode): number {
  return valueStart(text, seat.after, Math.max(seat.after, node.span.start));
}

function putRoot(file: SourceFile, node: SourceNode | null, value: Value): Edit {
  const { text } = file;
  if (node) {
    const begin = lineBegin(text, node.span.start);
    const properties = /(?:[&!]\S*[ \t]+)+$/.exec(text.slice(begin, node.span.start))?.[0].length ?? 0;
    return replace(file, node.span.start - properties, ownEnd(text, node.span.end, -1), value.text);
  }
  const broken = text === '' || /[\n\r]$/.test(text);
  return replace(file, text.length, text.length, `${broken ? '' : '\n'}${value.text}\n`);
}
