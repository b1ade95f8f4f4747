/** `${NAME…}`: defaults, removals, replacements, slices, case. */
import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import type { Val } from '../value.ts';
import { alternatives, alts, asText, hole, str, text } from '../values.ts';
import { integer } from './arithmetic.ts';
import type { How } from './how.ts';
import { itemsOf, type Machine } from './machine.ts';
import { compilePattern, type PatternPiece } from './pattern.ts';
import { anything, empty, isEmpty, length, mapTexts, type Texts } from './texts.ts';
import { removeEnd, removeStart, replacePattern, slice } from './trim.ts';
import { assign, type Looked, lookUp, positional, special } from './variables.ts';

/** What a part of a word expands to: one value, or several fields (`"$@"`). */
export type Expanded = { readonly val: Val } | { readonly fields: readonly Val[] | undefined; readonly open?: boolean };

/** Expands the words inside of an expansion; given by the word module. */
export interface Inner {
  one(machine: Machine, word: Word, how: How): Val;
  pattern(machine: Machine, word: Word, how: How): readonly PatternPiece[];
}

export function expandParameter(machine: Machine, part: ParameterExpansionPart, how: How, inner: Inner): Expanded {
  const name = part.parameter;
  if (part.index) {
    const index = part.index.value;
    if (index === '@' || index === '*') return wholeArray(machine, part, how, inner);
    if (part.prefix === '#') return { val: hole('number') };
    return { val: operate(machine, name, element(machine, name, inner.one(machine, part.index, how)), part.operation, how, inner) };
  }
  if (name === '@' || name === '*') {
    const args = positional(machine);
    if (part.prefix === '#') return { val: args ? str(String(args.length)) : hole('number') };
    return { fields: part.operation ? undefined : args };
  }
  const looked = special(machine, name) ?? lookUp(machine, name);
  if (part.prefix === '#') return { val: name === '' ? looked.val : lengthOf(looked.val) };
  if (part.prefix === '!') return { val: operate(machine, name, indirect(machine, looked.val), part.operation, how, inner) };
  return { val: operate(machine, name, looked, part.operation, how, inner) };
}

function wholeArray(machine: Machine, part: ParameterExpansionPart, how: How, inner: Inner): Expanded {
  const looked = lookUp(machine, part.parameter);
  const items = looked.set === undefined ? undefined : looked.set ? itemsOf(looked) : [];
  const { open } = looked;
  if (part.prefix === '#') return { val: items && !open ? str(String(items.length)) : hole('number') };
  if (part.prefix === '!') return { fields: undefined };
  if (!part.operation || !items) return { fields: items, open };
  if (part.operation.type === 'Slice') return { fields: undefined };
  return { fields: items.map((item) => operate(machine, part.parameter, { val: item, set: true }, part.operation, how, inner)), open };
}

function element(machine: Machine, name: string, index: Val): Looked {
  const { items, val, set } = lookUp(machine, name);
  const at = integer(asText(index) ?? '?');
  if (at === undefined || set === undefined) return { val: anything, set: undefined };
  const all = items ?? [val];
  const found = all[at < 0 ? all.length + at : at];
  return found ? { val: found, set: true } : { val: empty, set: false };
}

function indirect(machine: Machine, name: Val): Looked {
  const known = asText(name);
  return known !== undefined && /^[A-Za-z_]\w*$/.test(known) ? lookUp(machine, known) : { val: anything, set: undefined };
}

function lengthOf(val: Val): Val {
  const known = asText(val);
  return known === undefined ? hole('number') : str(String(known.length));
}

function operate(machine: Machine, name: string, looked: Looked, operation: ParameterOperation | undefined, how: How, inner: Inner): Val {
  if (!operation) return looked.val;
  if (!machine.work(length(looked.val))) return anything;
  switch (operation.type) {
    case 'Default':
      return byDefault(machine, name, looked, operation, how, inner);
    case 'Remove': {
      const variants = compilePattern(inner.pattern(machine, operation.operand, how));
      if (!variants) return anything;
      const remove = operation.operator.startsWith('#') ? removeStart : removeEnd;
      return mapTexts(looked.val, (parts) => remove(parts, variants, operation.operator.length === 2));
    }
    case 'Replace':
      return replaced(machine, looked.val, operation, how, inner);
    case 'Slice': {
      const offset = number(inner.one(machine, operation.offset, how));
      const count = operation.length ? number(inner.one(machine, operation.length, how)) : 'rest';
      return mapTexts(looked.val, (parts) => slice(parts, offset, count));
    }
    case 'CaseModification':
      return operation.operand ? anything : mapTexts(looked.val, (parts) => cased(parts, operation.operator));
    case 'Transform':
      return transformed(looked.val, asText(inner.one(machine, operation.operand, how)));
    default:
      return anything;
  }
}

function transformed(val: Val, operator: string | undefined): Val {
  if (operator === 'L') return mapTexts(val, (parts) => cased(parts, ',,'));
  if (operator === 'U') return mapTexts(val, (parts) => cased(parts, '^^'));
  return anything;
}

function number(val: Val): number | undefined {
  const known = asText(val);
  return known === undefined ? undefined : integer(known.trim());
}

function replaced(machine: Machine, val: Val, operation: ParameterOperation & { type: 'Replace' }, how: How, inner: Inner): Val {
  const variants = compilePattern(inner.pattern(machine, operation.pattern, how));
  const by = inner.one(machine, operation.replacement, how);
  const { operator } = operation;
  const where = operator === '/#' ? '#' : operator === '/%' ? '%' : undefined;
  return mapTexts(by, (replacement) => mapTexts(val, (parts) => replacePattern(parts, variants, replacement, operator === '//', where)));
}

/** Changes the case of a text; a word whose case is changed is still a word. */
export function cased(parts: Texts, operator: string): Val {
  const change = (known: string) => (operator.startsWith(',') ? known.toLowerCase() : known.toUpperCase());
  if (operator.length === 2)
    return text(parts.map((part) => (typeof part === 'string' ? change(part) : { hole: part.hole === 'sha' ? 'word' : part.hole })));
  const [first, ...rest] = parts;
  return typeof first === 'string' ? text([change(first.slice(0, 1)) + first.slice(1), ...rest]) : text(parts);
}

function byDefault(machine: Machine, name: string, looked: Looked, operation: ParameterOperation & { type: 'Default' }, how: How, inner: Inner): Val {
  const { operator } = operation;
  const colon = operator.startsWith(':');
  const kind = operator.at(-1);
  const possible: Val[] = [];
  let operand: Val | undefined;
  const given = () => {
    operand ??= inner.one(machine, operation.operand, how);
    return operand;
  };
  for (const one of alternatives(looked.val)) {
    const blank = isEmpty(one);
    const missing =
      looked.set === false ? true : colon && blank === true ? true : looked.set === undefined || (colon && blank === undefined) ? undefined : false;
    if (kind === '+') possible.push(...(missing === true ? [empty] : missing === false ? [given()] : [given(), empty]));
    else if (kind === '?') possible.push(one);
    else possible.push(...(missing === true ? [given()] : missing === false ? [one] : [one, given()]));
    if (kind === '?' && missing === true && looked.val.k !== 'alts') machine.die('fail');
  }
  const result = alts(possible, looked.val.k === 'alts' ? looked.val.fallback : undefined);
  if (kind === '=') assign(machine, name, result);
  return result;
}
