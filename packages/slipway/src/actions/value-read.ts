import type { Hole, Part, TokenSource, Val } from './value.ts';
import { alts, coerceText, MAX_ALTERNATIVES, NULL, unknown } from './value-make.ts';

const MAX_STAND_INS = 64;

/** The values that it may be: itself, or each of its alternatives. */
export function alternatives(val: Val): readonly Val[] {
  return val.k === 'alts' ? val.of : [val];
}

/** The string form when every character is known (null is '', numbers and booleans as GitHub prints them), else undefined. */
export function asText(val: Val): string | undefined {
  if (val.k === 'obj' || val.k === 'arr') return undefined;
  const form = coerceText(val);
  return form.k === 'str' ? form.v : undefined;
}

/** A credential found in a value; `fallback` names the secret that must be missing for this one to be used. */
export interface FoundToken {
  readonly token: TokenSource;
  readonly fallback?: string;
}

/** Every credential that the value is or holds, in order. */
export function tokensIn(val: Val): FoundToken[] {
  const found: FoundToken[] = [];
  for (const one of alternatives(val)) {
    const sources = one.k === 'token' ? [one.of] : one.k === 'text' ? one.parts.flatMap(tokenOf) : [];
    for (const source of sources) {
      const isNamed = source.kind === 'secret' && val.k === 'alts' && source.name === val.fallback;
      found.push(val.k === 'alts' && val.fallback !== undefined && !isNamed ? { token: source, fallback: val.fallback } : { token: source });
    }
  }
  return found;
}

function tokenOf(part: Part): TokenSource[] {
  return typeof part !== 'string' && part.token !== undefined ? [part.token] : [];
}

/** Concrete texts that may stand in a hole; undefined when none is known, then the hole may hold anything. */
export type StandIns = (hole: Exclude<Hole, 'any'>) => string | readonly string[] | undefined;

/** The same as a list; empty when none is known. */
export function standInsFor(hole: Hole, rep: StandIns): readonly string[] {
  const given = hole === 'any' ? [] : (rep(hole) ?? []);
  return typeof given === 'string' ? [given] : given;
}

/** Texts that look like what each hole holds: stable versions only, since whoever walks a pre-release knows it and says so. */
export function usualStandIns(hole: Exclude<Hole, 'any'>): readonly string[] {
  return USUAL[hole];
}

const USUAL: Record<Exclude<Hole, 'any'>, readonly string[]> = {
  version: ['1.2.3', '10.20.30'],
  number: ['7', '1234'],
  date: ['20260131', '2026-01-31'],
  sha: ['0123456789abcdef0123456789abcdef01234567', 'fedcba9876543210fedcba9876543210fedcba98'],
  word: ['core', 'my_tool-2.x'],
};

/**
 * Concrete texts for a value, each of its holes filled with what `rep` gives. At most 64; undefined when that is exceeded or when the value
 * is, or may be, unknown, a token, an object, an array, or a text with an `any` hole.
 */
export function representatives(val: Val, rep: StandIns = usualStandIns): string[] | undefined {
  const texts = new Set<string>();
  for (const one of alternatives(val)) {
    const filled = one.k === 'text' ? fill(one.parts, rep) : single(asText(one));
    if (filled === undefined) return undefined;
    for (const text of filled) texts.add(text);
  }
  return texts.size > MAX_STAND_INS ? undefined : [...texts];
}

function single(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : [text];
}

/** Holes of the same kind are filled alike: a tag and a title of one release hold the same version. */
function fill(parts: readonly Part[], rep: StandIns): string[] | undefined {
  const holes = new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.hole])));
  let choices: ReadonlyMap<Hole, string>[] = [new Map()];
  for (const hole of holes) {
    const texts = standInsFor(hole, rep);
    choices = choices.flatMap((choice) => texts.map((text) => new Map(choice).set(hole, text)));
    if (choices.length === 0 || choices.length > MAX_STAND_INS) return undefined;
  }
  return choices.map((choice) => parts.map((part) => (typeof part === 'string' ? part : choice.get(part.hole)!)).join(''));
}

/** The text with every hole but `any` filled, once with the first and once with the last of its stand-ins. */
export function filledIn(parts: readonly Part[], rep: StandIns): (readonly Part[])[] {
  return [0, -1].map((which) =>
    parts.map((part) => {
      return typeof part === 'string' ? part : (standInsFor(part.hole, rep).at(which) ?? part);
    }),
  );
}

/** A field of an object, without regard to case. Null on anything that has no fields; unknown where the object is open or unknown. */
export function get(val: Val, name: string): Val {
  switch (val.k) {
    case 'obj':
      return val.fields.get(name.toLowerCase()) ?? (val.open ? unknown(name) : NULL);
    case 'alts':
      return alts(
        val.of.map((one) => get(one, name)),
        val.fallback,
      );
    case 'unknown':
      return val.why === '' ? unknown(name) : unknown(`${val.why}.${name}`);
    default:
      return NULL;
  }
}

const MAX_DESCRIPTION = 200;

/** The value in a message: `v{version}`, `secrets.PAT`, `unknown`. Texts stand without quotes. */
export function describe(val: Val): string {
  const text = described(val);
  return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1)}…` : text;
}

function described(val: Val): string {
  switch (val.k) {
    case 'null':
      return 'null';
    case 'token':
      return tokenName(val.of);
    case 'text':
      return val.parts.map(describedPart).join('');
    case 'alts':
      return val.of.slice(0, MAX_ALTERNATIVES).map(described).join(' | ');
    case 'obj':
      return 'an object';
    case 'arr':
      return 'a list';
    case 'unknown':
      return 'unknown';
    default:
      return asText(val) ?? '';
  }
}

function describedPart(part: Part): string {
  if (typeof part === 'string') return part;
  return part.token === undefined ? `{${part.hole}}` : `{${tokenName(part.token)}}`;
}

/** A credential's name as it stands in a workflow. */
export function tokenName(source: TokenSource): string {
  switch (source.kind) {
    case 'github-token':
      return 'GITHUB_TOKEN';
    case 'secret':
      return `secrets.${source.name}`;
    case 'app':
      return source.secret === undefined ? 'an App token' : `an App token (secrets.${source.secret})`;
  }
}
