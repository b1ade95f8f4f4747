/** Expansion of words: to fields (arguments), to one value (assignments, tests), or to a pattern. */
import type { CommandExpansionPart, Word, WordPart } from 'unbash';
import { splitPlaceholders } from '../masks.ts';
import type { Part, Val } from '../value.ts';
import { alternatives, asText, concat, hole, partsOf, str, unknown } from '../values.ts';
import { calculate, integer, type Numbers } from './arithmetic.ts';
import type { How } from './how.ts';
import type { Machine } from './machine.ts';
import { type Expanded, expandParameter, type Inner } from './parameters.ts';
import type { PatternPiece } from './pattern.ts';
import { captured } from './substitution.ts';
import { anything, bounded, empty, splitBlanks } from './texts.ts';
import { assign, type Looked, lookUp, positional, special } from './variables.ts';

/** A piece of a word. `split`: unquoted, so blanks in it separate fields; `active`: `*` and the like in it are patterns. */
type Piece =
  | { readonly val: Val; readonly split: boolean; readonly active: boolean }
  | { readonly fields: readonly Val[] | undefined; readonly open?: boolean };

/** The fields of a word; `open` when it may give more or fewer than these, `glob` when one may stand for several files. */
export interface Fields {
  readonly vals: Val[];
  open: boolean;
  glob: boolean;
}

const MOST_FIELDS = 4096;
const MARK = '\ue000';

const inner: Inner = { one: expandOne, pattern: expandPattern };

/** Expands words to the arguments that they give. */
export function expandFields(machine: Machine, words: readonly Word[], how: How): Fields {
  const out: Fields = { vals: [], open: false, glob: false };
  for (const word of words) {
    if (word.parts === undefined && !word.value.includes(MARK)) out.vals.push(str(word.value));
    else for (const pieces of withoutBraces(machine, word, how)) addFields(machine, pieces, out);
    if (out.vals.length > MOST_FIELDS) {
      out.vals.length = MOST_FIELDS;
      out.open = true;
      break;
    }
  }
  machine.work(out.vals.length);
  return out;
}

/** Expands a word to a single value, without splitting it. */
export function expandOne(machine: Machine, word: Word, how: How): Val {
  if (word.parts === undefined && !word.value.includes(MARK)) return str(word.value);
  return joinPieces(machine, pieces(machine, word, how));
}

/** Expands the parts of a here-document. */
export function expandParts(machine: Machine, parts: readonly WordPart[], how: How): Val {
  return joinPieces(
    machine,
    parts.flatMap((part) => partPieces(machine, part, true, how)),
  );
}

/** A text of the script with its placeholders replaced by their values. */
export function withExpressions(machine: Machine, masked: string): Val {
  if (!masked.includes(MARK)) return str(masked);
  return concat(...splitPlaceholders(masked).map((piece) => (typeof piece === 'string' ? str(piece) : expression(machine, piece))));
}

/** Expands a word to a pattern: what is quoted in it stands for itself. */
export function expandPattern(machine: Machine, word: Word, how: How): readonly PatternPiece[] {
  if (machine.on('extglob') && EXTENDED.test(word.text)) return withExtended(machine, word, how);
  if (word.parts === undefined && !word.value.includes(MARK)) return [{ part: word.value, quoted: true }];
  return patternPieces(machine, word, how);
}

