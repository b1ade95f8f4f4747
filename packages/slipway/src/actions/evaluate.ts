import { pathOf } from './expression-paths.ts';
import { type Ast, type Comparison, parseExpression } from './expressions.ts';
import { callFunction, truthVal } from './functions.ts';
import type { Truth, Val } from './value.ts';
import { equals, foldCase, not, or, toNumber, truthy, unanimous } from './value-compare.ts';
import { alts, coerceText, join, MAX_ALTERNATIVES, NULL, token, unknown } from './value-make.ts';
import { alternatives, get } from './value-read.ts';

/** What an expression may ask. */
export interface Contexts {
  /** The value of a context (`github`, `needs`, …), its name in lower case; unknown or NULL for one that is not there. */
  lookup(name: string): Val;
  /**
   * The value of one field of a context, where that is easier to tell than the whole; undefined to ask `lookup`.
   * When `lookup('secrets')` is open, a secret that it does not list is that secret's token.
   */
  member?(context: string, field: string): Val | undefined;
  /** What the status functions answer here; all unknown when absent. */
  readonly status?: { readonly success: Truth; readonly failure: Truth; readonly cancelled: Truth };
  hashFiles?(): Val;
}

/** The value of an expression, as far as the contexts tell it. Never throws; what would fail the run is unknown. */
export function evaluate(ast: Ast | string, ctx: Contexts): Val {
  if (typeof ast === 'string') {
    const parsed = parseExpression(ast);
    return parsed.ast === undefined ? unknown(parsed.error) : evaluate(parsed.ast, ctx);
  }
  switch (ast.t) {
    case 'literal':
      return ast.value;
    case 'context':
      return ctx.lookup(ast.name);
    case 'index':
      return named(indexed(ast, ctx), ast);
    case 'call':
      return called(ast.name, ast.args, ctx);
    case 'not':
      return truthVal(not(truthy(evaluate(ast.of, ctx))));
    case 'compare':
      return truthVal(compared(ast.op, evaluate(ast.left, ctx), evaluate(ast.right, ctx)));
    case 'and':
    case 'or': {
      const { whenTrue, whenFalse } = logical(ast.t, ast.args, ctx);
      return eitherOf(whenTrue, whenFalse) ?? NULL;
    }
    case 'bad':
      return unknown(ast.error);
  }
}

/** An unknown value says which context value it is. */
function named(val: Val, ast: Ast): Val {
  const path = val.k === 'unknown' ? pathOf(ast) : undefined;
  return path === undefined ? val : unknown(path);
}

function called(name: string, args: readonly Ast[], ctx: Contexts): Val {
  const { status } = ctx;
  switch (name) {
    case 'always':
      return truthVal(true);
    case 'success':
    case 'failure':
    case 'cancelled':
      // With job ids it asks about these jobs only.
      return truthVal(args.length === 0 ? status?.[name] : undefined);
    case 'hashfiles':
      return ctx.hashFiles?.() ?? unknown('hashFiles()');
    default:
      return callFunction(
        name,
        args.map((arg) => evaluate(arg, ctx)),
      );
  }
}

/** `a && b` and `a || b` give one of their operands: what it may be when it counts as true, and what when it counts as false. */
interface Operand {
  readonly whenTrue?: Val;
  readonly whenFalse?: Val;
  /** The secret whose absence makes it false, though it is taken to be there. */
  readonly missing?: string;
}

function logical(op: 'and' | 'or', args: readonly Ast[], ctx: Contexts): Operand {
  let [left, ...rest] = [operand(args[0]!, ctx), ...args.slice(1)] as [Operand, ...Ast[]];
  for (const arg of rest) {
    if (op === 'and') {
      if (left.whenTrue === undefined) break;
      const right = operand(arg, ctx);
      left = { whenTrue: right.whenTrue, whenFalse: eitherOf(left.whenFalse, right.whenFalse), missing: left.missing ?? right.missing };
    } else {
      if (left.whenFalse === undefined && left.missing === undefined) break;
      const right = operand(arg, ctx);
      const whenTrue = firstOf(left, right.whenTrue);
      left = {
        whenTrue,
        whenFalse: left.whenFalse === undefined ? undefined : right.whenFalse,
        missing: left.missing === undefined ? undefined : right.missing,
      };
    }
  }
  return left;
}

/** The left operand, or the right one when the left's secret is missing or it is false. */
function firstOf({ whenTrue, missing }: Operand, right: Val | undefined): Val | undefined {
  if (whenTrue === undefined || right === undefined || missing === undefined) return eitherOf(whenTrue, right);
  return alts([whenTrue, right], whenTrue.k === 'alts' ? whenTrue.fallback : missing);
}

function eitherOf(a: Val | undefined, b: Val | undefined): Val | undefined {
  return a === undefined ? b : b === undefined ? a : join(a, b);
}

function operand(ast: Ast, ctx: Contexts): Operand {
  if (ast.t === 'and' || ast.t === 'or') return logical(ast.t, ast.args, ctx);
  const val = evaluate(ast, ctx);
  const missing = missingSecret(ast, val, ctx);
  if (val.k !== 'alts') {
    const holds = truthy(val);
    return { whenTrue: holds === false ? undefined : val, whenFalse: holds === true ? undefined : val, missing };
  }
  const some = (of: readonly Val[], fallback?: string): Val | undefined => (of.length === 0 ? undefined : alts(of, fallback));
  return {
    whenTrue: some(
      val.of.filter((one) => truthy(one) !== false),
      val.fallback,
    ),
    whenFalse: some(val.of.filter((one) => truthy(one) !== true)),
    missing,
  };
}

