import { oneLine } from './terminal.ts';

/** Text of a repository as Markdown shows it: what would start markup is escaped, `_` only at the edge of a word. */
export function escaped(text: string): string {
  return text.replace(/[\\*[\]<>|`]|\b_(?!\w)|(?<!\w)_/g, (character) => `\\${character}`);
}

/** A code span of Markdown, with a fence longer than any run of backticks inside. A `|` would end a table's cell even there. */
export function code(text: string): string {
  const clean = oneLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return longest > 0 ? `${ticks} ${clean} ${ticks}` : `${ticks}${clean}${ticks}`;
}

/** Text of a repository inside Markdown, on one line: what would start markup is escaped, code spans in backticks stay. */
export function inline(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escaped(part)))
    .join('');
}