const EXTENDED = /^[^'"\\$`]*[?*+@!]\([^'"\\$`]*$/;

/** With `shopt -s extglob` a plain `@(a|b)` is a pattern everywhere, which the parser cannot know. */
function withExtended(machine: Machine, word: Word, how: How): readonly PatternPiece[] {
  return word.text.includes(MARK) ? patternPieces(machine, word, how) : [{ part: word.text, quoted: false }];
}

function patternPieces(machine: Machine, word: Word, how: How): readonly PatternPiece[] {
  return pieces(machine, word, how).flatMap((piece): PatternPiece[] => {
    if ('fields' in piece) return [{ part: { hole: 'any' }, quoted: true }];
    const known = piece.val.k === 'alts' ? [{ hole: 'any' } as Part] : partsOf(piece.val);
    return known.map((part) => ({ part, quoted: !piece.active }));
  });
}

function expression(machine: Machine, index: number): Val {
  return machine.context.expressions[index] ?? unknown('an expression');
}

function joinPieces(machine: Machine, all: readonly Piece[]): Val {
  const vals = all.map((piece) => ('fields' in piece ? spaced(piece.fields) : piece.val));
  if (vals.length === 1) return vals[0]!;
  const whole = bounded(concat(...vals));
  if (whole.k === 'str') machine.work(whole.v.length >> 3);
  return whole;
}

function spaced(fields: readonly Val[] | undefined): Val {
  if (!fields) return anything;
  return concat(...fields.flatMap((field, i) => (i > 0 ? [str(' '), field] : [field])));
}

function pieces(machine: Machine, word: Word, how: How): Piece[] {
  if (word.parts === undefined) return literalPieces(machine, word.value, true);
  return word.parts.flatMap((part) => partPieces(machine, part, false, how));
}

function literalPieces(machine: Machine, masked: string, unquoted: boolean): Piece[] {
  if (!masked.includes(MARK)) return [{ val: str(masked), split: false, active: false }];
  return splitPlaceholders(masked).map((piece) =>
    typeof piece === 'string'
      ? { val: str(piece), split: false, active: false }
      : { val: expression(machine, piece), split: unquoted, active: unquoted },
  );
}

function partPieces(machine: Machine, part: WordPart, quoted: boolean, how: How): Piece[] {
  const free = !quoted;
  switch (part.type) {
    case 'Literal':
      return literalPieces(machine, part.value, free);
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ val: withExpressions(machine, part.value), split: false, active: false }];
    case 'DoubleQuoted':
    case 'LocaleString': {
      const children = part.parts.flatMap((child) => partPieces(machine, child, true, how));
      return children.length === 0 ? [{ val: empty, split: false, active: false }] : children;
    }
    case 'SimpleExpansion':
      return expanded(simple(machine, part.text.slice(1)), free);
    case 'ParameterExpansion':
      return expanded(expandParameter(machine, part, how, inner), free);
    case 'CommandExpansion':
      return [{ val: part.script ? captured(machine, part.script, located(part, how)) : anything, split: free, active: free }];
    case 'ArithmeticExpansion': {
      const value = part.expression ? calculate(part.expression, numbers(machine, how)) : integer(part.text.slice(3, -2).trim());
      return [{ val: value === undefined ? hole('number') : str(String(value)), split: false, active: false }];
    }
    case 'ProcessSubstitution':
      if (part.script) captured(machine, part.script, how);
      return [{ val: anything, split: false, active: false }];
    default:
      return [{ val: withExpressions(machine, part.text), split: false, active: free }];
  }
}

function expanded(result: Expanded, free: boolean): Piece[] {
  if ('val' in result) return [{ val: result.val, split: free, active: free }];
  if (free && result.fields && !result.open)
    return result.fields.flatMap((val, i) => [...(i > 0 ? [SPACE] : []), { val, split: true, active: true }]);
  return [result];
}

/** Backticks with escapes are parsed from a decoded copy, whose offsets mean nothing in the script. */
function located(part: CommandExpansionPart, how: How): How {
  return part.script?.source === undefined || how.at ? how : { ...how, at: { start: part.pos, end: part.end } };
}

const SPACE: Piece = { val: str(' '), split: true, active: false };

function simple(machine: Machine, name: string): Expanded {
  if (name === '@' || name === '*') return { fields: positional(machine) };
  const looked: Looked = special(machine, name) ?? lookUp(machine, name);
  return { val: looked.val };
}

