import { countSpaces, isBreak, lineEnd, nextLine } from './block.ts';
import type { SourceFile, SourceProblem } from './types.ts';

interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  readonly blank: boolean;
}

/** A column at which a collection is open: what may start a line there. */
interface Open {
  readonly column: number;
  readonly kind: 'map' | 'seq';
}

interface Block {
  /** `run: |`, as written. */
  readonly header: string;
  readonly line: number;
  /** Columns of the body's lines; a line with fewer ends the block. */
  readonly indent: number;
  readonly parent: number;
}

/**
 * The first line that ends a block scalar too early: one that is indented less than the block's body and stands where no key and no item can stand
 * (a here-document's body at column 1, the rest of a text of several lines). Undefined when every block ends properly.
 *
 * The parser reports such a line late, as a bad key of some outer mapping; so the lines are read again, only in files with errors.
 *
 * @param errorLine 1-based line of the parser's first error
 */
export function brokenBlock(file: SourceFile, errorLine: number): SourceProblem | undefined {
  const lines = linesOf(file.text);
  const open: Open[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.blank || file.text[line.start + line.indent] === '#') continue;
    const block = enter(file.text, lines, i, open);
    if (!block) continue;
    const after = endOfBody(lines, i, block);
    const culprit = leavesEarly(file.text, lines, after, block, open, errorLine);
    if (culprit !== undefined) return problem(lines[culprit]!, culprit + 1, block, lastStray(file.text, lines, culprit, block, open));
    i = after - 1;
  }
  return undefined;
}

/** The last of the lines that stand too far to the left: the script goes on behind it, or something else of the file does. */
function lastStray(text: string, lines: readonly Line[], first: number, block: Block, open: readonly Open[]): Line {
  let last = lines[first]!;
  for (let i = first + 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.blank) continue;
    if (line.indent >= block.indent || inPlace(text, line, open)) break;
    last = line;
  }
  return last;
}

function problem(line: Line, number: number, block: Block, last: Line): SourceProblem {
  const missing = block.indent - line.indent;
  return {
    message:
      `line ${number} is indented less than the block scalar \`${block.header}\` that starts at line ${block.line}, so the block ends there ` +
      `and the rest is read as YAML; indent it by ${missing} more ${missing === 1 ? 'space' : 'spaces'}`,
    span: { start: line.start + line.indent, end: last.end },
  };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const end = lineEnd(text, at);
    const indent = countSpaces(text, at, end);
    lines.push({ start: at, end, indent, blank: at + indent === end });
  }
  return lines;
}

