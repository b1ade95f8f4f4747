import { bodyOf, lineEnd, nextLine } from '../../block.ts';
import { ChangeError } from '../../changes.ts';
import { applyEdits } from '../../edits.ts';
import { sourceFile } from '../../file.ts';
import { scalarSpan } from '../../scalar-map.ts';
import { get } from '../../tree.ts';
import type { Edit, ScalarNode } from '../../types.ts';
import { parseYaml } from '../../yaml.ts';
import { doubleQuoted, inStyleOf, isPrintable, quoteScalar } from '../../yaml-text.ts';
import { splicedText } from '../data.ts';
import { replace } from '../lines.ts';
import { type Plan, type Splice, shown } from '../plan.ts';
import type { Seat } from './geometry.ts';
import { putValue } from './put.ts';
import { readValue } from './texts.ts';

/**
 * Gives a scalar other pieces of text; of a block or a text of several lines only the lines change that hold them.
 * @throws ChangeError when the text has no such pieces
 */
export function spliceScalar(node: ScalarNode, seat: Seat, plan: Plan): Edit[] {
  const { file } = node;
  const text = splicedText(file.path, node, plan);
  if (text === node.text) return [];
  const ways =
    node.style === 'literal'
      ? [() => linesOf(node, plan.splices, text)]
      : [() => inPlace(node, plan.splices, false), () => inPlace(node, plan.splices, true)];
  ways.push(() => rewritten(node, seat, text));
  if (!seat.flow) ways.push(() => inQuotes(node, seat, text));
  else ways.push(() => [replace(file, node.span.start, node.span.end, doubleQuoted(text))]);
  for (const way of ways) {
    const edits = way();
    if (edits && reads(node, edits, plan, text)) return edits;
  }
  throw new ChangeError(`${file.path}: the text of ${shown(plan.at)} cannot be changed in place; change it by hand.`);
}

/** With these edits the file says this text at this place. */
function reads({ file }: ScalarNode, edits: readonly Edit[], plan: Plan, text: string): boolean {
  const after = applyEdits(new Map([[file.path, file.text]]), edits).get(file.path);
  const { root, problems } = parseYaml(sourceFile(file.path, after ?? ''));
  const node = get(root, ...plan.at);
  return problems.length === 0 && node?.kind === 'scalar' && node.value === text;
}

/** The lines of a literal block that change; undefined when its header does not allow the text. */
function linesOf(node: ScalarNode, splices: readonly Splice[], text: string): Edit[] | undefined {
  const { file } = node;
  if (!blockHolds(node, text)) return undefined;
  const header = headerOf(node);
  const wanted = text.endsWith('\n') ? '' : '-';
  const chomp = /[+-]/.exec(header)?.[0] ?? '';
  const { indent } = bodyOf(node);
  const lines = node.text.split('\n');
  const count = node.text.endsWith('\n') ? lines.length - 1 : lines.length;
  const ends = lineEnds(node, count);
  const edits: Edit[] = [];
  for (const { first, last, end, made } of groups(node.text, splices)) {
    const before = lines.slice(first, last + 1);
    const after = made.split('\n');
    if (last >= count) {
      before.pop();
      if (after[after.length - 1] === '') after.pop();
    }
    // A line beside whole new ones stays as it is, blanks at its end included.
    const tail = isLineStart(node.text, end) && before[before.length - 1] === after[after.length - 1] && before.length > 0 ? 1 : 0;
    const same = !tail && before.length > 0 && before[0] === after[0] ? 1 : 0;
    const fresh = after.slice(same, after.length - tail).map((line) => (line === '' ? '\n' : `\n${' '.repeat(indent)}${line}`));
    edits.push(replace(file, ends[first + same]!, ends[first + before.length - tail]!, fresh.join('')));
  }
  if (wanted !== chomp && !(chomp === '+' && wanted === ''))
    edits.unshift(replace(file, node.span.start, node.span.start + header.length, `${header.replace(/[+-]/, '')}${wanted}`));
  return edits;
}

/** A literal block holds the text that a plan gives it without another indentation; then only the lines of the pieces change, and its header. */
export function fitsBlock(node: ScalarNode, plan: Plan): boolean {
  return blockHolds(node, splicedText(node.file.path, node, plan));
}

