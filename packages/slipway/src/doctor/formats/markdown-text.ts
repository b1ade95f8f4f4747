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

/** Code, comments and addresses, in which GitHub looks for nobody. */
const APART = /(^`{3,}[^`\n]*\n[\s\S]*?^`{3,}[ \t]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)|<!--(?:(?!-->)[\s\S]){0,300}-->|https?:\/\/\S+)/gm;

/** Markdown for a comment or a pull request, in which no text of a repository calls a person (`@name`) or links an issue (`#12`). */
export function uncalled(markdown: string): string {
  let out = '';
  let end = 0;
  for (const found of markdown.matchAll(APART)) {
    out += silenced(markdown.slice(end, found.index)) + found[0];
    end = found.index + found[0].length;
  }
  return out + silenced(markdown.slice(end));
}

/** A space without width keeps the sign from what follows it. */
function silenced(text: string): string {
  return text.replace(/(?<![\w&])@(?=\w)|(?<!&)#(?=\d)/g, '$&&#8203;');
}