/** How arithmetic reads and writes the variables of the script. */
export function numbers(machine: Machine, how: How): Numbers {
  return {
    read: (name) => {
      const { val, set } = lookUp(machine, name);
      const known = set === undefined ? undefined : asText(val);
      return known === undefined ? undefined : integer(known.trim());
    },
    write: (name, value) => assign(machine, name, value === undefined ? hole('number') : str(String(value))),
    expand: (parts) =>
      asText(
        joinPieces(
          machine,
          parts.flatMap((part) => partPieces(machine, part, true, how)),
        ),
      ),
  };
}

/** The piece lists of a word, one for each choice of its `{a,b}`. */
function withoutBraces(machine: Machine, word: Word, how: How): Piece[][] {
  if (!word.parts?.some((part) => part.type === 'BraceExpansion')) return [pieces(machine, word, how)];
  let rows: Piece[][] = [[]];
  for (const part of word.parts) {
    const choices = part.type === 'BraceExpansion' ? braceChoices(part.text) : undefined;
    const next = choices ? choices.map((choice) => literalPieces(machine, choice, true)) : [partPieces(machine, part, false, how)];
    if (rows.length * next.length > 64) return [pieces(machine, word, how)];
    rows = rows.flatMap((row) => next.map((one) => [...row, ...one]));
  }
  return rows;
}

function braceChoices(source: string): string[] | undefined {
  const range = /^\{(-?\d{1,6})\.\.(-?\d{1,6})\}$/.exec(source);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    const count = Math.abs(to - from) + 1;
    return count > 64 ? undefined : Array.from({ length: count }, (_, i) => String(from + (to >= from ? i : -i)));
  }
  return /^\{[^{}$`'"\\]*,[^{}$`'"\\]*\}$/.test(source) ? source.slice(1, -1).split(',') : undefined;
}

function addFields(machine: Machine, all: readonly Piece[], out: Fields): void {
  const field = new Field(out);
  for (const piece of all) {
    if ('fields' in piece) {
      out.open ||= !piece.fields || piece.open === true;
      if (!piece.fields) field.add(anything);
      piece.fields?.forEach((val, i) => {
        if (i > 0) field.end();
        field.add(val);
      });
    } else if (!piece.split || piece.val.k === 'token' || piece.val.k === 'unknown') {
      field.add(piece.val);
      if (piece.val.k === 'unknown' && piece.split) out.open = true;
      if (piece.active && /[*?[]/.test(asText(piece.val) ?? '')) out.glob = true;
    } else {
      out.open ||= mayGiveOther(piece.val);
      if (piece.val.k === 'alts') field.add(piece.val);
      else splitPiece(machine, piece.val, field);
    }
  }
  field.end();
}

/** The field that is being put together. Quoted pieces make one even when they are empty. */
class Field {
  readonly #out: Fields;
  #vals: Val[] = [];

  constructor(out: Fields) {
    this.#out = out;
  }

  add(val: Val): void {
    this.#vals.push(val);
  }

  end(): void {
    if (this.#vals.length > 0) this.#out.vals.push(this.#vals.length === 1 ? this.#vals[0]! : bounded(concat(...this.#vals)));
    this.#vals = [];
  }
}

function splitPiece(machine: Machine, val: Val, field: Field): void {
  const { fields, leading, trailing } = splitBlanks(val, blanksOf(machine));
  if (leading) field.end();
  fields.forEach((one, i) => {
    if (i > 0) field.end();
    field.add(one);
  });
  if (trailing) field.end();
}

function mayGiveOther(val: Val): boolean {
  return alternatives(val).some((one) =>
    one.k === 'unknown'
      ? true
      : partsOf(one).some((part) =>
          typeof part === 'string' ? val.k === 'alts' && /\s/.test(part) : part.hole === 'any' && part.token === undefined,
        ),
  );
}

function blanksOf(machine: Machine): RegExp | undefined {
  const ifs = asText(lookUp(machine, 'IFS').val);
  if (ifs === undefined) return undefined;
  return ifs === '' ? /(?!)/ : new RegExp(`[${ifs.replace(/[\\\]^-]/g, '\\$&')}]+`);
}
