import { afterBreak, lineBegin, lineEnd } from '../../block.ts';
import type { Edit, SourceFile, Span } from '../../types.ts';
import type { Slot } from '../slots.ts';
import { isBlank, replace, valueStart } from './lines.ts';

/**
 * Edits what stands in brackets or braces. Members on lines of their own keep and get lines of their own.
 *
 * @param span of the collection, with its brackets
 * @param members where the old members stand
 */
export function editFlow<S extends Slot<unknown>>(
  file: SourceFile,
  span: Span,
  members: readonly Span[],
  slots: readonly S[],
  written: (slot: S) => string,
  change: (slot: S) => void,
): Edit[] {
  const { text } = file;
  const braces = /[[{]/.test(text[span.start]!);
  const open = braces ? span.start + 1 : span.start;
  const close = braces ? span.end - 1 : span.end;
  const fresh = slots.filter((slot) => slot.old === undefined);
  const edits: Edit[] = [];
  if (slots.every((slot) => slot.gone || slot.old === undefined)) {
    const first = members[0];
    const last = members[members.length - 1];
    const made = fresh.map(written).join(', ');
    if (first && last && made !== '') edits.push(replace(file, first.start, last.end, made));
    else if (first) edits.push(replace(file, open, close, made));
    else if (made !== '') edits.push(replace(file, open, open, made));
    if (!braces) return [replace(file, span.start, span.end, `{${made}}`)];
    return edits;
  }
  const lines = members.every(({ start }) => isBlank(text, lineBegin(text, start), start));
  let index = -1;
  let kept: Span | undefined;
  let gone: Span[] = [];
  let made: string[] = [];
  const flush = (next: Span | undefined): void => {
    const [first] = gone;
    const last = gone[gone.length - 1];
    if (first && last) edits.push(...removal(file, first, last, kept, next, lines));
    if (made.length > 0) {
      if (kept) edits.push(...behind(file, kept, close, made, lines));
      else if (next)
        edits.push(
          replace(
            file,
            next.start,
            next.start,
            made.map((one) => `${one},${lines ? `\n${text.slice(lineBegin(text, next.start), next.start)}` : ' '}`).join(''),
          ),
        );
    }
    gone = [];
    made = [];
  };
  for (const slot of slots) {
    if (slot.old === undefined) made.push(written(slot));
    else {
      const member = members[++index]!;
      if (slot.gone) gone.push(member);
      else {
        flush(member);
        change(slot);
        kept = member;
      }
    }
  }
  flush(undefined);
  if (!braces && fresh.length > 0) {
    edits.unshift(replace(file, span.start, span.start, '{'));
    edits.push(replace(file, span.end, span.end, '}'));
  }
  return edits;
}

function removal(file: SourceFile, first: Span, last: Span, kept: Span | undefined, next: Span | undefined, lines: boolean): Edit[] {
  const { text } = file;
  const comma = commaAfter(text, last.end);
  if (lines) {
    const begin = lineBegin(text, first.start);
    const end = next ? lineBegin(text, next.start) : afterBreak(text, lineEnd(text, comma === undefined ? last.end : comma + 1));
    const tail = text.slice(comma === undefined ? last.end : comma + 1, lineEnd(text, comma ?? last.end));
    const whole = /^[ \t]*(?:#.*)?$/.test(tail) || next !== undefined;
    if (whole) {
      const before = kept && !next && comma === undefined ? commaAfter(text, kept.end) : undefined;
      const cut = next ? Math.min(end, afterBreak(text, lineEnd(text, comma === undefined ? last.end : comma + 1))) : end;
      return [...(before === undefined ? [] : [replace(file, before, before + 1, '')]), replace(file, begin, cut, '')];
    }
  }
  if (next) return [replace(file, first.start, next.start, '')];
  return [replace(file, kept ? kept.end : first.start, last.end, '')];
}

function behind(file: SourceFile, kept: Span, close: number, made: readonly string[], lines: boolean): Edit[] {
  const { text } = file;
  if (!lines) return [replace(file, kept.end, kept.end, made.map((one) => `, ${one}`).join(''))];
  const pad = text.slice(lineBegin(text, kept.start), kept.start);
  const comma = commaAfter(text, kept.end);
  const line = lineEnd(text, comma ?? kept.end);
  const together = made.map((one) => `\n${pad}${one}`);
  if (comma !== undefined && line < close) return [replace(file, line, line, `${together.join(',')},`)];
  if (comma !== undefined) return [replace(file, comma + 1, comma + 1, together.join(','))];
  if (line < close) return [replace(file, kept.end, kept.end, ','), replace(file, line, line, together.join(','))];
  return [replace(file, kept.end, kept.end, `,${together.join(',')}`)];
}

/** Offset of the comma behind a member; undefined when something else follows. */
function commaAfter(text: string, end: number): number | undefined {
  const at = valueStart(text, end, text.length);
  return text[at] === ',' ? at : undefined;
}
