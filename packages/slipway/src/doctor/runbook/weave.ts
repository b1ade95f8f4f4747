import type { Section, SectionId } from './types.ts';

/** A document whose markers cannot be understood: where, and what to write. */
export class MarkerError extends Error {
  override readonly name = 'MarkerError';
  readonly exitCode = 2;
}

/** What weaving did to one section. */
export interface Change {
  readonly id: string;
  readonly before: string | undefined;
  readonly after: string;
}

export interface Woven {
  readonly text: string;
  readonly changes: readonly Change[];
}

const MARKER = /^[ \t]*<!--[ \t]*slipway:(begin|end)[ \t]+([A-Za-z0-9_-]{1,40})[ \t]*-->[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}(?!.*`)|~{3,})/;

/** Where a section's own text stands, without its markers' lines. */
interface Region {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Puts sections between their markers and leaves every other byte alone, also what stands between markers of other names.
 * A section whose markers are missing is appended; one without anything to say is appended never.
 * @param path of the document, for messages
 * @param text undefined when there is no document yet: `head` then stands above the sections
 * @throws MarkerError when a marker has no partner, stands inside another section or twice, or a fenced block has no end
 */
export function weave(path: string, text: string | undefined, sections: readonly Section[], head: string): Woven {
  const old = text ?? `${head}\n`;
  const newline = /\r?\n/.exec(old)?.[0] ?? '\n';
  const written = (body: string): string => (body === '' ? '' : `${body}\n`).replaceAll('\n', newline);
  const regions = new Map(regionsOf(path, old).map((region) => [region.id, region]));
  const changes: Change[] = [];
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  let tail = '';
  for (const { id, body } of sections) {
    if (body === undefined) continue;
    const region = regions.get(id);
    if (region !== undefined) {
      const before = old.slice(region.start, region.end);
      const after = written(body);
      if (before === after) continue;
      edits.push({ ...region, text: after });
      changes.push({ id, before, after });
    } else if (body !== '') {
      tail += `${newline}${begin(id)}${newline}${written(body)}${end(id)}${newline}`;
      changes.push({ id, before: undefined, after: written(body) });
    }
  }
  let result = '';
  let at = 0;
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    result += old.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  result += old.slice(at);
  if (tail !== '' && result !== '' && !result.endsWith('\n')) result += newline;
  return { text: result + tail, changes };
}

function begin(id: SectionId): string {
  return `<!-- slipway:begin ${id} -->`;
}

function end(id: string): string {
  return `<!-- slipway:end ${id} -->`;
}

/** The sections of a document. Markers inside a fenced block are an example of markers; inside a section, its end is looked for and nothing else. */
function regionsOf(path: string, text: string): Region[] {
  const regions: Region[] = [];
  let open: { readonly id: string; readonly line: number; readonly start: number } | undefined;
  let fence: { readonly ticks: string; readonly line: number } | undefined;
  let number = 0;
  for (let at = 0; at < text.length; ) {
    const stop = text.indexOf('\n', at);
    const next = stop < 0 ? text.length : stop + 1;
    const line = text.slice(at, stop < 0 ? text.length : stop).replace(/\r$/, '');
    number++;
    const ticks = open === undefined ? FENCE.exec(line)?.[1] : undefined;
    if (ticks !== undefined && fence === undefined) fence = { ticks, line: number };
    else if (ticks !== undefined && fence !== undefined && line.trim() === ticks && ticks.startsWith(fence.ticks)) fence = undefined;
    const [, act, id] = (fence === undefined && MARKER.exec(line)) || [];
    if (act === 'begin' && id !== undefined) {
      if (open !== undefined)
        throw new MarkerError(`${path}:${number}: section '${id}' begins inside of section '${open.id}', which has no end before.`);
      if (regions.some((region) => region.id === id)) throw new MarkerError(`${path}:${number}: section '${id}' begins a second time.`);
      open = { id, line: number, start: next };
    } else if (act === 'end' && id !== undefined) {
      if (open?.id !== id) throw new MarkerError(`${path}:${number}: section '${id}' ends here and does not begin before.`);
      regions.push({ id, start: open.start, end: at });
      open = undefined;
    }
    at = next;
  }
  // What is written behind it would be shown as code.
  if (fence !== undefined) throw new MarkerError(`${path}:${fence.line}: the fenced block that begins here has no end.`);
  if (open !== undefined)
    throw new MarkerError(`${path}:${open.line}: section '${open.id}' has no end; write '${end(open.id)}' on a line of its own.`);
  return regions;
}