/** Notes the columns that a line opens; gives the block scalar that it starts. */
function enter(text: string, lines: readonly Line[], index: number, open: Open[]): Block | undefined {
  const line = lines[index]!;
  while (open.length > 0 && open[open.length - 1]!.column > line.indent) open.pop();
  let column = line.indent;
  let parent = -1;
  const put = (kind: Open['kind']) => {
    if (!open.some((one) => one.column === column && one.kind === kind)) open.push({ column, kind });
    parent = column;
  };
  let at = line.start + column;
  while (text[at] === '-' && (text[at + 1] === ' ' || at + 1 === line.end)) {
    put('seq');
    at += 1 + countSpaces(text, at + 1, line.end);
    column = at - line.start;
  }
  const key = keyEnd(text, at, line.end);
  if (key !== undefined) put('map');
  const header = text.slice(key ?? at, Math.min(line.end, (key ?? at) + 200));
  const match = /^\s*(?:[&!]\S*\s+)*([|>](?:(\d)[+-]?|[+-](\d)?)?)[ \t]*(?:\s#.*)?$/.exec(header);
  if (!match || parent < 0) return undefined;
  const given = Number(match[2] ?? match[3] ?? 0);
  const name = `${key === undefined ? '- ' : `${text.slice(at, key).slice(0, 60)} `}${match[1]}`;
  return { header: name, line: index + 1, indent: given > 0 ? parent + given : bodyIndent(lines, index, parent), parent };
}

/** Columns of the first line of a body; one more than the parent's when there is none. */
function bodyIndent(lines: readonly Line[], header: number, parent: number): number {
  for (let i = header + 1; i < lines.length; i++) {
    if (!lines[i]!.blank) return Math.max(lines[i]!.indent, parent + 1);
  }
  return parent + 1;
}

function endOfBody(lines: readonly Line[], header: number, block: Block): number {
  let i = header + 1;
  while (i < lines.length && (lines[i]!.blank || lines[i]!.indent >= block.indent)) i++;
  return i;
}

/** Index of the line to blame, when what follows a block's body cannot follow it. */
function leavesEarly(
  text: string,
  lines: readonly Line[],
  after: number,
  block: Block,
  open: readonly Open[],
  errorLine: number,
): number | undefined {
  let next = after;
  while (next < lines.length && (lines[next]!.blank || text[lines[next]!.start + lines[next]!.indent] === '#')) next++;
  if (next >= lines.length) return undefined;
  if (inPlace(text, lines[next]!, open) && !isIsland(text, lines, next, block, errorLine)) return undefined;
  // A comment between two steps is no part of the script above it; one further out is.
  const own = lines[after]!.indent < block.parent || lines[next]!.indent >= block.indent;
  return own ? after : next;
}

/** The line starts with an item or a key in a column where the collections that are open have theirs. */
function inPlace(text: string, line: Line, open: readonly Open[]): boolean {
  const kind = structure(text, line);
  if (kind === 'other') return false;
  return kind === 'mark' || open.some((one) => one.kind === kind && one.column === line.indent);
}

/**
 * Lines that look like keys but are text: the parser fails in them, or where the body goes on behind them,
 * and they do not lead down to it (`version: 1`, `EOF`, and then the script again, far to the right).
 */
function isIsland(text: string, lines: readonly Line[], first: number, block: Block, errorLine: number): boolean {
  // A key beside the block's own is what one expects there.
  if (lines[first]!.indent >= block.parent) return false;
  let again = first;
  let before = lines[first]!;
  while (again < lines.length && (lines[again]!.blank || lines[again]!.indent < block.indent)) {
    if (!lines[again]!.blank) before = lines[again]!;
    again++;
  }
  if (again >= lines.length || before.indent > lines[first]!.indent) return false;
  if (errorLine < first + 1 || errorLine > again + 3) return false;
  return (
    structure(text, before) === 'other' ||
    (structure(text, lines[again]!) === 'other' && !/[:|>][+-]?\s*$/.test(text.slice(before.start, before.end)))
  );
}

function structure(text: string, line: Line): 'map' | 'seq' | 'mark' | 'other' {
  const at = line.start + line.indent;
  const next = text.charCodeAt(at + 1);
  const alone = at + 1 >= line.end || next === 32;
  if (text[at] === '-' && alone) return 'seq';
  if (text[at] === '?' && alone) return 'mark';
  if (line.indent === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4))) return 'mark';
  return keyEnd(text, at, line.end) === undefined ? 'other' : 'map';
}

/** Offset behind the colon of a key that starts at `at`; undefined when the line has none. */
function keyEnd(text: string, at: number, end: number): number | undefined {
  const quote = text[at];
  let colon = at;
  if (quote === '"' || quote === "'") {
    colon = at + 1;
    while (colon < end && text[colon] !== quote) colon += quote === '"' && text[colon] === '\\' ? 2 : 1;
    colon++;
    colon += countSpaces(text, colon, end);
    return text[colon] === ':' && isSeparated(text, colon, end) ? colon + 1 : undefined;
  }
  if (quote === undefined || '[]{},#|>@`%!*&'.includes(quote)) return undefined;
  for (; colon < end; colon++) {
    if (text[colon] === ':' && isSeparated(text, colon, end)) return colon + 1;
    if (text[colon] === '#' && text[colon - 1] === ' ') return undefined;
  }
  return undefined;
}

function isSeparated(text: string, colon: number, end: number): boolean {
  const next = text.charCodeAt(colon + 1);
  return colon + 1 >= end || next === 32 || next === 9 || isBreak(next);
}