function blockHolds(node: ScalarNode, text: string): boolean {
  const lines = text.replace(/\n$/, '').split('\n');
  const leading = lines.findIndex((line) => line.trim() !== '');
  if (leading === -1 || (lines[lines.length - 1] ?? '').trim() === '' || !isPrintable(text)) return false;
  const indicated = /\d/.test(headerOf(node));
  return bodyOf(node).indent > 0 && (indicated || lines.slice(0, leading + 1).every((line) => !line.startsWith(' ')));
}

function headerOf(node: ScalarNode): string {
  return /^[|>][\d+-]*/.exec(node.file.text.slice(node.span.start, node.span.start + 4))![0];
}

/** Ends of the lines of a block in the file: of its header, then of each line of its text. */
function lineEnds(node: ScalarNode, count: number): number[] {
  const { text } = node.file;
  const ends = [lineEnd(text, node.span.start)];
  let at = bodyOf(node).start;
  for (let line = 0; line < count; line++) {
    ends.push(lineEnd(text, at));
    at = nextLine(text, at);
  }
  return ends;
}

/** Pieces that change, by the lines that they are in, with the new text of these lines. */
function groups(text: string, splices: readonly Splice[]): { first: number; last: number; end: number; made: string }[] {
  const found: { first: number; last: number; from: number; to: number; splices: Splice[] }[] = [];
  for (const splice of splices) {
    const from = text.lastIndexOf('\n', splice.start - 1) + 1;
    const stop = text.indexOf('\n', splice.end);
    const to = stop === -1 ? text.length : stop;
    const open = found[found.length - 1];
    if (open && from <= open.to) {
      open.to = Math.max(open.to, to);
      open.last = lineOf(text, open.to);
      open.splices.push(splice);
    } else found.push({ first: lineOf(text, from), last: lineOf(text, to), from, to, splices: [splice] });
  }
  return found.map(({ first, last, from, to, splices: own }) => {
    let made = '';
    let done = from;
    for (const { start, end, text: piece } of own) {
      made += text.slice(done, start) + piece;
      done = end;
    }
    return { first, last, end: done, made: made + text.slice(done, to) };
  });
}

export function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n';
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** The pieces as they stand in the file, where the file has them character by character. */
function inPlace(node: ScalarNode, splices: readonly Splice[], folds: boolean): Edit[] | undefined {
  const { file, style } = node;
  if (folds && style !== 'folded') return undefined;
  const pad = ' '.repeat(folds ? bodyOf(node).indent : 0);
  return splices.map(({ start, end, text }) => {
    const span = scalarSpan(node, start, end);
    const piece = style === 'double' ? doubleQuoted(text).slice(1, -1) : style === 'single' ? text.replace(/'/g, "''") : text;
    return replace(file, span.start, span.end, folds ? piece.replace(/\n/g, `\n\n${pad}`) : piece);
  });
}

/** The whole scalar anew: a block for several lines, else the style that it has. */
function rewritten(node: ScalarNode, seat: Seat, text: string): Edit[] {
  const isBlock = node.style === 'literal' || node.style === 'folded';
  const lines = text.replace(/\n$/, '').split('\n');
  if (!seat.flow && (isBlock || (lines.length > 1 && node.style === 'plain'))) {
    const indicator = /^\s/.test(lines.find((line) => line !== '') ?? '') ? '2' : '';
    const body = lines.map((line) => (line === '' ? '\n' : `\n  ${line}`)).join('');
    return putValue(
      node.file,
      node,
      seat,
      { text: `|${indicator}${text.endsWith('\n') ? '' : '-'}${body}`, root: null, shape: 'block scalar' },
      PLAIN,
    );
  }
  return [replace(node.file, node.span.start, node.span.end, inStyleOf(node, text))];
}

function inQuotes(node: ScalarNode, seat: Seat, text: string): Edit[] {
  return putValue(node.file, node, seat, readValue(quoteScalar(text)), PLAIN);
}

/** Scalars ask for no style of collections. */
const PLAIN = { step: 2, list: 2 };
