import { afterBreak, lineBegin, lineEnd } from '../block.ts';
import type { Span } from '../types.ts';
import { isBlank } from './lines.ts';
import type { Slot } from './slots.ts';

/**
 * The lines that changes of members in brackets name: those of the members that go, the places of new ones, and the lines with the commas beside them.
 *
 * @param named gets stretches of whole lines; an empty one is a place between lines
 */
export function nameFlow(named: Span[], text: string, span: Span, members: readonly Span[], slots: readonly Slot<unknown>[]): void {
  const lines = (start: number, end: number): void => void named.push({ start: lineBegin(text, start), end: afterBreak(text, lineEnd(text, end)) });
  if (slots.every((slot) => slot.old !== undefined && !slot.gone)) return;
  if (slots.every((slot) => slot.old === undefined || slot.gone)) {
    lines(span.start, span.end);
    return;
  }
  const apart = members.every(({ start }) => isBlank(text, lineBegin(text, start), start));
  let index = 0;
  for (const slot of slots) {
    const before = members[index - 1];
    const next = members[index];
    const from = before?.end ?? span.start;
    if (slot.old === undefined) {
      if (!apart) lines(from, next?.start ?? span.end - 1);
      else if (before === undefined && next) places(named, text, from, next.start);
      else lines(from, from);
      continue;
    }
    index++;
    if (!slot.gone) continue;
    const following = members[index];
    if (apart) lines(Math.min(afterBreak(text, lineEnd(text, from)), next!.start), next!.end);
    else lines(from, following?.start ?? next!.end);
    if (!following && before) lines(before.end, before.end);
  }
}

/** Places between the lines from one offset to another. */
function places(named: Span[], text: string, from: number, to: number): void {
  const last = lineBegin(text, to);
  for (let at = afterBreak(text, lineEnd(text, from)); at <= last; at = afterBreak(text, lineEnd(text, at))) {
    named.push({ start: at, end: at });
    if (at === last) break;
  }
}
