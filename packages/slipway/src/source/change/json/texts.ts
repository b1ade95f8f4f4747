import { lineBegin } from '../../block.ts';
import type { Data } from '../../changes.ts';

/** Lists of single values up to this length stay on one line. */
const SHORT = 80;

/** How a JSON file is laid out. */
export interface Layout {
  /** One step of indentation; undefined for a file of one line. */
  readonly unit: string | undefined;
}

/** As the file's first line that is indented; of a file that has none, two spaces when it has several lines. */
export function layoutOf(text: string): Layout {
  if (!/[\n\r]/.test(text.trim())) return { unit: undefined };
  return { unit: /[\n\r]([ \t]+)\S/.exec(text)?.[1] ?? '  ' };
}

/**
 * Data as JSON.
 *
 * @param pad indentation of the line that it starts in
 */
export function jsonText(data: Data, layout: Layout, pad: string): string {
  if (data instanceof Map)
    return filled(
      '{',
      '}',
      [...data].map(
        ([key, value]) =>
          (inner: string) =>
            member(key, value, layout, inner),
      ),
      layout,
      pad,
    );
  if (!Array.isArray(data)) return JSON.stringify(data);
  const items = data as readonly Data[];
  const line = `[${items.map((item) => jsonText(item, { unit: undefined }, '')).join(', ')}]`;
  if (line.length <= SHORT && items.every((item) => typeof item !== 'object' || item === null)) return line;
  return filled(
    '[',
    ']',
    items.map((item) => (inner: string) => jsonText(item, layout, inner)),
    layout,
    pad,
  );
}

/** `"key": value`. */
export function member(key: string, data: Data, layout: Layout, pad: string): string {
  return `${JSON.stringify(key)}: ${jsonText(data, layout, pad)}`;
}

/** Members between brackets, on lines of their own when the file has several. */
export function filled(open: string, close: string, members: readonly ((pad: string) => string)[], { unit }: Layout, pad: string): string {
  if (members.length === 0) return open + close;
  if (unit === undefined) return `${open}${open === '{' ? ' ' : ''}${members.map((write) => write('')).join(', ')}${open === '{' ? ' ' : ''}${close}`;
  const inner = pad + unit;
  return `${open}\n${members.map((write) => inner + write(inner)).join(',\n')}\n${pad}${close}`;
}

/** The indentation of the line of an offset. */
export function padOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineBegin(text, offset), offset))![0];
}

/** Passes blanks, line breaks and comments. */
export function skipJson(text: string, from: number): number {
  const blank = /(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = from;
  return from + (blank.exec(text)?.[0].length ?? 0);
}
