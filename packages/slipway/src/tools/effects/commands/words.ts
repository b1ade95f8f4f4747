import type { Val } from '../../../actions/index.ts';
import { alts, asText, str, text, token } from '../../../actions/index.ts';

/** Stands for a hole in the shape of a text; it never occurs in a script. */
export const HOLE = '\u0000';

/** The text, when every character of it is known. */
export function known(value: Val | undefined): string | undefined {
  return value === undefined ? undefined : asText(value);
}

/** The text with `HOLE` for whatever is not known: for patterns over URLs, refs and options. A whole unknown value is one hole. */
export function shape(value: Val): string {
  if (value.k === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('');
  return asText(value) ?? HOLE;
}

/** The value without its first characters, which must be literal in it. */
export function without(value: Val, count: number): Val {
  if (count === 0) return value;
  if (value.k === 'alts')
    return alts(
      value.of.map((one) => without(one, count)),
      value.fallback,
    );
  if (value.k === 'text') {
    const [first, ...rest] = value.parts;
    if (typeof first !== 'string') return value;
    const [only, ...others] = rest;
    // A token that is left alone is the token itself.
    if (first.length === count && others.length === 0 && only !== undefined && typeof only !== 'string' && only.token) return token(only.token);
    return text([first.slice(count), ...rest]);
  }
  const whole = asText(value);
  return whole === undefined ? value : str(whole.slice(count));
}

/** The value with one pattern removed at the end of its last literal. */
export function withoutEnd(value: Val, pattern: RegExp): Val {
  if (value.k === 'alts')
    return alts(
      value.of.map((one) => withoutEnd(one, pattern)),
      value.fallback,
    );
  if (value.k === 'text') {
    const last = value.parts.at(-1);
    return typeof last === 'string' ? text([...value.parts.slice(0, -1), last.replace(pattern, '')]) : value;
  }
  const whole = asText(value);
  return whole === undefined ? value : str(whole.replace(pattern, ''));
}

/** Splits `key=value` where the key is literal, and the same in every alternative. */
export function pair(value: Val): { readonly key: string; readonly value: Val } | undefined {
  if (value.k === 'alts') {
    const pairs = value.of.map(pair);
    const key = pairs[0]?.key;
    return key !== undefined && pairs.every((one) => one?.key === key) ? { key, value: alts(pairs.map((one) => one!.value)) } : undefined;
  }
  const found = /^([^=\u0000]+)=/.exec(shape(value));
  return found ? { key: found[1] as string, value: without(value, found[0].length) } : undefined;
}

/** Whether the value is there at all: given, and not the empty text. */
export function present(value: Val | undefined): value is Val {
  return value !== undefined && value.k !== 'null' && asText(value) !== '';
}

/** Splits a known list at commas and white space; a value that is not known stays one. */
export function commaList(values: readonly Val[]): readonly Val[] {
  return values.flatMap((value) => {
    const whole = asText(value);
    return whole === undefined ? [value] : whole.split(/[,\n]+/).flatMap((one) => (one.trim() === '' ? [] : [str(one.trim())]));
  });
}

/** A path from the root of the tree, for a path that a command names in its directory; undefined when it leaves the tree or is not known. */
export function resolve(cwd: string | undefined, path: string): string | undefined {
  const inside = path.replace(/^(\$\{?GITHUB_WORKSPACE\}?|\/github\/workspace)\//, '/@/');
  const rooted = inside.startsWith('/@/');
  if (!rooted && (cwd === undefined || inside.startsWith('/') || inside.startsWith('~'))) return undefined;
  const parts: string[] = [];
  for (const part of (rooted ? inside.slice(3) : `${cwd}/${inside}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
