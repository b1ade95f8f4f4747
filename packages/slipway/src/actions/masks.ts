const OPEN = '${{';
const FIRST = 0xe000;
const PADDING = '\ue001';
const INDEX_BASE = 0xe100;
const MARK = String.fromCharCode(FIRST);
const LIMIT = 4000;

/** Where an expression stands in a text: offsets in UTF-16 units, `end` after its `}}`. */
export interface ExpressionSpan {
  readonly start: number;
  readonly end: number;
  /** What stands between `${{` and `}}`, untrimmed. */
  readonly source: string;
}

/**
 * Finds the next `${{ … }}` at or after an offset. As on GitHub, the expression ends at the first `}}` outside of a quoted string.
 * Gives undefined when there is none, and `'unclosed'` with its start when nothing closes it.
 */
export function nextExpression(text: string, from: number): ExpressionSpan | { readonly unclosed: number } | undefined {
  const start = text.indexOf(OPEN, from);
  if (start < 0) return undefined;
  let quoted = false;
  for (let at = start + OPEN.length; at < text.length; at++) {
    const c = text[at];
    if (c === "'") quoted = !quoted;
    else if (!quoted && c === '}' && text[at + 1] === '}') return { start, end: at + 2, source: text.slice(start + OPEN.length, at) };
  }
  return { unclosed: start };
}

/**
 * Replaces every `${{ … }}` of a `run:` script by a placeholder of the same UTF-16 length, so that a shell parser reads it as part of a word
 * and all offsets stay. A placeholder is U+E000, one character U+E100 + index, then U+E001 up to the length.
 * At most 4,000 expressions are replaced; an unclosed one is left as it is.
 */
export function maskExpressions(script: string): { masked: string; expressions: ExpressionSpan[] } {
  const expressions: ExpressionSpan[] = [];
  let masked = '';
  let from = 0;
  while (expressions.length < LIMIT) {
    const found = nextExpression(script, from);
    if (found === undefined || 'unclosed' in found) break;
    masked += plain(script.slice(from, found.start));
    masked += (MARK + String.fromCharCode(INDEX_BASE + expressions.length)).padEnd(found.end - found.start, PADDING);
    expressions.push(found);
    from = found.end;
  }
  return { masked: masked + plain(script.slice(from)), expressions };
}

/** The script's own private-use characters must not be taken for placeholders. */
function plain(text: string): string {
  return text.replace(/[\ue000\ue001]/g, '\ufffd');
}

/** Whether a placeholder of `maskExpressions` begins at this offset. */
export function isPlaceholderAt(text: string, offset: number): boolean {
  if (text.charCodeAt(offset) !== FIRST) return false;
  const index = text.charCodeAt(offset + 1) - INDEX_BASE;
  return index >= 0 && index < LIMIT;
}

/** Splits a masked word: strings stand for themselves, a number is the index of an expression. Empty strings are left out. */
export function splitPlaceholders(word: string): (string | number)[] {
  const parts: (string | number)[] = [];
  let from = 0;
  let at = word.indexOf(MARK);
  while (at >= 0) {
    if (!isPlaceholderAt(word, at)) {
      at = word.indexOf(MARK, at + 1);
      continue;
    }
    if (at > from) parts.push(word.slice(from, at));
    parts.push(word.charCodeAt(at + 1) - INDEX_BASE);
    from = at + 2;
    while (word[from] === PADDING) from++;
    at = word.indexOf(MARK, from);
  }
  if (from < word.length) parts.push(word.slice(from));
  return parts;
}
