import type { Span } from '../types.ts';

/**
 * Looks for lines that changed and are not named.
 *
 * @param named stretches of whole lines of `before`, sorted; an empty one is a place for new lines
 * @returns the offset in `before` of lines that are not in `after` as they were; undefined when only named lines changed
 */
export function strayLines(before: string, after: string, named: readonly Span[]): number | undefined {
  // A file without a line break at its end is held as one with it: what is put in or taken out there moves the break.
  const ending = /(?:^|[\n\r])$/.test(before) ? '' : (/\r\n|\r|\n/.exec(before)?.[0] ?? '\n');
  const old = before + ending;
  const now = after + ending;
  let at = 0;
  let found = 0;
  const inOld = (offset: number): number => (offset === before.length ? old.length : offset);
  for (const [index, span] of named.entries()) {
    const start = inOld(span.start);
    const end = inOld(span.end);
    if (start > at || index === 0) {
      const kept = old.slice(at, start);
      const place = index === 0 ? (now.startsWith(kept) ? 0 : -1) : lineWith(now, kept, found);
      if (place === -1) return at;
      found = place + kept.length;
    }
    at = Math.max(at, end);
  }
  const rest = old.slice(at);
  const fits = named.length === 0 ? now === rest : now.length - rest.length >= found && now.endsWith(rest);
  return fits ? undefined : at;
}

/** Offset of whole lines in a text; -1 when they are not there. */
function lineWith(text: string, lines: string, from: number): number {
  for (let at = text.indexOf(lines, from); at !== -1; at = text.indexOf(lines, at + 1))
    if (at === from || text[at - 1] === '\n' || text[at - 1] === '\r') return at;
  return -1;
}
