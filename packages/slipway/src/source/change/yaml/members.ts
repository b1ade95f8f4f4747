import { afterBreak, lineBegin, lineEnd } from '../../block.ts';
import type { Edit, SourceFile } from '../../types.ts';
import { blankLines, isBlank, lineBefore, replace } from '../lines.ts';
import type { Slot } from '../slots.ts';
import type { Chunk } from './geometry.ts';

/**
 * Edits the members of a block collection of which at least one stays: whole lines go and come, between the lines of the others.
 *
 * @param edits gets the edits, in the order of the file
 * @param chunks the lines of the old members
 * @param written a new member, indented but for its first line
 * @param change makes the edits inside a member that stays
 */
export function editMembers<S extends Slot<unknown>>(
  edits: Edit[],
  file: SourceFile,
  chunks: readonly Chunk[],
  column: number,
  slots: readonly S[],
  written: (slot: S) => string,
  change: (slot: S) => void,
): void {
  const { text } = file;
  const pad = ' '.repeat(column);
  let index = -1;
  let kept: Chunk | undefined;
  let gone: Chunk[] = [];
  let fresh: string[] = [];

  const flush = (next: Chunk | undefined): void => {
    const [first] = gone;
    const last = gone[gone.length - 1];
    if (first && last) {
      if (!first.alone && next) {
        // What follows moves up to the dash that these entries stood behind.
        const from = next.begin + /^[ \t]*/.exec(text.slice(next.begin, next.start))![0].length;
        edits.push(replace(file, first.start, from, fresh.map((one) => `${one}\n${pad}`).join('')));
        fresh = [];
      } else edits.push(removal(file, first, last, kept));
    }
    if (fresh.length > 0) edits.push(kept ? below(file, kept, next, chunks, fresh, pad) : above(file, next!, chunks, fresh, pad));
    gone = [];
    fresh = [];
  };

  for (const slot of slots) {
    if (slot.old === undefined) {
      fresh.push(written(slot));
      continue;
    }
    const chunk = chunks[++index]!;
    if (slot.gone) {
      gone.push(chunk);
      continue;
    }
    flush(chunk);
    change(slot);
    kept = chunk;
  }
  flush(undefined);
}

/** Takes out the lines from one member to another, and one of the two blank gaps that they leave. */
function removal(file: SourceFile, first: Chunk, last: Chunk, kept: Chunk | undefined): Edit {
  const { text } = file;
  const end = afterBreak(text, last.end);
  const top = kept && !/\S/.test(text.slice(kept.end, first.begin)) ? afterBreak(text, kept.end) : first.begin;
  if (end === text.length) return replace(file, top, end, '');
  const above = lineBefore(text, first.begin);
  const gap =
    above === undefined || isBlank(text, above, lineEnd(text, above)) || (kept === undefined && above < first.begin && !isComment(text, above));
  const blanks = blankLines(text, last.end);
  const afterBlanks = afterBreak(text, blanks[blanks.length - 1]?.end ?? last.end);
  return replace(file, first.begin, gap || kept?.open ? afterBlanks : end, '');
}

function isComment(text: string, begin: number): boolean {
  return /^[ \t]*#/.test(text.slice(begin, lineEnd(text, begin)));
}

/** New members below one that stays, set apart by a blank line where its neighbours are. */
function below(file: SourceFile, kept: Chunk, next: Chunk | undefined, chunks: readonly Chunk[], fresh: readonly string[], pad: string): Edit {
  const { text } = file;
  const [one, other] = next ? [kept, next] : [chunks[chunks.indexOf(kept) - 1], kept];
  const apart = one && !kept.open && isApart(text, one, other) ? '\n' : '';
  const lines = fresh.map((one) => `${apart}${pad}${one}\n`).join('');
  const at = afterBreak(text, kept.end);
  if (at > kept.end) return replace(file, at, at, lines);
  // The last line of the file has no line break, and keeps none.
  return replace(file, at, at, `\n${lines.replace(/\n$/, '')}`);
}

/** New members above the first that stays. */
function above(file: SourceFile, next: Chunk, chunks: readonly Chunk[], fresh: readonly string[], pad: string): Edit {
  const { text } = file;
  if (!next.alone) return replace(file, next.start, next.start, fresh.map((one) => `${one}\n${pad}`).join(''));
  const after = chunks[chunks.indexOf(next) + 1];
  const apart = after !== undefined && isApart(text, next, after) ? '\n' : '';
  return replace(file, next.begin, next.begin, fresh.map((one) => `${pad}${one}\n${apart}`).join(''));
}

function isApart(text: string, one: Chunk, next: Chunk): boolean {
  const begin = afterBreak(text, one.end);
  return begin < lineBegin(text, next.begin) && isBlank(text, begin, lineEnd(text, begin));
}
