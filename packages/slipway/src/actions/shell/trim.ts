/** `${X#…}`, `${X%…}`, `${X/…/…}`, `${X:…:…}` on texts with holes. */
import type { Hole, Part, Val } from '../value.ts';
import { hole, str, text } from '../values.ts';
import { cutHole, holeMay, holeMayStart } from './holes.ts';
import { PatternRun, type Token } from './pattern.ts';
import { anything, type Texts } from './texts.ts';

const MOST_REPLACED = 4096;

/** Removes the shortest or longest start that matches one of the variants. */
export function removeStart(parts: Texts, variants: readonly (readonly Token[])[], longest: boolean): Val {
  return text(removed(parts, variants, longest, (tokens) => cutStart(parts, tokens, longest, cutHole)));
}

/** Removes the shortest or longest end that matches one of the variants. */
export function removeEnd(parts: Texts, variants: readonly (readonly Token[])[], longest: boolean): Val {
  if (!longest && isLastNumber(parts, variants)) return text([...parts.slice(0, -1), { hole: 'number' }, '.', { hole: 'number' }]);
  const mirrored = mirror(parts);
  const cut = (h: Hole) => cutEndHole(h, variants, longest);
  return text(removed(parts, variants, longest, (tokens) => mirror(cutStart(mirrored, [...tokens].reverse(), longest, cut, true))));
}

/** `${VERSION%.*}`: a version without its last number has two. */
function isLastNumber(parts: Texts, variants: readonly (readonly Token[])[]): boolean {
  const last = parts.at(-1);
  const [only, ...more] = variants;
  return (
    typeof last === 'object' &&
    last.hole === 'version' &&
    only !== undefined &&
    more.length === 0 &&
    only.length === 2 &&
    only[0]?.t === 'char' &&
    only[0].c === '.' &&
    only[1]?.t === 'star'
  );
}

/** What is left of a hole when its end is cut: a version stays one, and its first number alone is a number. */
function cutEndHole(h: Hole, variants: readonly (readonly Token[])[], longest: boolean): Hole {
  if (h !== 'version') return cutHole(h);
  const first = variants[0]?.[0];
  return longest && first?.t === 'char' && first.c === '.' ? 'number' : 'version';
}

/** Several variants are decided only on a known text: the longest or shortest of what each removes. */
function removed(parts: Texts, variants: readonly (readonly Token[])[], longest: boolean, cut: (tokens: readonly Token[]) => Texts): Texts {
  if (variants.length === 1) return cut(variants[0]!);
  if (parts.some((part) => typeof part !== 'string')) return [{ hole: 'any' }];
  const whole = parts.join('');
  const left = variants.map((tokens) => cut(tokens).join('')).filter((one) => one.length < whole.length);
  return left.length === 0 ? parts : [left.reduce((a, b) => (longest === a.length <= b.length ? a : b))];
}

/** A place in a text: offset in a part, or inside of a hole (`offset` undefined). */
interface Place {
  readonly part: number;
  readonly offset: number | undefined;
}

function cutStart(parts: Texts, tokens: readonly Token[], longest: boolean, cut: (h: Hole) => Hole, mirrored = false): Texts {
  const run = new PatternRun(tokens, mirrored);
  let sure: Place | undefined = run.sure() ? { part: 0, offset: 0 } : undefined;
  let doubt: Place | undefined = run.possible() && !sure ? { part: 0, offset: 0 } : undefined;
  if (sure && !longest) return parts;
  outer: for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (typeof part !== 'string') {
      const before = run.possible();
      run.hole(part.hole);
      if (run.possible() || before) {
        const place = { part: i, offset: undefined };
        if (run.sure()) sure = { part: i + 1, offset: 0 };
        else if (run.possible()) doubt = place;
        if (doubt && !longest) break;
      }
      continue;
    }
    for (let offset = 0; offset < part.length; offset++) {
      if (!run.char(part[offset]!)) break outer;
      const place = { part: i, offset: offset + 1 };
      if (run.sure()) {
        if (!longest && !doubt) return after(parts, place);
        sure = place;
      } else if (run.possible()) doubt = place;
      if (doubt && !longest) break outer;
    }
  }
  if (doubt && (!sure || !longest || isLater(doubt, sure))) return doubtful(parts, doubt, cut);
  return sure ? after(parts, sure) : parts;
}

function isLater(a: Place, b: Place): boolean {
  return a.part > b.part || (a.part === b.part && (a.offset ?? Infinity) > (b.offset ?? Infinity));
}

function after(parts: Texts, place: Place): Texts {
  const rest = parts.slice(place.part);
  const first = rest[0];
  if (typeof first === 'string' && place.offset !== undefined) rest[0] = first.slice(place.offset);
  return rest.filter((part) => part !== '');
}

/** What is left when the cut may lie inside a hole: a smaller hole and what follows; anything when it may lie elsewhere. */
function doubtful(parts: Texts, place: Place, cut: (h: Hole) => Hole): Texts {
  const at = parts[place.part];
  if (place.offset === undefined && at !== undefined && typeof at !== 'string') {
    const rest = parts.slice(place.part + 1);
    const before = parts.slice(0, place.part);
    const kept: Part = { hole: cut(at.hole) };
    return before.length === 0 || parts.length === place.part + 1 ? [kept, ...rest] : [{ hole: 'any' }];
  }
  return [{ hole: parts.some((part) => typeof part !== 'string' && part.hole === 'any') ? 'any' : 'word' }];
}

