import { diffLines, type Hunk, linesOf } from './line-diff.ts';
import type { FileOutcome } from './outcome.ts';

const CONTEXT = 3;

/**
 * What becomes of files as a patch that `git apply` takes: changed, new, deleted and renamed files; with the files' own line endings, also
 * where the last line has none.
 * @see https://git-scm.com/docs/diff-format#generate_patch_text_with_p
 */
export function patchOf(outcomes: readonly FileOutcome[]): string {
  return outcomes.map(filePatch).join('');
}

function filePatch({ path, to = path, before, after }: FileOutcome): string {
  const lines = [`diff --git ${quoted(`a/${path}`)} ${quoted(`b/${to}`)}\n`];
  if (before === undefined) lines.push('new file mode 100644\n');
  else if (after === undefined) lines.push('deleted file mode 100644\n');
  else if (to !== path) lines.push(`similarity index ${similarity(before, after)}%\n`, `rename from ${quoted(path)}\n`, `rename to ${quoted(to)}\n`);
  const old = linesOf(before ?? '');
  const now = linesOf(after ?? '');
  const hunks = diffLines(old, now);
  if (hunks.length === 0) return lines.join('');
  // git ends the name of a file with a tab where it holds a blank.
  const named = (name: string): string => (/ /.test(name) && !name.startsWith('"') ? `${name}\t` : name);
  lines.push(`--- ${before === undefined ? '/dev/null' : named(quoted(`a/${path}`))}\n`);
  lines.push(`+++ ${after === undefined ? '/dev/null' : named(quoted(`b/${to}`))}\n`);
  for (const group of grouped(hunks)) lines.push(...section(group, old, now));
  return lines.join('');
}

/** Hunks whose context meets stand in one section. */
function grouped(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last && hunk.from - last.to <= 2 * CONTEXT) groups.at(-1)!.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function section(group: readonly Hunk[], old: readonly string[], now: readonly string[]): string[] {
  const first = group[0]!;
  const last = group.at(-1)!;
  const from = Math.max(0, first.from - CONTEXT);
  const to = Math.min(old.length, last.to + CONTEXT);
  const start = first.start - (first.from - from);
  const end = last.end + (to - last.to);
  const lines = [`@@ -${range(from, to)} +${range(start, end)} @@\n`];
  let at = from;
  for (const hunk of group) {
    lines.push(...old.slice(at, hunk.from).map((line) => whole(' ', line)));
    lines.push(...old.slice(hunk.from, hunk.to).map((line) => whole('-', line)));
    lines.push(...now.slice(hunk.start, hunk.end).map((line) => whole('+', line)));
    at = hunk.to;
  }
  lines.push(...old.slice(at, to).map((line) => whole(' ', line)));
  return lines;
}

/** Lines count from 1; an empty range names the line before it. */
function range(from: number, to: number): string {
  return `${to === from ? from : from + 1}${to - from === 1 ? '' : `,${to - from}`}`;
}

function whole(sign: string, line: string): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

function similarity(before: string, after: string): number {
  if (before === after) return 100;
  const old = linesOf(before);
  const changed = diffLines(old, linesOf(after)).reduce((sum, hunk) => sum + hunk.to - hunk.from, 0);
  return Math.min(99, Math.round((100 * (old.length - changed)) / Math.max(1, old.length)));
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\' };

/** A path as git writes it: in quotes, as bytes in octal, where it holds more than printable ASCII. */
function quoted(path: string): string {
  if (/^[\x20-\x7e]*$/.test(path) && !/["\\]/.test(path)) return path;
  let out = '';
  for (const character of path) {
    if (escapes[character] !== undefined) out += escapes[character];
    else if (/[\x20-\x7e]/.test(character)) out += character;
    else for (const byte of new TextEncoder().encode(character)) out += `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `"${out}"`;
}