/** `secrets.A`, and `secrets.A != ''`, are false when the secret is missing. */
function missingSecret(ast: Ast, val: Val, ctx: Contexts): string | undefined {
  const source = ast.t === 'compare' && ast.op === '!=' && truthy(val) === true ? [evaluate(ast.left, ctx), evaluate(ast.right, ctx)] : [val];
  for (const one of source) {
    if (one.k !== 'token') continue;
    if (one.of.kind === 'secret') return one.of.name;
    if (one.of.kind === 'app') return one.of.secret;
  }
  return undefined;
}

function compared(op: Comparison, left: Val, right: Val): Truth {
  switch (op) {
    case '==':
      return equals(left, right);
    case '!=':
      return not(equals(left, right));
    case '<':
      return less(left, right);
    case '>':
      return less(right, left);
    case '<=':
      return or(equals(left, right), less(left, right));
    case '>=':
      return or(equals(left, right), less(right, left));
  }
}

function less(left: Val, right: Val): Truth {
  if (left.k === 'alts' || right.k === 'alts') return unanimous(alternatives(left), (a) => unanimous(alternatives(right), (b) => less(a, b)));
  if (left.k === 'obj' || left.k === 'arr' || right.k === 'obj' || right.k === 'arr') return false;
  if (!isGround(left) || !isGround(right)) return undefined;
  if (left.k === 'str' && right.k === 'str') return foldCase(left.v) < foldCase(right.v);
  return toNumber(left) < toNumber(right);
}

function isGround(val: Val): boolean {
  return val.k !== 'unknown' && val.k !== 'text' && val.k !== 'token';
}

function indexed(ast: Extract<Ast, { t: 'index' }>, ctx: Contexts): Val {
  const { of, key } = ast;
  if (key === '*') return eachOf(evaluate(of, ctx), starred);
  const keyVal = evaluate(key, ctx);
  if (of.t === 'context' && keyVal.k === 'str') {
    const field = ctx.member?.(of.name, keyVal.v);
    if (field !== undefined) return field;
    const whole = ctx.lookup(of.name);
    if (of.name === 'secrets' && (whole.k === 'unknown' || (whole.k === 'obj' && whole.open && !whole.fields.has(keyVal.v.toLowerCase()))))
      return secret(keyVal.v);
    return at(whole, keyVal);
  }
  const place = evaluate(of, ctx);
  return eachOf(place, (one) => eachOf(keyVal, (k) => at(one, k)));
}

function eachOf(val: Val, answer: (one: Val) => Val): Val {
  return val.k === 'alts' ? alts(val.of.map(answer), val.fallback) : answer(val);
}

/** Secrets are not told apart by case; GitHub shows them in capitals. */
function secret(name: string): Val {
  const canonical = name.toUpperCase();
  return token(canonical === 'GITHUB_TOKEN' ? { kind: 'github-token' } : { kind: 'secret', name: canonical });
}

function filtered(items: readonly Val[], open: boolean): Val {
  return { k: 'arr', items, open, filtered: true };
}

function starred(val: Val): Val {
  switch (val.k) {
    case 'obj':
      return filtered([...val.fields.values()], val.open);
    case 'arr':
      return val.filtered ? mapped(val, starred) : filtered(val.items, val.open);
    case 'unknown':
      return filtered([], true);
    default:
      return filtered([], false);
  }
}

type List = Extract<Val, { k: 'arr' }>;

/** A filter's items one level down. What has no such level is left out; an item that is not known leaves the list open. */
function mapped(list: List, down: (item: Val) => Val | undefined): Val {
  const items: Val[] = [];
  let { open } = list;
  for (const item of list.items) {
    if (item.k === 'unknown' || item.k === 'alts') open = true;
    const below = item.k === 'obj' || item.k === 'arr' ? down(item) : undefined;
    if (below?.k === 'arr' && below.filtered) {
      items.push(...below.items);
      open ||= below.open;
    } else if (below !== undefined) items.push(below);
  }
  return filtered(items, open);
}

/** `place[key]` for a place that is not a set of alternatives. */
function at(place: Val, key: Val): Val {
  if (place.k === 'alts') return eachOf(place, (one) => at(one, key));
  if (place.k !== 'obj' && place.k !== 'arr') return place.k === 'unknown' ? unknown(place.why) : NULL;
  if (place.k === 'arr' && place.filtered) return mapped({ ...place, open: place.open || !isGround(key) }, (item) => present(item, key));
  if (key.k === 'obj' || key.k === 'arr') return NULL;
  if (!isGround(key)) return anyOf(place);
  return present(place, key) ?? (place.open ? unknown('a field that is not known') : NULL);
}

/** The item or field, undefined when it is not listed. */
function present(place: Val, key: Val): Val | undefined {
  if (key.k === 'obj' || key.k === 'arr') return undefined;
  if (place.k === 'obj') {
    const name = coerceText(key);
    return name.k === 'str' && place.fields.has(name.v.toLowerCase()) ? get(place, name.v) : undefined;
  }
  const position = Math.floor(toNumber(key));
  return place.k === 'arr' && position >= 0 && toNumber(key) >= 0 ? place.items[position] : undefined;
}

/** What stands at an index that is not known: any of few fields, or nothing. */
function anyOf(place: Extract<Val, { k: 'obj' | 'arr' }>): Val {
  const values = place.k === 'obj' ? [...place.fields.values()] : place.items;
  return place.open || values.length >= MAX_ALTERNATIVES ? unknown('a field that is not known') : alts([...values, NULL]);
}
