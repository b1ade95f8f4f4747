import { ChangeError, type Data } from '../../changes.ts';

/**
 * Data as a TOML value on one line.
 * @throws ChangeError for null, which TOML does not have
 */
export function tomlText(data: Data): string {
  if (data === null) throw new ChangeError('TOML has no empty value, so a key cannot get one.');
  if (data instanceof Map) return data.size === 0 ? '{}' : `{ ${[...data].map(([key, value]) => tomlEntry(key, value)).join(', ')} }`;
  if (Array.isArray(data)) return `[${data.map(tomlText).join(', ')}]`;
  if (typeof data === 'string') return quoted(data);
  return typeof data === 'number' && !Number.isFinite(data) ? (Number.isNaN(data) ? 'nan' : data < 0 ? '-inf' : 'inf') : String(data);
}

/** `key = value`. */
export function tomlEntry(key: string, data: Data): string {
  return `${tomlKey(key)} = ${tomlText(data)}`;
}

export function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key);
}

/** The dotted key of a path; items of lists have no part in it. */
export function tomlPath(at: readonly (string | number)[]): string {
  return at
    .filter((step) => typeof step === 'string')
    .map(tomlKey)
    .join('.');
}

/** A table with its header. */
export function tomlTable(at: readonly (string | number)[], data: ReadonlyMap<string, Data>, item: boolean): string {
  const header = item ? `[[${tomlPath(at)}]]` : `[${tomlPath(at)}]`;
  return [header, ...[...data].map(([key, value]) => tomlEntry(key, value))].join('\n');
}

/** Passes blanks, line breaks and comments. */
export function skipToml(text: string, from: number): number {
  const blank = /(?:\s|#[^\n\r]*)*/y;
  blank.lastIndex = from;
  return from + (blank.exec(text)?.[0].length ?? 0);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/\u007f/g, '\\u007f');
}
