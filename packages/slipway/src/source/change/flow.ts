import { afterBreak, lineBegin, lineEnd } from '../block.ts';
import type { Edit, SourceFile, Span } from '../types.ts';
import { breakBefore, isBlank, lineBefore, replace } from './lines.ts';
import type { Slot } from './slots.ts';

/** How a language writes what stands in brackets and braces. */
export interface FlowStyle<S> {
  /** Passes blanks, line breaks and comments. */
  readonly skip: (text: string, from: number) => number;
  /** What a line starts with that is a comment. */
  readonly comment: string;
  /** A new member; `pad` is the indentation of its line when it gets one of its own. */
  readonly written: (slot: S, pad: string) => string;
  /** Members in brackets that were empty, with what is around them; they are separated by commas in one line when nothing is said. */
  readonly filled?: (slots: readonly S[]) => string;
}

/**
 * Edits what stands in brackets or braces. Members on lines of their own keep and get lines of their own, with their comments.
 *
 * @param span of the collection, with its brackets
 * @param members where the old members stand
 * @param change makes the edits inside a member that stays
 */
export function editFlow<S extends Slot<unknown>>(
  edits: Edit[],
  file: SourceFile,
  span: Span,
  members: readonly Span[],
  slots: readonly S[],
  style: FlowStyle<S>,
  change: (slot: S) => void,
): void {
  const fresh = slots.filter((slot) => slot.old === undefined);
  if (fresh.length === slots.filter((slot) => !slot.gone).length) {
    if (slots.length > 0) edits.push(refill(file, span, members, fresh, style));
    return;
  }
  const flow = new Flow(file, span, members, style);
  let index = -1;
  let kept: number | undefined;
  let gone: number[] = [];
  let made: S[] = [];
  const flush = (next: number | undefined): void => {
    if (gone.length > 0) edits.push(...flow.removal(gone[0]!, gone[gone.length - 1]!, kept, next, made.length > 0));
    if (made.length > 0) edits.push(...(kept === undefined ? flow.before(next!, made) : flow.behind(kept, made, next)));
    gone = [];
    made = [];
  };
  for (const slot of slots) {
    if (slot.old === undefined) {
      made.push(slot);
      continue;
    }
    index++;
    if (slot.gone) {
      gone.push(index);
      continue;
    }
    flush(index);
    change(slot);
    kept = index;
  }
  flush(undefined);
}

/** Of what stood in the brackets nothing stays. */
function refill<S>(file: SourceFile, span: Span, members: readonly Span[], fresh: readonly S[], style: FlowStyle<S>): Edit {
  const first = members[0];
  const last = members[members.length - 1];
  const inLine = (): string => fresh.map((slot) => style.written(slot, '')).join(', ');
  if (fresh.length === 0) return replace(file, span.start + 1, span.end - 1, '');
  if (first && last) return replace(file, first.start, last.end, inLine());
  return replace(file, span.start + 1, span.end - 1, style.filled ? style.filled(fresh) : inLine());
}

class Flow<S> {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #span: Span;
  readonly #members: readonly Span[];
  readonly #style: FlowStyle<S>;
  /** Each member stands on a line of its own. */
  readonly #lines: boolean;

  constructor(file: SourceFile, span: Span, members: readonly Span[], style: FlowStyle<S>) {
    this.#file = file;
    this.#text = file.text;
    this.#span = span;
    this.#members = members;
    this.#style = style;
    this.#lines = members.every(({ start }) => isBlank(file.text, lineBegin(file.text, start), start));
  }

  /** Takes out members, their comments and their commas; `replaced`: others come in their place. */
  removal(first: number, last: number, kept: number | undefined, next: number | undefined, replaced: boolean): Edit[] {
    const text = this.#text;
    const { start } = this.#members[first]!;
    const { end } = this.#members[last]!;
    const comma = this.#comma(end);
    const behind = comma === undefined ? end : comma + 1;
    const before = kept === undefined ? undefined : this.#members[kept]!.end;
    if (this.#lines && this.#style.skip(text, behind) > lineEnd(text, behind)) {
      const edits = [replace(this.#file, this.#begin(first), afterBreak(text, lineEnd(text, behind)), '')];
      // The comma of the member before has nothing to part any more.
      const parting = next === undefined && comma === undefined && before !== undefined && !replaced ? this.#comma(before) : undefined;
      return parting === undefined ? edits : [replace(this.#file, parting, parting + 1, ''), ...edits];
    }
    if (next !== undefined) return [replace(this.#file, start, this.#members[next]!.start, '')];
    const parting = before === undefined ? undefined : this.#comma(before);
    if (parting === undefined || comma !== undefined) return [replace(this.#file, start, behind, '')];
    if (!/\S/.test(text.slice(parting + 1, start))) return [replace(this.#file, before!, end, '')];
    return [replace(this.#file, parting, parting + 1, ''), replace(this.#file, start, end, '')];
  }

  /** Puts members before another one, above its comments. */
  before(next: number, made: readonly S[]): Edit[] {
    const { start } = this.#members[next]!;
    if (!this.#lines) return [replace(this.#file, start, start, made.map((slot) => `${this.#style.written(slot, '')}, `).join(''))];
    const pad = this.#pad(next);
    const begin = this.#begin(next);
    return [replace(this.#file, begin, begin, made.map((slot) => `${pad}${this.#style.written(slot, pad)},\n`).join(''))];
  }

  /** Puts members behind another one. */
  behind(kept: number, made: readonly S[], next: number | undefined): Edit[] {
    const { end } = this.#members[kept]!;
    if (!this.#lines) return [replace(this.#file, end, end, made.map((slot) => `, ${this.#style.written(slot, '')}`).join(''))];
    const pad = this.#pad(kept);
    const lines = made.map((slot) => `\n${pad}${this.#style.written(slot, pad)}`).join(',');
    const comma = this.#comma(end);
    const line = lineEnd(this.#text, comma ?? end);
    const closes = line >= this.#span.end - 1;
    const last = this.#members[this.#members.length - 1]!;
    const ends = next !== undefined || this.#comma(last.end) !== undefined ? ',' : '';
    if (comma !== undefined) return [closes ? replace(this.#file, comma + 1, comma + 1, lines) : replace(this.#file, line, line, lines + ends)];
    if (closes) return [replace(this.#file, end, end, `,${lines}`)];
    return [replace(this.#file, end, end, ','), replace(this.#file, line, line, lines)];
  }

  #pad(index: number): string {
    const { start } = this.#members[index]!;
    return this.#text.slice(lineBegin(this.#text, start), start);
  }

  /** Start of the comment lines right above a member, or of its line. */
  #begin(index: number): number {
    const text = this.#text;
    const floor = afterBreak(text, lineEnd(text, index === 0 ? this.#span.start : this.#members[index - 1]!.end));
    let begin = lineBegin(text, this.#members[index]!.start);
    for (let above = lineBefore(text, begin); above !== undefined && above >= floor; above = lineBefore(text, begin)) {
      if (!text.slice(above, breakBefore(text, begin)).trimStart().startsWith(this.#style.comment)) break;
      begin = above;
    }
    return begin;
  }

  /** Offset of the comma behind a member; undefined when something else follows. */
  #comma(end: number): number | undefined {
    const at = this.#style.skip(this.#text, end);
    return this.#text[at] === ',' ? at : undefined;
  }
}
