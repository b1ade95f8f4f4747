import type { SourceFile } from '../../source/index.ts';
import type { Line } from './types.ts';

/** Longer lines are data, not sentences; what stands behind this column is not read. */
const MAX_COLUMNS = 2_000;
const MAX_LINES = 6_000;

const FENCE = /^[ \t>]{0,12}(`{3,}|~{3,})[ \t]*([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6}|={2,6})[ \t]+(\S.*?)[ \t#=]*$/;
const UNDERLINE = /^(?:={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$/;

/** What a scan is in the middle of: a fenced block, an HTML comment, and under which headings. */
interface State {
  headings: string[];
  fence: { index: number; language: string; mark: string } | undefined;
  comment: boolean;
  fences: number;
}

/**
 * The lines of a document that say something: headings, prose, rows of tables, lines of fenced blocks, each with its number and the headings above it.
 * It reads Markdown, and enough of reStructuredText and AsciiDoc for their headings and prose. Blank lines and HTML comments are left out.
 */
export function scanLines(file: SourceFile): Line[] {
  const state: State = { headings: [], fence: undefined, comment: false, fences: 0 };
  const written = file.text.split(/\r\n|\n|\r/).slice(0, MAX_LINES);
  const lines: Line[] = [];
  for (const [at, whole] of written.entries()) {
    const line = lineOf(whole.slice(0, MAX_COLUMNS), at, written[at + 1], state);
    if (line) lines.push(line);
  }
  return lines;
}

function lineOf(whole: string, at: number, below: string | undefined, state: State): Line | undefined {
  const number = at + 1;
  const { fence } = state;
  if (fence) {
    const mark = FENCE.exec(whole);
    if (mark && mark[1]!.startsWith(fence.mark) && mark[2] === '') {
      state.fence = undefined;
      return undefined;
    }
    return { kind: 'code', text: whole, number, headings: state.headings, fence: { index: fence.index, language: fence.language } };
  }
  const text = withoutComments(whole, state);
  if (text.trim() === '') return undefined;
  const opening = FENCE.exec(text);
  if (opening) {
    const language = /^\{?\.?([\w+-]*)/.exec(opening[2]!.trim())?.[1] ?? '';
    state.fence = { index: state.fences++, language: language.toLowerCase(), mark: opening[1]! };
    return undefined;
  }
  const heading = HEADING.exec(text) ?? underlined(text, below);
  if (heading) {
    const depth = heading[1] === '' ? 1 : heading[1]!.length;
    state.headings = [...state.headings.slice(0, depth - 1), heading[2]!];
    return { kind: 'heading', text, number, headings: state.headings };
  }
  if (UNDERLINE.test(text)) return undefined;
  return { kind: /^\s*\|/.test(text) ? 'row' : 'text', text, number, headings: state.headings };
}

/** A heading that a line of `=` or `-` makes: of depth one or two. */
function underlined(text: string, below: string | undefined): readonly [string, string, string] | undefined {
  if (below === undefined || !UNDERLINE.test(below) || /^\s*(?:[-*+|>]|\d+\.)/.test(text) || below.trim().length < 3) return undefined;
  return [text, below.startsWith('=') ? '#' : '##', text.trim()];
}

/** The text with what HTML comments hold made blank, so that columns stay what they are. */
function withoutComments(text: string, state: State): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    if (state.comment) {
      const end = text.indexOf('-->', at);
      if (end === -1) return out;
      out += ' '.repeat(end + 3 - at);
      at = end + 3;
      state.comment = false;
    } else {
      const start = text.indexOf('<!--', at);
      if (start === -1) return out + text.slice(at);
      out += text.slice(at, start);
      at = start;
      state.comment = true;
    }
  }
  return out;
}

/** Text between backticks, with the column (0-based) at which it starts. */
export interface Span {
  readonly text: string;
  readonly start: number;
}

/** The inline code of a line. */
export function codeSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('`'); at !== -1; ) {
    let open = at;
    while (text[open] === '`') open++;
    const mark = text.slice(at, open);
    let end = text.indexOf(mark, open);
    while (end !== -1 && text[end + mark.length] === '`') {
      while (text[end] === '`') end++;
      end = text.indexOf(mark, end);
    }
    if (end === -1) break;
    spans.push({ text: text.slice(open, end), start: open });
    at = text.indexOf('`', end + mark.length);
  }
  return spans;
}

/** The cells of a row of a table, trimmed, without those outside of its outer bars. */
export function cellsOf(row: string): string[] {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/);
  return cells.map((c) => c.trim());
}
