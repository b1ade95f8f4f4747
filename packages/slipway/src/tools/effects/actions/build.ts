/** Small builders that the files of this folder share: reading inputs, choosing tokens, splitting lists, rights. */

import type { TokenSource, Truth, Val } from '../../../actions/index.ts';
import { alts, concat, str, token, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed, Right } from '../../types.ts';

/** Rights of a GITHUB_TOKEN, as GitHub's permission tables name them. */
export const CONTENTS: readonly Right[] = [{ scope: 'contents', level: 'write' }];
export const PACKAGES: readonly Right[] = [{ scope: 'packages', level: 'write' }];
export const PULLS: readonly Right[] = [
  { scope: 'contents', level: 'write' },
  { scope: 'pull-requests', level: 'write' },
];
export const ONLY_PULLS: readonly Right[] = [{ scope: 'pull-requests', level: 'write' }];
export const ACTIONS: readonly Right[] = [{ scope: 'actions', level: 'write' }];
export const ID_TOKEN: readonly Right[] = [{ scope: 'id-token', level: 'write' }];
export const NO_RIGHTS: readonly Right[] = [];

/** `github.token`, the default of most token inputs. */
export const GITHUB_TOKEN: Val = token({ kind: 'github-token' });

/** A value that is not there, or an empty text: actions read both alike. */
export function isEmpty(value: Val | undefined): boolean {
  return value === undefined || value.k === 'null' || (value.k === 'str' && value.v.trim() === '');
}

/** The input when it is given and not empty. The first name that has one wins. */
export function given(call: ActionCall, ...names: readonly string[]): Val | undefined {
  for (const name of names) {
    const value = call.input(name);
    if (!isEmpty(value)) return value;
  }
  return undefined;
}

/** Inputs with more letters are not looked into: they are files, not names. */
const MOST_LETTERS = 20_000;

/** A text that stands for the value when it is known in full and no longer than an input should be. */
export function plain(value: Val | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.k === 'str') return value.v.length > MOST_LETTERS ? undefined : value.v;
  if (value.k === 'bool' || value.k === 'num') return String(value.v);
  return undefined;
}

/** A boolean input as `core.getBooleanInput` and its looser relatives read it; undefined when it cannot be said. */
export function flag(value: Val | undefined, fallback: Truth): Truth {
  if (isEmpty(value) || value === undefined) return fallback;
  if (value.k === 'bool') return value.v;
  if (value.k === 'num') return value.v !== 0;
  if (value.k === 'str') return /^(true|1|yes|on)$/i.test(value.v.trim());
  if (value.k === 'alts') {
    const answers = new Set(value.of.map((one) => flag(one, fallback)));
    return answers.size === 1 ? [...answers][0] : undefined;
  }
  return undefined;
}

/** The words and values one after the other, as one value. */
export function join(...parts: readonly (string | Val)[]): Val {
  return concat(...parts.map((part) => (typeof part === 'string' ? str(part) : part)));
}

/** Items of a list input: by lines, and by `separator` when it is given. Alternatives that are lists themselves are all listed. */
export function list(value: Val | undefined, separator: RegExp = /\r?\n/): readonly Val[] {
  if (value === undefined || isEmpty(value)) return [];
  if (value.k === 'alts') {
    const split = value.of.map((one) => list(one, separator));
    if (split.every((items) => items.length <= 1)) return [value];
    return split.flat().slice(0, MOST_ITEMS);
  }
  if (value.k === 'str') {
    return value.v
      .slice(0, MOST_LETTERS)
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== '' && !item.startsWith('#'))
      .slice(0, MOST_ITEMS)
      .map(str);
  }
  if (value.k !== 'text') return [value];
  return splitText(value, separator).slice(0, MOST_ITEMS);
}

const MOST_ITEMS = 100;

function splitText(value: Val & { k: 'text' }, separator: RegExp): Val[] {
  const items: Val[] = [];
  let parts: Val[] = [];
  const close = () => {
    const item = join(...parts);
    if (parts.length > 0 && !isEmpty(item)) items.push(item);
    parts = [];
  };
  for (const part of value.parts) {
    if (typeof part !== 'string') {
      parts.push({ k: 'text', parts: [part] });
      continue;
    }
    const pieces = part.slice(0, MOST_LETTERS).split(separator);
    pieces.forEach((piece, index) => {
      if (index > 0) close();
      const bare = pieces.length > 1 ? piece.trim() : piece;
      if (bare !== '') parts.push(str(bare));
    });
  }
  close();
  return items;
}

/**
 * Whether an expression that somebody else wrote matches; undefined when it is none, or could take long:
 * a quantified group, a back-reference, more than four quantifiers, a long text.
 */
export function matches(pattern: string, text: string): RegExpExecArray | null | undefined {
  const quantifiers = pattern.match(/[*+{?]/g)?.length ?? 0;
  if (pattern.length > 100 || text.length > 60 || quantifiers > 4 || /\)[*+{]|\\\d/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern).exec(text);
  } catch {
    return undefined;
  }
}

/** Splits by lines and commas. */
export const LINES_AND_COMMAS = /\r?\n|,/;

