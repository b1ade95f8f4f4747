import { bodyOf, countSpaces, isBreak, lineEnd, nextLine } from './block.ts';
import { lastAtMost } from './file.ts';
import type { Position, ScalarNode, Span } from './types.ts';

/** Stretches of a scalar's text and where they stand in the file, in order. Within a stretch one character is one character, up to `ends`. */
interface Stretches {
  readonly texts: number[];
  readonly files: number[];
  /** File offset behind the stretch. */
  readonly ends: number[];
}

const known = new WeakMap<ScalarNode, Stretches>();

/**
 * Position in the file of a UTF-16 offset within `node.text`.
 *
 * Exact for literal blocks and for text that is plain or quoted, with or without escapes; in folded text the line is exact, and the column too
 * except at the spaces that stand for line breaks. The first call for a node walks its text once, every other takes O(log n).
 */
export function scalarPosition(node: ScalarNode, offset: number): Position {
  return node.file.position(toFile(node, offset));
}

/** Span in the file of `node.text[start, end)`. */
export function scalarSpan(node: ScalarNode, start: number, end: number): Span {
  const from = toFile(node, start);
  return { start: from, end: end > start ? Math.max(from, behind(node, end - 1)) : from };
}

/** File offset of the character at an offset of the text. */
function toFile(node: ScalarNode, offset: number): number {
  const { texts, files, ends } = stretchesOf(node);
  const at = lastAtMost(texts, offset);
  return Math.min(files[at]! + Math.max(0, offset - texts[at]!), ends[at]!);
}

/** File offset behind the character at an offset of the text: an escape is one character there and several here. */
function behind(node: ScalarNode, offset: number): number {
  const { texts, files, ends } = stretchesOf(node);
  const at = lastAtMost(texts, offset);
  const isLast = offset + 1 === (texts[at + 1] ?? node.text.length);
  return isLast ? ends[at]! : Math.min(files[at]! + (offset - texts[at]!) + 1, ends[at]!);
}

function stretchesOf(node: ScalarNode): Stretches {
  let found = known.get(node);
  if (!found) {
    found = walk(node);
    known.set(node, found);
  }
  return found;
}

function walk(node: ScalarNode): Stretches {
  const { span, text, style, file } = node;
  const quote = style === 'single' || style === 'double' ? 1 : 0;
  const inner = { start: span.start + quote, end: Math.max(span.end - quote, span.start + quote) };
  if (style === 'literal') return literal(node);
  if (style === 'folded') {
    const body = bodyOf(node);
    return lineByLine(node, body.start, span.end, body.indent);
  }
  if (inner.end - inner.start === text.length) return { texts: [0], files: [inner.start], ends: [inner.end] };
  if (quote && isLong(node)) {
    // TOML: a line break right behind the three quotes is no part of the text, and lines are not folded.
    const start = span.start + 3;
    const first = isBreak(file.text.charCodeAt(start)) ? nextLine(file.text, start) : start;
    return style === 'double' ? escaped(node, first, span.end - 3, false) : lineByLine(node, first, span.end - 3, 0);
  }
  return style === 'double' ? escaped(node, inner.start, inner.end, true) : lineByLine(node, inner.start, inner.end);
}

/** Written in three quotes. `'''x'''` is also YAML, for a text that has the quotes in it. */
function isLong(node: ScalarNode): boolean {
  const { text } = node.file;
  const { start, end } = node.span;
  const quotes = text.slice(start, start + 3);
  if (end - start < 6 || !(quotes === '"""' || quotes === "'''") || !text.startsWith(quotes, end - 3)) return false;
  return node.style === 'double' || !node.text.startsWith("'");
}

/** A literal block: its lines are the file's lines less the indentation. */
function literal(node: ScalarNode): Stretches {
  const stretches: Stretches = { texts: [], files: [], ends: [] };
  const { text } = node.file;
  const body = bodyOf(node);
  let at = body.start;
  for (let line = 0; line <= node.text.length; ) {
    const stop = lineEnd(text, at);
    put(stretches, line, at + Math.min(body.indent, countSpaces(text, at, stop)), stop);
    const end = node.text.indexOf('\n', line);
    if (end === -1) break;
    line = end + 1;
    at = nextLine(text, at);
    // Behind the last line break there is no line of this block any more.
    if (line === node.text.length) break;
  }
  return stretches;
}