function mirror(parts: Texts): Texts {
  return parts.map((part) => (typeof part === 'string' ? Array.from(part).reverse().join('') : part)).reverse();
}

/** Replaces the first or every match of a pattern. `where` binds it to the start (`#`) or the end (`%`). */
export function replacePattern(parts: Texts, variants: readonly (readonly Token[])[] | undefined, by: Texts, all: boolean, where?: '#' | '%'): Val {
  const known = parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
  if (variants === undefined) return anything;
  if (known !== undefined) return replaceKnown(known, variants, by, all, where);
  const plain = variants.length === 1 ? literalOf(variants[0]!) : undefined;
  if (plain === undefined || where === '%') return anything;
  return replaceLiteral(parts, plain, by, all, where === '#');
}

function replaceKnown(known: string, variants: readonly (readonly Token[])[], by: Texts, all: boolean, where: '#' | '%' | undefined): Val {
  if (known.length > MOST_REPLACED) return anything;
  const out: Part[] = [];
  let at = 0;
  let done = false;
  for (let i = 0; i < known.length; ) {
    const end = done || (where === '#' && i > 0) ? -1 : longestMatch(known, i, variants);
    if (end <= i || (where === '%' && end !== known.length)) {
      i++;
      continue;
    }
    out.push(known.slice(at, i), ...by);
    at = end;
    i = end;
    done = !all;
  }
  out.push(known.slice(at));
  return text(out);
}

function longestMatch(known: string, from: number, variants: readonly (readonly Token[])[]): number {
  let best = -1;
  for (const tokens of variants) {
    const run = new PatternRun(tokens);
    for (let i = from; i < known.length && run.char(known[i]!); i++) if (run.sure()) best = Math.max(best, i + 1);
  }
  return best;
}

function literalOf(tokens: readonly Token[]): string | undefined {
  let plain = '';
  for (const token of tokens) {
    if (token.t !== 'char') return undefined;
    plain += token.c;
  }
  return plain;
}

/**
 * Replaces a plain text in the literal pieces of a text; a hole that may hold it becomes a vaguer one, and the whole becomes unknown when a
 * match may reach into a hole.
 */
export function replaceLiteral(parts: Texts, plain: string, by: Texts, all: boolean, atStart = false): Val {
  if (plain === '') return text(parts);
  const out: Part[] = [];
  let done = false;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const bound = atStart && i > 0;
    if (done || bound) {
      out.push(part);
      continue;
    }
    if (typeof part !== 'string') {
      const mayStart = atStart ? holeMayStart(part.hole, plain[0]!) : holeMay(part.hole, plain[0]!);
      if (mayStart && !all && parts.length > i + 1) return anything;
      out.push(mayStart ? { hole: by.every((p) => typeof p === 'string' && !/[/\s]/.test(p)) && part.hole !== 'any' ? 'word' : 'any' } : part);
      continue;
    }
    const next = parts[i + 1];
    if (next !== undefined && typeof next !== 'string' && mayCross(part, plain, next.hole, atStart)) return anything;
    if (atStart && !part.startsWith(plain)) out.push(part);
    else {
      const pieces = all && !atStart ? part.split(plain) : splitOnce(part, plain);
      pieces.forEach((piece, j) => {
        if (j > 0) out.push(...by);
        out.push(piece);
      });
      if (pieces.length > 1 && !all) done = true;
    }
  }
  return text(out);
}

function splitOnce(part: string, plain: string): string[] {
  const at = part.indexOf(plain);
  return at < 0 ? [part] : [part.slice(0, at), part.slice(at + plain.length)];
}

function mayCross(part: string, plain: string, next: Hole, atStart: boolean): boolean {
  for (let k = 1; k < plain.length; k++) {
    if (!part.endsWith(plain.slice(0, k)) || !holeMayStart(next, plain[k]!)) continue;
    if (!atStart || part.length === k) return true;
  }
  return false;
}

/** `${X:offset:length}`; both are numbers, or undefined when not known. */
export function slice(parts: Texts, offset: number | undefined, count: number | undefined | 'rest'): Val {
  const known = parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
  if (known !== undefined && offset !== undefined && count !== undefined) {
    const from = offset < 0 ? Math.max(0, known.length + offset) : offset;
    const to = count === 'rest' ? known.length : count < 0 ? known.length + count : from + count;
    return str(known.slice(from, Math.max(from, to)));
  }
  const only = parts.length === 1 ? parts[0]! : undefined;
  if (only !== undefined && typeof only !== 'string' && only.hole === 'sha') return hole('sha');
  const first = parts[0];
  if (typeof first === 'string' && offset !== undefined && offset >= 0) {
    if (count === 'rest' && offset <= first.length) return text([first.slice(offset), ...parts.slice(1)]);
    if (typeof count === 'number' && count >= 0 && offset + count <= first.length) return str(first.slice(offset, offset + count));
  }
  return hole(parts.every((part) => typeof part === 'string' || part.hole !== 'any') && offset !== undefined ? 'word' : 'any');
}
