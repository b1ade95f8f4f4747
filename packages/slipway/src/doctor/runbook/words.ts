import { fact } from '../../actions/facts/index.ts';
import { describe, type Val } from '../../actions/index.ts';
import type { World } from '../../chain/index.ts';
import { code, escaped } from '../formats/markdown-text.ts';
import { oneLine } from '../formats/terminal.ts';
import { listed } from '../wording.ts';

export { code, listed };

/** How a runbook writes a version that is not chosen yet. */
export const VERSION = 'X.Y.Z';

/** A text of the walk with the version as readers write it: the example that was walked, and the hole, become `X.Y.Z`. */
export function versioned(text: string, { version }: World): string {
  const example = new RegExp(`(?<![\\d.])${version.replace(/[^\w]/g, '\\$&')}(?![\\d.])`, 'g');
  // A moving tag of an image holds the first two numbers.
  const line = new RegExp(`(?<=:v?)${version.split('.').slice(0, 2).join('\\.')}(?![\\w.-])`, 'g');
  return oneLine(text)
    .replaceAll('{version}', VERSION)
    .replace(example, VERSION)
    .replace(line, 'X.Y')
    .replaceAll('{number}', 'N')
    .replaceAll('{any}', '…');
}

/** A value, with the version as readers write it. */
export function shownValue(value: Val, world: World): string {
  return versioned(describe(value), world);
}

/** Text of a repository in a sentence: nothing in it is markup. */
export const plain = (text: string): string => escaped(oneLine(text));

/** One word of a command. Names come from a repository and end up in a maintainer's shell: what is not plain is quoted. */
export function arg(text: string): string {
  const clean = oneLine(text);
  return /^[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}

/** A fenced block of commands. */
export function shell(...commands: readonly string[]): string {
  return `\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
}

/** A table; nothing when it has no rows. A column in which nothing stands is left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const kept = head.flatMap((_, column) => (rows.some((row) => row[column] !== '') ? [column] : []));
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${kept.map((column) => cells[column] || '–').join(' | ')} |`);
  return lines.join('\n');
}

/** Blocks with a blank line between; what is empty is left out. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** `path:line`, as code. */
export function placeCode({ path, line }: { readonly path: string; readonly line: number }): string {
  return code(`${path}:${line}`);
}

/** Where a fact was read and when, in brackets; '' for a source without an address. */
export function sourceOf(slug: string): string {
  const known = fact(slug);
  const url = known?.sources.find((source) => /^https:\/\/[^\s()<>]+$/.test(source));
  if (known === undefined || url === undefined) return '';
  const date = /\b20\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?\b/.exec(known.date)?.[0];
  return ` ([source](${url})${date === undefined ? '' : `, ${date}`})`;
}
