import { afterBreak, bodyOf, countSpaces, isBreak, lineBegin, lineEnd } from './block.ts';
import type { Edit, Entry, MapNode, ScalarNode, SeqNode, SourceFile } from './types.ts';
import { doubleQuoted, flowText, indented, inStyleOf, pieceOf, quoteScalar } from './yaml-text.ts';

/** Where a new entry goes; at the end of the mapping when nothing is said or the key is not there. */
export interface Place {
  readonly after?: string;
  readonly before?: string;
  readonly first?: boolean;
}

/** Gives a scalar a new text. Its style stays (quotes, literal block) where it can hold the text; a folded block becomes a literal one. */
export function setScalar(node: ScalarNode, text: string): Edit[] {
  const block = node.style === 'literal' || node.style === 'folded';
  return [replace(node.file, node.span.start, node.span.end, block ? blockText(node, text) : inStyleOf(node, text))];
}

/**
 * Puts an entry into a mapping, with the mapping's own indentation.
 *
 * @param yamlText the value as YAML, indented from column 0: `write`, `contents: read\nid-token: write`, `|\n  script`; empty for no value
 */
export function insertEntry(map: MapNode, key: string, yamlText: string, place: Place = {}): Edit[] {
  return map.flow ? insertInBraces(map, key, yamlText, place) : insertLines(map, key, yamlText, place);
}

/** Takes an entry out of a mapping, with its lines; comments above it stay. The last entry of a mapping leaves `{}`. */
export function removeEntry(map: MapNode, key: string): Edit[] {
  const index = map.entries.findIndex((entry) => entry.key.text === key);
  if (index === -1) return [];
  return map.flow ? removeFromFlow(map, index) : removeLines(map, index);
}

/**
 * Adds an item at the end of a sequence.
 *
 * @param yamlText the item as YAML, indented from column 0
 */
export function appendItem(seq: SeqNode, yamlText: string): Edit[] {
  const { file, span } = seq;
  const text = yamlText.replace(/\s+$/, '');
  if (seq.flow) {
    const piece = pieceOf(text);
    return [intoFlow(file, span.end - 1, span.start, piece.block ? flowText(piece.root) : text, seq.items.length > 0)];
  }
  const column = columnOf(file, span.start);
  const at = lineEnd(file.text, span.end);
  return [replace(file, at, at, `\n${' '.repeat(column)}- ${indented(text, column + 2)}`)];
}

function replace(file: SourceFile, start: number, end: number, text: string): Edit {
  return { op: 'replace', path: file.path, start, end, text };
}

function columnOf(file: SourceFile, offset: number): number {
  return offset - lineBegin(file.text, offset);
}

function endOf(entry: Entry): number {
  return entry.span?.end ?? entry.value?.span.end ?? entry.key.span.end + 1;
}

