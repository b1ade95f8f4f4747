import { afterBreak, lineBegin, lineEnd } from '../../block.ts';
import type { ParsedToml } from '../../toml.ts';
import type { TomlStatement } from '../../toml-tables.ts';
import type { Edit, SourceFile } from '../../types.ts';
import { breakBefore, isBlank, lineBefore, replace } from '../lines.ts';

type At = TomlStatement['at'];

/** A header or an entry with its lines. */
export interface Row extends TomlStatement {
  /** Start of the comment lines right above it, or of its first line. */
  readonly begin: number;
  /** End of its last line, before the line break. */
  readonly stop: number;
}

export function rowsOf({ file, statements }: ParsedToml): Row[] {
  const { text } = file;
  let floor = 0;
  return statements.map((statement) => {
    let begin = lineBegin(text, statement.start);
    for (let above = lineBefore(text, begin); above !== undefined && above >= floor; above = lineBefore(text, begin)) {
      if (!/^[ \t]*#/.test(text.slice(above, breakBefore(text, begin)))) break;
      begin = above;
    }
    // Comments at the very start of the file are about the file.
    if (begin === 0) begin = lineBegin(text, statement.start);
    const stop = lineEnd(text, statement.end);
    floor = afterBreak(text, stop);
    return { ...statement, begin, stop };
  });
}

export function isUnder(at: At, root: At): boolean {
  return at.length >= root.length && root.every((step, index) => at[index] === step);
}

export function isSame(at: At, other: At): boolean {
  return at.length === other.length && isUnder(at, other);
}

/** Rows that follow each other and are all about something under a path. */
export function runsUnder(rows: readonly Row[], at: At): Row[][] {
  const runs: Row[][] = [];
  let open: Row[] | undefined;
  for (const row of rows) {
    if (!isUnder(row.at, at)) open = undefined;
    else if (open) open.push(row);
    else {
      open = [row];
      runs.push(open);
    }
  }
  return runs;
}

/** The entries that stand below the header of a table, up to the next header; those above all headers for the root. */
export function sectionOf(rows: readonly Row[], at: At): { readonly header: Row | undefined; readonly entries: readonly Row[] } | undefined {
  const header = rows.findIndex((row) => row.kind !== 'entry' && isSame(row.at, at));
  if (header === -1 && at.length > 0) return undefined;
  const entries: Row[] = [];
  for (const row of rows.slice(header + 1)) {
    if (row.kind !== 'entry') break;
    entries.push(row);
  }
  return { header: rows[header], entries };
}

/** Takes out the lines from one row to another, and one of the two blank gaps that they leave. */
export function removeRows(file: SourceFile, first: Row, last: Row): Edit {
  const { text } = file;
  let begin = first.begin;
  let end = afterBreak(text, last.stop);
  const above = lineBefore(text, begin);
  if (above === undefined || isBlank(text, above, breakBefore(text, begin)))
    while (end < text.length && isBlank(text, end, lineEnd(text, end)) && lineEnd(text, end) < text.length)
      end = afterBreak(text, lineEnd(text, end));
  if (end >= text.length) {
    for (let blank = lineBefore(text, begin); blank !== undefined && isBlank(text, blank, breakBefore(text, begin)); blank = lineBefore(text, begin))
      begin = blank;
    if (end === last.stop) begin = breakBefore(text, begin);
  }
  return replace(file, begin, end, '');
}

/** Puts lines below a row; `apart`: with a blank line between. */
export function below(file: SourceFile, row: Row, lines: string, apart = false): Edit {
  const at = afterBreak(file.text, row.stop);
  const gap = apart ? '\n' : '';
  return at > row.stop ? replace(file, at, at, `${gap}${lines}\n`) : replace(file, at, at, `\n${gap}${lines}`);
}

/** Puts lines above a row and its comments. */
export function above(file: SourceFile, row: Row, lines: string, apart = false): Edit {
  return replace(file, row.begin, row.begin, `${lines}\n${apart ? '\n' : ''}`);
}
