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
    const item = piece.block ? flowText(piece.root) : text;
    const at = endOfItems(seq);
    return [at === undefined ? replace(file, span.start + 1, span.start + 1, item) : replace(file, at, at, `, ${item}`)];
  }
  const column = columnOf(file, span.start);
  const at = ownEnd(file.text, span.end, column);
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

/** End of the last line that belongs to something at a column: the line of `from`, and comments below it that are indented more. */
function ownEnd(text: string, from: number, column: number): number {
  let end = lineEnd(text, from);
  for (let at = afterBreak(text, end); at < text.length; ) {
    const stop = lineEnd(text, at);
    const spaces = countSpaces(text, at, stop);
    if (at + spaces < stop && (spaces <= column || text[at + spaces] !== '#')) break;
    if (at + spaces < stop) end = stop;
    at = afterBreak(text, stop);
    if (at === stop) break;
  }
  return end;
}

/** A block scalar's header and lines; a text that no block can hold as it is gets double quotes. */
function blockText(node: ScalarNode, text: string): string {
  const { file, span } = node;
  const lines = text.replace(/\n$/, '').split('\n');
  const header = /^[|>]\d?[+-]?\d?/.exec(file.text.slice(span.start, span.start + 3))?.[0] ?? '|';
  const indicator = /\d/.exec(header)?.[0] ?? '';
  if (!isBlockText(text, lines) || (indicator === '' && /^\s/.test(lines.find((line) => line !== '') ?? ''))) return doubleQuoted(text);
  const column = bodyOf(node).indent || /^[\s-]*/.exec(file.text.slice(lineBegin(file.text, span.start), span.start))![0].length + 2;
  const rest = file.text.slice(span.start + header.length, lineEnd(file.text, span.start));
  const body = lines.map((line) => (line === '' ? '\n' : `\n${' '.repeat(column)}${line}`)).join('');
  return `|${indicator}${text.endsWith('\n') ? '' : '-'}${rest}${body}`;
}

/** A literal block gives back exactly this text: printable, with at most one line break at its end, and no blanks alone in its last line. */
function isBlockText(text: string, lines: readonly string[]): boolean {
  return (
    (lines[lines.length - 1] ?? '').trim() !== '' &&
    !/[^\n\t\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text)
  );
}

/** `key: value` on lines of its own, all but the first indented by `column`. */
function entryText(key: string, yamlText: string, column: number): string {
  const text = yamlText.replace(/\s+$/, '');
  const name = quoteScalar(key);
  if (text === '') return `${name}:`;
  const { root, block } = pieceOf(text);
  if (block) return `${name}:\n${' '.repeat(column + 2)}${indented(text, column + 2)}`;
  const hasOwnColumns = root?.kind === 'scalar' && (root.style === 'literal' || root.style === 'folded');
  return `${name}: ${indented(text, hasOwnColumns ? column : column + 2)}`;
}

function insertLines(map: MapNode, key: string, yamlText: string, place: Place): Edit[] {
  const { file, entries } = map;
  const first = entries[0];
  const column = columnOf(file, first?.key.span.start ?? map.span.start);
  const text = entryText(key, yamlText, column);
  const before = place.first ? 0 : entries.findIndex((entry) => entry.key.text === place.before);
  if (before === 0 && first) return [replace(file, first.key.span.start, first.key.span.start, `${text}\n${' '.repeat(column)}`)];
  const after = entries[before - 1] ?? entries.find((entry) => entry.key.text === place.after) ?? entries[entries.length - 1];
  const at = ownEnd(file.text, after ? endOf(after) : map.span.end, column);
  return [replace(file, at, at, `\n${' '.repeat(column)}${text}`)];
}

function removeLines(map: MapNode, index: number): Edit[] {
  const { file, entries } = map;
  const { text } = file;
  const entry = entries[index]!;
  const start = entry.key.span.start;
  if (entries.length === 1) return [replace(file, start, endOf(entry), '{}')];
  const begin = lineBegin(text, start);
  const end = ownEnd(text, endOf(entry), columnOf(file, start));
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

/** End of the last item in brackets; undefined when there is none. An alias ends before the bracket, or the comma, that follows it. */
function endOfItems({ file, span, items }: SeqNode): number | undefined {
  const last = items[items.length - 1];
  if (!last) return undefined;
  if (last.span.start >= span.start && last.span.end < span.end) return last.span.end;
  let at = span.end - 1;
  while (at > span.start + 1 && /[\s,]/.test(file.text[at - 1]!)) at--;
  return at;
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
