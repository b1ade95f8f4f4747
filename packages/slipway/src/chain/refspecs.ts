import { alternatives, asText, concat, describe, startsWith, str, type Val } from '../actions/index.ts';
import type { Credential } from './types.ts';

export function isUrl(remote: Val): boolean {
  const texts = alternatives(remote).map((r) => asText(r) ?? (r.k === 'text' && typeof r.parts[0] === 'string' ? r.parts[0] : ''));
  return texts.some((t) => /^(?:https?:|ssh:|git@|\/|\.\.?\/)/.test(t) || t.includes('://')) || remote.k === 'unknown';
}

export function startsWithAny(value: Val, prefixes: readonly string[]): boolean {
  return alternatives(value).every((v) => prefixes.some((p) => startsWith(v, str(p)) === true));
}

/** A user or password that stands in the URL and cannot be read. */
export function unknownInUrl(url: Val): Credential | undefined {
  const held = alternatives(url).some((v) => /^https?:\/\/[^/@]*\u0000[^/@]*@/.test(flatText(v)));
  return held ? { kind: 'unknown', why: 'the token in the URL is made where it cannot be followed' } : undefined;
}

/** A text with `\u0000` for every part that is not known. */
function flatText(value: Val): string {
  if (value.k === 'str') return value.v;
  return value.k === 'text' ? value.parts.map((p) => (typeof p === 'string' ? p : '\u0000')).join('') : '';
}

/** `owner/name` of a github.com URL. */
export function slugOfUrl(url: Val): Val | undefined {
  const flat = flatText(url);
  const m = /github\.com[/:]([\w.\u0000-]+)\/([\w.\u0000-]+?)(?:\.git)?\/?$/.exec(flat);
  if (!m) return undefined;
  const slug = `${m[1]}/${m[2]}`;
  return slug.includes('\u0000') ? { k: 'unknown', why: 'the repository in the URL is not known' } : str(slug);
}

type Target = { readonly kind: 'tag' | 'branch' | 'plain'; readonly name: Val } | { readonly kind: 'delete' };

export function destinationOf(spec: Val): Target {
  const parts = spec.k === 'str' ? [spec.v] : spec.k === 'text' ? [...spec.parts] : undefined;
  if (parts === undefined) return { kind: 'plain', name: spec };
  const first = parts[0];
  if (typeof first === 'string' && first.startsWith('+')) parts[0] = first.slice(1);
  if (typeof parts[0] === 'string' && parts[0].startsWith(':')) return { kind: 'delete' };
  for (let i = parts.length - 1; i >= 0; i--) {
    const p = parts[i];
    if (typeof p !== 'string' || !p.includes(':')) continue;
    const at = p.lastIndexOf(':');
    parts.splice(0, i + 1, p.slice(at + 1));
    break;
  }
  const name = concat(...parts.map((p): Val => (typeof p === 'string' ? str(p) : { k: 'text', parts: [p] })));
  for (const [prefix, kind] of [
    ['refs/tags/', 'tag'],
    ['refs/heads/', 'branch'],
  ] as const) {
    if (startsWith(name, str(prefix)) === true) return { kind, name: cutPrefix(name, prefix) };
  }
  return { kind: 'plain', name };
}

export function cutPrefix(value: Val, prefix: string): Val {
  if (value.k === 'str') return str(value.v.slice(prefix.length));
  if (value.k === 'text' && typeof value.parts[0] === 'string') {
    const [head, ...rest] = value.parts;
    return concat(str((head as string).slice(prefix.length)), ...rest.map((p): Val => (typeof p === 'string' ? str(p) : { k: 'text', parts: [p] })));
  }
  return value;
}

/** A branch of a script that was not taken leaves its variable empty: `v` beside `v1.2.3` is no tag that anyone makes. */
export function withoutBlanks(specs: readonly Val[]): readonly Val[] {
  const heads = new Set(specs.map((s) => (s.k === 'text' && typeof s.parts[0] === 'string' ? s.parts[0] : undefined)).filter((h) => h !== undefined));
  const kept = specs.filter((s) => s.k !== 'str' || !heads.has(s.v));
  return kept.length > 0 ? kept : specs;
}

export function looksLikeVersion(name: Val): boolean {
  if (name.k === 'str') return /^[\w@./-]*?v?\d+\.\d+/.test(name.v) && !name.v.includes(' ');
  if (name.k === 'text')
    return (
      (name.parts.some((p) => typeof p !== 'string' && p.hole === 'version') || /v?(?:\{number\}|\d+)\.(?:\{number\}|\d+)/.test(describe(name))) &&
      !/release\/|hotfix\/|bump/.test(describe(name))
    );
  return name.k === 'alts' && alternatives(name).every(looksLikeVersion);
}

export function isHead(name: Val): boolean {
  return asText(name) === 'HEAD' || asText(name) === '@';
}

export function isKnownBranch(name: Val): boolean {
  const text = asText(name);
  return text !== undefined && /^(?:HEAD|main|master|develop|gh-pages)$/.test(text);
}
