import type { Location, Position, SourceFile, Span } from './types.ts';

const LF = 10;
const CR = 13;
const BOM = '\uFEFF';

/**
 * A file's text with positions. A byte order mark at its start is taken off: offsets count from the first character after it,
 * byte offsets count it.
 *
 * A line ends at LF, CRLF or a lone CR (YAML 1.2.2, 5.4). Line starts are looked for only when a position is asked for.
 */
export function sourceFile(path: string, text: string): SourceFile {
  return text.startsWith(BOM) ? new TextFile(path, text.slice(1), true) : new TextFile(path, text, false);
}

class TextFile implements SourceFile {
  readonly path: string;
  readonly text: string;
  readonly bom: boolean;
  #starts: Uint32Array | undefined;
  #bytes: Uint32Array | undefined;

  constructor(path: string, text: string, bom: boolean) {
    this.path = path;
    this.text = text;
    this.bom = bom;
  }

  get lineCount(): number {
    return this.#lineStarts().length;
  }

  position(offset: number): Position {
    const at = clamp(offset, this.text.length);
    const line = this.#lineOf(at);
    return { line: line + 1, column: at - this.#lineStarts()[line]! + 1 };
  }

  locate(span: Span): Location {
    const from = clamp(span.start, this.text.length);
    const start = this.position(from);
    const end = this.position(endInLine(this.text, from, clamp(span.end, this.text.length)));
    return { path: this.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }

  lineStart(line: number): number {
    const starts = this.#lineStarts();
    return line > starts.length ? this.text.length : starts[Math.max(line, 1) - 1]!;
  }

  byteOffset(offset: number): number {
    const at = clamp(offset, this.text.length);
    const line = this.#lineOf(at);
    return (this.bom ? 3 : 0) + this.#lineBytes()[line]! + utf8Length(this.text, this.#lineStarts()[line]!, at);
  }

  /** Index of the line that holds an offset. */
  #lineOf(offset: number): number {
    return lastAtMost(this.#lineStarts(), offset);
  }

  #lineStarts(): Uint32Array {
    this.#starts ??= lineStarts(this.text);
    return this.#starts;
  }

  #lineBytes(): Uint32Array {
    if (this.#bytes === undefined) {
      const starts = this.#lineStarts();
      const bytes = new Uint32Array(starts.length);
      for (let i = 1; i < starts.length; i++) bytes[i] = bytes[i - 1]! + utf8Length(this.text, starts[i - 1]!, starts[i]!);
      this.#bytes = bytes;
    }
    return this.#bytes;
  }
}

/** Index of the last element that is at most `value`, in a sorted list whose first element is. */
export function lastAtMost(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A span that ends with a line break ends, for a reader, at the end of that line and not at the start of the next. */
function endInLine(text: string, start: number, end: number): number {
  if (end <= start) return start;
  if (text.charCodeAt(end - 1) === LF) return text.charCodeAt(end - 2) === CR && end - 2 >= start ? end - 2 : end - 1;
  return text.charCodeAt(end - 1) === CR ? end - 1 : end;
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}

function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(64 + (text.length >> 4));
  let count = 1;
  const push = (offset: number) => {
    if (count === starts.length) {
      const grown = new Uint32Array(starts.length * 2);
      grown.set(starts);
      starts = grown;
    }
    starts[count++] = offset;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) push(i + 1);
  }
  return starts.subarray(0, count);
}

/** UTF-8 bytes of `text[start, end)`; half of a surrogate pair counts as the replacement character that is written for it. */
function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && i + 1 < end && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}
