interface Part {
  readonly heading: string;
  readonly lines: string[];
}

const HEADING = /^#{1,6}[ \t]+(.*?)[ \t]*$/;
const ITEM = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]|^[ \t]+\S/;

/**
 * Notes that people wrote before a release, with those that were made for it: all lines of the first stay as they are and in their order, sections of
 * the same title become one, and a line that is there already is not said again.
 */
export function mergeNotes(written: string, made: string): string {
  if (written.trim() === '') return made;
  const { body, tail } = withoutTail(made);
  const parts = partsOf(written);
  const there = new Set(written.split('\n').map((line) => line.trim()));
  for (const part of partsOf(body)) {
    const fresh = part.lines.filter((line) => line.trim() === '' || !there.has(line.trim()));
    if (fresh.every((line) => line.trim() === '')) continue;
    const same = part.heading === '' ? undefined : parts.find((one) => titleOf(one.heading) === titleOf(part.heading));
    if (same === undefined) parts.push({ heading: part.heading, lines: part.heading === '' ? ['', ...trimmed(fresh)] : ['', ...trimmed(fresh)] });
    else {
      const own = trimmed(same.lines);
      const isList = ITEM.test(own.at(-1) ?? '') && ITEM.test(trimmed(fresh)[0] ?? '');
      same.lines.splice(0, same.lines.length, '', ...own, ...(isList || own.length === 0 ? [] : ['']), ...trimmed(fresh));
    }
  }
  const texts = parts.map(({ heading, lines }) => `${heading}\n${lines.join('\n')}`.replace(/^\n+|\s+$/g, ''));
  return [...texts, ...(tail === '' || there.has(tail) ? [] : [tail])].filter((one) => one !== '').join('\n\n');
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [{ heading: '', lines: [] }];
  let fence = false;
  for (const line of text.split('\n')) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) fence = !fence;
    if (!fence && HEADING.test(line)) parts.push({ heading: line, lines: [] });
    else parts.at(-1)!.lines.push(line);
  }
  return parts;
}

/** A last paragraph that is no part of a list, such as the link to all changes, stays last. */
function withoutTail(made: string): { body: string; tail: string } {
  const at = made.lastIndexOf('\n\n');
  const last = made.slice(at + 2);
  return at < 0 || ITEM.test(last) || HEADING.test(last) || last.includes('\n') ? { body: made, tail: '' } : { body: made.slice(0, at), tail: last };
}

const titleOf = (heading: string): string => (HEADING.exec(heading)?.[1] ?? '').toLowerCase();

function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return [];
  return lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1);
}
