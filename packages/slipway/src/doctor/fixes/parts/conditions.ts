import type { Str } from '../../../actions/index.ts';
import { type Change, type NodePath, type Place, quoteScalar } from '../../../source/index.ts';

/** A part of a condition: UTF-16 offsets into its text. */
interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Makes a condition demand more before what it demands already; puts one in where there is none.
 *
 * @param condition what stands there now
 * @param at the way to the condition
 * @param place where a new one goes
 */
export function demand(condition: Str | undefined, at: NodePath, demands: readonly string[], place?: Place): Change[] {
  if (isTooLong(condition)) return [];
  const first = demands.join(' && ');
  const inner = condition && innerOf(condition.text);
  if (condition === undefined || inner === undefined || inner.text === '')
    return [{ op: 'set', at, value: ifText(first), ...(place && condition === undefined ? { place } : {}) }];
  const [before, after] = split(inner, '||').length > 1 ? [`${first} && (`, ')'] : [`${first} && `, ''];
  if (isBlock(condition))
    return [
      { op: 'splice', at, start: inner.start, end: inner.start, text: before },
      ...(after === '' ? [] : [{ op: 'splice' as const, at, start: inner.end, end: inner.end, text: after }]),
    ];
  return [{ op: 'set', at, value: ifText(`${before}${inner.text}${after}`, condition.text) }];
}

/** Takes conjuncts out of a condition, and the condition away when none is left. Empty when the test names none. */
export function relieve(condition: Str, at: NodePath, isGone: (conjunct: string) => boolean): Change[] {
  if (isTooLong(condition)) return [];
  const inner = innerOf(condition.text);
  const parts = split(inner, '&&');
  const kept = parts.filter((p) => !isGone(p.text));
  if (kept.length === parts.length) return [];
  if (kept.length === 0) return [{ op: 'remove', at }];
  return [{ op: 'set', at, value: ifText(kept.map((p) => oneLine(p.text)).join(' && '), condition.text) }];
}

/** Writes another text for a part of a condition; a block of several lines keeps the others. Empty when the part is not there. */
export function rewritten(condition: Str, at: NodePath, from: string | RegExp, to: string): Change[] {
  if (isTooLong(condition)) return [];
  const { text } = condition;
  const changed = text.replace(from, to);
  if (changed === text) return [];
  if (!isBlock(condition)) return [{ op: 'set', at, value: ifText(oneLine(innerOf(changed).text), text) }];
  const all = typeof from === 'string' ? [{ index: text.indexOf(from), 0: from }] : from.global ? [...text.matchAll(from)] : [from.exec(text)!];
  return all.map((m): Change => ({ op: 'splice', at, start: m.index, end: m.index + m[0].length, text: m[0].replace(from, to) }));
}

/** The parts between `&&` at the top of a condition, as written; one part where there is none, or where `||` joins them. */
export const conjuncts = (condition: string): string[] => split(innerOf(condition), '&&').map((p) => p.text);

/** GitHub refuses a file with a longer expression ("Exceeded max expression length 21000"). */
const longest = 21_000;

const isTooLong = (condition: Str | undefined): boolean => (condition?.text.length ?? 0) > longest;

/** What is asked, without `$\{{ }}` around it. */
function innerOf(text: string): Part {
  const whole = partOf(text, 0, text.length);
  if (!whole.text.startsWith('${{') || !whole.text.endsWith('}}') || whole.text.indexOf('${{', 3) !== -1) return whole;
  return partOf(text, whole.start + '${{'.length, whole.end - '}}'.length);
}

/** A stretch of a text without the blanks at its ends. */
function partOf(text: string, start: number, end: number): Part {
  const piece = text.slice(start, end);
  const from = start + piece.length - piece.trimStart().length;
  const bare = piece.trim();
  return { text: bare, start: from, end: from + bare.length };
}

/** An expression as the value of an `if`: in `$\{{ }}` where it was, or where YAML would take its beginning for something else. */
function ifText(bare: string, before = ''): string {
  const plain = !before.includes('${{') && quoteScalar(bare) === bare;
  const text = plain ? bare : `\${{ ${bare} }}`;
  // Texts of expressions stand in single quotes, which would be doubled.
  return quoteScalar(text).startsWith("'") && !/["\\]/.test(text) ? `"${text}"` : quoteScalar(text);
}

/** A condition as YAML. */
export const conditionValue = (bare: string): string => ifText(bare);

const isBlock = (condition: Str): boolean => condition.style === 'literal' || condition.style === 'folded';

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** Splits at an operator outside of brackets and quotes. */
function split(inner: Part, operator: '&&' | '||'): Part[] {
  const { text } = inner;
  const out: Part[] = [];
  const add = (start: number, end: number): void => {
    const part = text.slice(start, end);
    const lead = part.length - part.trimStart().length;
    out.push({ text: part.trim(), start: inner.start + start + lead, end: inner.start + start + lead + part.trim().length });
  };
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    // What a weaker operator joins is one part.
    else if (depth === 0 && operator === '&&' && text.startsWith('||', i)) return [inner];
    else if (depth === 0 && text.startsWith(operator, i)) {
      add(from, i);
      from = i + 2;
      i++;
    }
  }
  add(from, text.length);
  return out;
}