/**
 * Text whose lines stand in it as they are: folded, plain and single-quoted (but for doubled quotes) text of several lines.
 *
 * @param indent columns taken off each line; undefined when all blanks around a line are (flow scalars)
 */
function lineByLine(node: ScalarNode, start: number, end: number, indent?: number): Stretches {
  const stretches: Stretches = { texts: [], files: [], ends: [] };
  const { text } = node.file;
  const doubled = node.style === 'single' && indent === undefined;
  let reached = 0;
  for (let at = start; at < end; at = nextLine(text, at, end)) {
    const stop = lineEnd(text, at, end);
    const from = indent === undefined ? at + blanks(text, at, stop) : at + Math.min(indent, countSpaces(text, at, stop));
    const till = indent === undefined ? withoutBlanks(text, from, stop) : stop;
    for (let piece = from; piece < till; ) {
      const quotes = doubled ? text.slice(piece, till).indexOf("''") : -1;
      const pieceEnd = quotes === -1 ? till : piece + quotes + 1;
      const found = node.text.indexOf(text.slice(piece, pieceEnd), reached);
      if (found === -1) return rooted(stretches, start);
      // Of a doubled quote the second belongs to the stretch that ends with the first.
      const after = pieceEnd < till ? pieceEnd + 1 : till;
      put(stretches, found, piece, after);
      reached = found + pieceEnd - piece;
      piece = after;
    }
  }
  return rooted(stretches, start);
}

/** Gives a stretch to offset 0 when the text starts with line breaks or is empty. */
function rooted(stretches: Stretches, start: number): Stretches {
  if (stretches.texts[0] !== 0) {
    stretches.texts.unshift(0);
    stretches.ends.unshift(stretches.files[0] ?? start);
    stretches.files.unshift(start);
  }
  return stretches;
}

/** Double-quoted text: every escape and every line break ends a stretch. */
function escaped(node: ScalarNode, start: number, end: number, folds: boolean): Stretches {
  const stretches: Stretches = { texts: [], files: [], ends: [] };
  const { text } = node.file;
  let reached = 0;
  for (let at = start; at < end; ) {
    const from = at;
    let made: number;
    if (text[at] === '\\') {
      at += escapeLength(text, at, end);
      made = escapeWidth(text, from, at);
    } else if (isBlank(text.charCodeAt(at)) || isBreak(text.charCodeAt(at))) {
      at += gap(text, at, end);
      made = gapWidth(text, from, at, folds);
    } else {
      while (at < end && text[at] !== '\\' && !isBlank(text.charCodeAt(at)) && !isBreak(text.charCodeAt(at))) at++;
      made = at - from;
    }
    if (made > 0) put(stretches, reached, from, at);
    reached += made;
  }
  return rooted(stretches, start);
}

const HEX: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escapeLength(text: string, at: number, end: number): number {
  if (isBreak(text.charCodeAt(at + 1))) return 1 + gap(text, at + 1, end);
  return Math.min(2 + (HEX[text[at + 1] ?? ''] ?? 0), end - at);
}

/** UTF-16 units that an escape makes. */
function escapeWidth(text: string, at: number, end: number): number {
  if (isBreak(text.charCodeAt(at + 1))) return 0;
  return text[at + 1] === 'U' && Number.parseInt(text.slice(at + 2, end), 16) > 0xffff ? 2 : 1;
}

/** Units that a run of blanks and line breaks makes: folded, one break is a space and of several the first is dropped. */
function gapWidth(text: string, from: number, end: number, folds: boolean): number {
  let breaks = 0;
  let other = 0;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (isBreak(code)) breaks++;
    else other++;
  }
  if (!folds) return breaks + other;
  return breaks === 0 ? other : Math.max(1, breaks - 1);
}

function gap(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (isBlank(text.charCodeAt(at)) || isBreak(text.charCodeAt(at)))) at++;
  return at - from;
}

function blanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at - from;
}

function withoutBlanks(text: string, from: number, end: number): number {
  let till = end;
  while (till > from && isBlank(text.charCodeAt(till - 1))) till--;
  return till;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function put(stretches: Stretches, text: number, file: number, end: number): void {
  stretches.texts.push(text);
  stretches.files.push(file);
  stretches.ends.push(end);
}