/** One of the values; a single one stays itself. */
export function oneOf(...values: readonly Val[]): Val {
  return values.length === 1 ? values[0]! : alts([...values]);
}

function byToken(value: Val, from: string): CredentialSource {
  return { how: 'token', value, from };
}

export const BY_GIT: CredentialSource = { how: 'git' };
export const BY_OIDC: CredentialSource = { how: 'oidc' };
/** A session that `docker login` opened in an earlier step. */
export const BY_LOGIN: CredentialSource = { how: 'unknown', why: "the registry's login decides" };
/** A deed that happens on the runner only. */
export const LOCAL: CredentialSource = { how: 'unknown', why: 'needs none' };

export interface TokenPlaces {
  /** Inputs, first one wins. */
  readonly inputs?: readonly string[];
  /** Environment variables, first one wins; they are there only when the workflow sets them. */
  readonly env?: readonly string[];
  /** Environment before inputs. */
  readonly envFirst?: boolean;
  /** The action's own default for its input. An input that is given, though empty, has no default. */
  readonly fallback?: Val;
}

/** The credential that an action takes: from its inputs, the environment, or its own default; `none` when nothing gives one. */
export function credential(call: ActionCall, places: TokenPlaces): CredentialSource {
  const inputs = places.inputs ?? [];
  const fromInputs = () => {
    for (const name of inputs) {
      const value = call.input(name);
      if (value !== undefined && !isEmpty(value)) return byToken(value, `input ${name}`);
    }
    const emptied = inputs.find((name) => call.input(name) !== undefined);
    if (places.fallback !== undefined && emptied === undefined) return byToken(places.fallback, `default of input ${inputs[0] ?? 'token'}`);
    return undefined;
  };
  const fromEnv = () => {
    for (const name of places.env ?? []) {
      const value = call.env(name);
      if (value !== undefined && !isEmpty(value)) return byToken(value, `env ${name}`);
    }
    return undefined;
  };
  const found = places.envFirst ? (fromEnv() ?? fromInputs()) : (fromInputs() ?? fromEnv());
  if (found) return found;
  const wanted = [...inputs.map((name) => `input ${name}`), ...(places.env ?? []).map((name) => `env ${name}`)];
  return { how: 'none', why: `${wanted.join(' or ')} is not set, and ${call.name} has no default for it` };
}

/** Where a token comes from, when the value is one. */
export function tokenSource(value: Val | undefined): TokenSource | undefined {
  return value?.k === 'token' ? value.of : undefined;
}

/** `refs/tags/x` and `refs/heads/x` become `x`. */
export function shortRef(value: Val): Val {
  if (value.k === 'str') return str(value.v.replace(/^refs\/(tags|heads)\//, ''));
  if (value.k === 'text' && typeof value.parts[0] === 'string') {
    const head = value.parts[0].replace(/^refs\/(tags|heads)\//, '');
    return join(head, { k: 'text', parts: value.parts.slice(1) });
  }
  if (value.k === 'alts') return alts(value.of.map(shortRef), value.fallback);
  return value;
}

/** The URL that actions push to when they put a token in it. */
export function tokenUrl(call: ActionCall, secret: Val, repository?: Val): Val {
  const slug = repository ?? (call.world.slug === undefined ? unknown('the name of the repository is not known') : str(call.world.slug));
  return join('https://x-access-token:', secret, '@github.com/', slug, '.git');
}

/** `owner/name` from two inputs, when at least the name is given. */
export function ownerAndName(call: ActionCall, owner: string, name: string): Val | undefined {
  const repo = given(call, name);
  if (!repo) return undefined;
  const who = given(call, owner) ?? str(call.world.slug?.split('/')[0] ?? '');
  return join(who, '/', repo);
}

/** The repository, unless it is this one. */
export function elsewhere(call: ActionCall, repository: Val | undefined): Val | undefined {
  if (isEmpty(repository) || repository === undefined) return undefined;
  const text = plain(repository)?.toLowerCase();
  if (text !== undefined && call.world.slug !== undefined && text === call.world.slug.toLowerCase()) return undefined;
  return repository;
}

/** Version numbers that tools make themselves are those of the release that is walked. */
export function nextVersion(call: ActionCall): Val {
  return str(call.world.version);
}

/** A table of outputs, their names in lower case. */
export function outputs(entries: Readonly<Record<string, Val | undefined>>): ReadonlyMap<string, Val> {
  const map = new Map<string, Val>();
  for (const [name, value] of Object.entries(entries)) if (value !== undefined) map.set(name.toLowerCase(), value);
  return map;
}

/** Did this or did not: outputs that tools give as text. */
export const MAYBE_TRUE: Val = alts([str('true'), str('')]);
export const TRUE_OR_FALSE: Val = alts([str('true'), str('false')]);

/** Knowledge of actions that only differ in their names and in what `deeds` makes of them. */
export function known(
  action: string | readonly string[],
  source: string,
  asOf: string,
  deeds: (call: ActionCall) => readonly Deed[],
  more: Partial<Pick<ActionKnowledge, 'outputs' | 'requires'>> = {},
): ActionKnowledge {
  return { action, source, asOf, deeds, ...more };
}