/** A block scalar's header and lines; a text that no block can hold as it is gets double quotes. */
function blockText(node: ScalarNode, text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const holds =
    text.trim() !== '' &&
    !text.endsWith('\n\n') &&
    !/[^\n\t\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
  if (!holds) return doubleQuoted(text);
  const header = /^[|>]\d?[+-]?\d?/.exec(node.file.text.slice(node.span.start, node.span.start + 3))![0];
  const column = bodyOf(node).indent || countSpaces(node.file.text, lineBegin(node.file.text, node.span.start), node.span.start) + 2;
  // A first line that starts with a blank would set the indentation itself.
  const blankFirst = lines.find((line) => line !== '')!.startsWith(' ') || lines[0] === '' || /^\s/.test(lines[0]!);
  const indicator = /\d/.exec(header)?.[0] ?? '';
  if (blankFirst && indicator === '') return doubleQuoted(text);
  const rest = node.file.text.slice(node.span.start + header.length, lineEnd(node.file.text, node.span.start));
  return `|${indicator}${text.endsWith('\n') ? '' : '-'}${rest}${lines.map((line) => (line === '' ? '\n' : `\n${' '.repeat(column)}${line}`)).join('')}`;
}

/** `key: value` on lines of its own, all but the first indented by `column`. */
function entryText(key: string, yamlText: string, column: number): string {
  const text = yamlText.replace(/\s+$/, '');
  const name = quoteScalar(key);
  if (text === '') return `${name}:`;
  return pieceOf(text).block ? `${name}:\n${' '.repeat(column + 2)}${indented(text, column + 2)}` : `${name}: ${indented(text, column)}`;
}

function insertLines(map: MapNode, key: string, yamlText: string, place: Place): Edit[] {
  const { file, entries } = map;
  const first = entries[0];
  const column = columnOf(file, first?.key.span.start ?? map.span.start);
  const text = entryText(key, yamlText, column);
  const before = place.first ? 0 : entries.findIndex((entry) => entry.key.text === place.before);
  if (before === 0 && first) return [replace(file, first.key.span.start, first.key.span.start, `${text}\n${' '.repeat(column)}`)];
  const after = entries[before - 1] ?? entries.find((entry) => entry.key.text === place.after) ?? entries[entries.length - 1];
  const at = lineEnd(file.text, after ? endOf(after) : map.span.end);
  return [replace(file, at, at, `\n${' '.repeat(column)}${text}`)];
}

function removeLines(map: MapNode, index: number): Edit[] {
  const { file, entries } = map;
  const { text } = file;
  const entry = entries[index]!;
  const start = entry.key.span.start;
  if (entries.length === 1) return [replace(file, start, endOf(entry), '{}')];
  const begin = lineBegin(text, start);
  const end = lineEnd(text, endOf(entry));
  const alone = begin + countSpaces(text, begin, start) === start;
  if (alone) {
    if (end < text.length) return [replace(file, begin, afterBreak(text, end), '')];
    // The last line of a file without a final line break takes the break before it along.
    const before = begin > 0 && text[begin - 1] === '\n' && text[begin - 2] === '\r' ? begin - 2 : Math.max(0, begin - 1);
    return [replace(file, before, end, '')];
  }
  // The entry shares its line with a dash: what follows moves up to it.
  let next = end;
  while (next < text.length && (text[next] === ' ' || isBreak(text.charCodeAt(next)))) next++;
  return [replace(file, start, next, '')];
}

function insertInBraces(map: MapNode, key: string, yamlText: string, place: Place): Edit[] {
  const { file, entries, span } = map;
  const piece = pieceOf(yamlText);
  const value = piece.block || /\n/.test(yamlText.trim()) ? flowText(piece.root) : yamlText.trim();
  const text = `${quoteScalar(key, { flow: true })}:${value === '' ? '' : ` ${value}`}`;
  if (file.text[span.start] !== '{') {
    // A single pair in brackets (`[a: b]`) gets braces with its second entry.
    return [replace(file, span.start, span.start, '{'), replace(file, endOf(entries[0]!), endOf(entries[0]!), `, ${text}}`)];
  }
  const before = place.first ? entries[0] : entries.find((entry) => entry.key.text === place.before);
  if (before) return [replace(file, before.key.span.start, before.key.span.start, `${text}, `)];
  const after = entries.find((entry) => entry.key.text === place.after);
  if (after) return [replace(file, endOf(after), endOf(after), `, ${text}`)];
  const last = entries[entries.length - 1];
  return [last ? replace(file, endOf(last), endOf(last), `, ${text}`) : replace(file, span.start + 1, span.start + 1, text)];
}

/** An item at the end of brackets: behind the last one, or alone. A comma that is there already is used. */
function intoFlow(file: SourceFile, close: number, open: number, text: string, hasItems: boolean): Edit {
  let at = close;
  while (at > open + 1 && /\s/.test(file.text[at - 1]!)) at--;
  if (!hasItems) return replace(file, open + 1, open + 1, text);
  return replace(file, at, at, file.text[at - 1] === ',' ? ` ${text}` : `, ${text}`);
}

function removeFromFlow(map: MapNode, index: number): Edit[] {
  const { file, entries } = map;
  const entry = entries[index]!;
  const start = entry.key.span.start;
  const next = entries[index + 1];
  if (file.text[map.span.start] !== '{') return [replace(file, map.span.start, map.span.end, '{}')];
  if (next && !file.text.slice(endOf(entry), next.key.span.start).includes('#')) return [replace(file, start, next.key.span.start, '')];
  const previous = entries[index - 1];
  const gap = previous ? file.text.slice(endOf(previous), start) : '';
  if (!next && previous && !gap.includes('#')) return [replace(file, endOf(previous), endOf(entry), '')];
  const comma = next ? file.text.indexOf(',', endOf(entry)) : -1;
  return [replace(file, start, comma === -1 ? endOf(entry) : comma + 1, '')];
}
