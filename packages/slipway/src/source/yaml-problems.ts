import type { YAMLError } from 'yaml';
import { isBreak, lineBegin, lineEnd } from './block.ts';
import type { SourceFile, SourceProblem, Span } from './types.ts';
import { brokenBlock } from './yaml-indent.ts';

const MOST = 20;

/**
 * The parser's errors in words for people, with the cause first where it can be named: a tab, or a line that leaves a block scalar too early.
 * What the parser says behind such a cause is its consequence and is left out.
 *
 * @param own problems found beside the parser's; kept as they are.
 */
export function readableProblems(file: SourceFile, errors: readonly YAMLError[], own: readonly SourceProblem[]): readonly SourceProblem[] {
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  // Where the parser has lost the document, every token that follows is an error to it.
  const problems = sorted
    .filter((error, index) => index === 0 || !error.message.includes(' in YAML stream'))
    .slice(0, MOST)
    .map((error) => readable(file, error))
    .sort(byPlace);
  const first = problems[0];
  const cause = first && !isTabbed(file, first.span.start) ? brokenBlock(file, file.position(first.span.start).line) : undefined;
  const causeLine = cause ? lineBegin(file.text, cause.span.start) : 0;
  const kept = cause ? [cause, ...[...problems, ...own].filter((problem) => problem.span.start < causeLine)] : [...problems, ...own];
  const seen = new Set<string>();
  const unique = kept.filter(({ message, span }) => !seen.has(`${span.start} ${message}`) && seen.add(`${span.start} ${message}`));
  return unique.sort(byPlace).slice(0, MOST);
}

function byPlace(a: SourceProblem, b: SourceProblem): number {
  return a.span.start - b.span.start;
}

function readable(file: SourceFile, error: YAMLError): SourceProblem {
  const [start, end] = error.pos;
  if (error.code === 'TAB_AS_INDENT' || isTabbed(file, start)) return tabProblem(file, start);
  return { message: words(error), span: firstLine(file.text, start, end) };
}

function words(error: YAMLError): string {
  const said = error.message;
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a `: ` inside a plain text starts a second mapping here; put quotes around the text';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'this line is neither `key: value` nor part of the value above it';
    case 'BAD_INDENT':
      return said.startsWith('All mapping items') ? 'this line does not start in the column of the keys above it' : said;
    case 'MISSING_CHAR':
      if (said.startsWith('Implicit map keys')) return 'this line is neither `key: value` nor part of the value above it';
      if (said.startsWith('Missing closing')) return 'a quote is opened here and never closed';
      return said;
    case 'UNEXPECTED_TOKEN':
      if (/^Unexpected flow-(?:map|seq)-end/.test(said))
        return 'this bracket closes nothing: what it belongs to ended above, where a line is indented too little';
      return said.length > 160 ? `${said.slice(0, 160)}…` : said;
    default:
      return said;
  }
}

/** The line of an offset has a tab in its indentation. */
function isTabbed(file: SourceFile, offset: number): boolean {
  return tabOfLine(file.text, offset) !== undefined;
}

function tabOfLine(text: string, offset: number): Span | undefined {
  let at = lineBegin(text, offset);
  while (text.charCodeAt(at) === 32) at++;
  const start = at;
  while (text.charCodeAt(at) === 9) at++;
  return at > start ? { start, end: at } : undefined;
}

function tabProblem(file: SourceFile, offset: number): SourceProblem {
  const span = tabOfLine(file.text, offset) ?? { start: offset, end: offset + 1 };
  return { message: `line ${file.position(span.start).line} is indented with a tab; YAML allows only spaces there`, span };
}

/** The part of a span in its first line; the parser's spans can run to the end of the file. A span that starts at a line's end takes the last character. */
function firstLine(text: string, start: number, end: number): Span {
  const from = Math.min(start, text.length);
  const stop = Math.min(Math.max(end, from + 1), lineEnd(text, from));
  if (stop > from || from === 0 || isBreak(text.charCodeAt(from - 1))) return { start: from, end: stop };
  return { start: from - 1, end: from };
}
