import type { Truth, Val } from './value.ts';
import { endsWith, equals, mayContain, startsWith, truthy } from './value-compare.ts';
import { alts, arr, bool, coerceText, concat, NULL, num, obj, str, unknown } from './value-make.ts';
import { alternatives, asText } from './value-read.ts';

type Call = (args: readonly Val[]) => Val;

const FUNCTIONS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['contains', ([place, sought]) => eachOf(place, (one) => truthVal(contained(one, sought ?? NULL)))],
  ['startswith', ([place, sought]) => truthVal(compareTexts(startsWith, place, sought))],
  ['endswith', ([place, sought]) => truthVal(compareTexts(endsWith, place, sought))],
  ['format', ([pattern, ...rest]) => eachOf(pattern, (one) => formatted(one, rest))],
  ['join', ([list, separator]) => eachOf(list, (one) => eachOf(separator ?? str(','), (between) => joined(one, between)))],
  ['tojson', ([value]) => eachOf(value, toJson)],
  ['fromjson', ([value]) => eachOf(value, (one) => fromJson(asText(coerceText(one))))],
  ['case', chosen],
]);

/**
 * What one of GitHub's functions gives for these arguments, by its name in lower case. Unknown where it would fail the run
 * (bad JSON, a format without its argument) and for a function that does not exist.
 */
export function callFunction(name: string, args: readonly Val[]): Val {
  return FUNCTIONS.get(name)?.(args) ?? unknown(`${name}()`);
}

/** A truth as a value: not decidable is true or false, so that what follows can still be followed for both. */
export function truthVal(truth: Truth): Val {
  return truth === undefined ? alts([bool(true), bool(false)]) : bool(truth);
}

function eachOf(val: Val | undefined, answer: (one: Val) => Val): Val {
  if (val === undefined) return answer(NULL);
  return val.k === 'alts' ? alts(val.of.map(answer), val.fallback) : answer(val);
}

function isStructure(val: Val): boolean {
  return val.k === 'obj' || val.k === 'arr';
}

function contained(place: Val, sought: Val): Truth {
  if (place.k === 'unknown') return undefined;
  if (place.k === 'obj') return false;
  if (place.k !== 'arr') return compareTexts(mayContain, place, sought);
  let answer: Truth = place.open ? undefined : false;
  for (const item of place.items) {
    const same = equals(sought, item);
    if (same === true) return true;
    if (same === undefined) answer = undefined;
  }
  return answer;
}

function compareTexts(compare: (a: Val, b: Val) => Truth, a: Val = NULL, b: Val = NULL): Truth {
  const [left, right] = [alternatives(a), alternatives(b)];
  if (left.every(isStructure) || right.every(isStructure)) return false;
  // Only some are objects: these give false, the rest what their texts give.
  if (left.some(isStructure) || right.some(isStructure)) return compare(a, b) === false ? false : undefined;
  return compare(a, b);
}

/** `{0}` stands for the first argument, `{{` and `}}` for braces; anything else in braces fails the run. */
function formatted(pattern: Val, args: readonly Val[]): Val {
  const text = asText(coerceText(pattern));
  if (text === undefined) return unknown('format()');
  const pieces: Val[] = [];
  let from = 0;
  for (const found of text.matchAll(/\{\{|\}\}|\{(\d+)[^{}]*\}|[{}]/g)) {
    pieces.push(str(text.slice(from, found.index)));
    from = found.index + found[0].length;
    if (found[0] === '{{' || found[0] === '}}') pieces.push(str(found[0][0]!));
    else {
      const arg = found[1] === undefined ? undefined : args[Number(found[1])];
      if (arg === undefined) return unknown('format() with a bad pattern');
      pieces.push(arg);
    }
  }
  return asString(concat(...pieces, str(text.slice(from))));
}

/** What was made into a text is one: something unknown in it can no longer be an object or a number. */
function asString(val: Val): Val {
  return coerceText(val);
}

function joined(list: Val, separator: Val): Val {
  if (list.k === 'unknown') return list;
  if (list.k === 'obj') return str('');
  if (list.k !== 'arr') return coerceText(list);
  if (list.open) return unknown('join() of a list that is not known');
  const between = isStructure(separator) ? str(',') : separator;
  return concat(...list.items.flatMap((item, i) => (i === 0 ? [item] : [between, item])));
}

function toJson(val: Val): Val {
  const plain = plainOf(val);
  return plain === undefined ? unknown('toJSON() of something that is not known') : str(JSON.stringify(plain.value, undefined, 2));
}

function plainOf(val: Val): { value: unknown } | undefined {
  switch (val.k) {
    case 'null':
      return { value: null };
    case 'bool':
    case 'num':
    case 'str':
      return { value: val.v };
    case 'arr': {
      const items = val.items.map(plainOf);
      return val.open || items.includes(undefined) ? undefined : { value: items.map((item) => item!.value) };
    }
    case 'obj': {
      const record: Record<string, unknown> = Object.create(null);
      for (const [name, field] of val.fields) {
        const plain = plainOf(field);
        if (plain === undefined) return undefined;
        record[name] = plain.value;
      }
      return val.open ? undefined : { value: record };
    }
    default:
      return undefined;
  }
}

const MAX_JSON_DEPTH = 64;

function fromJson(text: string | undefined): Val {
  if (text === undefined) return unknown('fromJSON()');
  try {
    return jsonValue(JSON.parse(text), 0);
  } catch {
    // GitHub fails the run here; what follows has no value.
    return unknown('fromJSON() of a text that is not JSON');
  }
}

function jsonValue(json: unknown, depth: number): Val {
  if (depth > MAX_JSON_DEPTH) return unknown('JSON that is nested too deeply');
  if (typeof json === 'string') return str(json);
  if (typeof json === 'number') return num(json);
  if (typeof json === 'boolean') return bool(json);
  if (json === null || typeof json !== 'object') return NULL;
  if (Array.isArray(json)) return arr(json.map((item) => jsonValue(item, depth + 1)));
  return obj(Object.entries(json).map(([name, value]) => [name, jsonValue(value, depth + 1)] as const));
}

/** `case(predicate, value, …, default)`: the value of the first predicate that is true; a predicate must be a boolean. */
function chosen(args: readonly Val[]): Val {
  const possible: Val[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    const kinds = alternatives(args[i]!);
    if (kinds.some((one) => one.k !== 'bool' && one.k !== 'unknown')) return unknown('case() with a predicate that is not a boolean');
    const holds = truthy(args[i]!);
    if (holds !== false) possible.push(args[i + 1]!);
    if (holds === true) return alts(possible);
  }
  const last = args.at(-1);
  return alts(last === undefined ? possible : [...possible, last]);
}
