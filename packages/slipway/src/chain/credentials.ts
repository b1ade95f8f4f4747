import { alternatives, type TokenSource, tokensIn, type Val } from '../actions/index.ts';
import type { Location } from '../source/index.ts';
import type { CredentialSource } from '../tools/index.ts';
import type { Credential, Held } from './types.ts';
import type { World } from './world.ts';

/** What a token is, given the assumptions about secrets. */
export function credentialOf(source: TokenSource, world: World): Credential {
  if (source.kind === 'github-token') return { kind: 'github-token' };
  const name = source.kind === 'app' ? source.secret : source.name;
  const assumed = name === undefined ? undefined : world.assume.get(name);
  if (assumed === 'missing') return { kind: 'none', why: `secret ${name} is assumed to be missing` };
  if (assumed === 'expired') return { kind: 'none', why: `secret ${name} is assumed to be refused` };
  // The key of a GitHub App is no token, whatever kind of token is assumed.
  if (source.kind === 'app')
    return assumed === 'github-token' ? { kind: 'none', why: `secret ${name} is no key of a GitHub App` } : { kind: 'app', secret: source.secret };
  if (assumed === 'app') return { kind: 'app', secret: source.name };
  if (assumed === 'github-token') return { kind: 'github-token' };
  return { kind: 'pat', secret: source.name };
}

/** The credential in the text of a token: a secret, the GITHUB_TOKEN, one or the other. */
export function credentialIn(value: Val, world: World): Credential {
  if (value.k === 'token') return credentialOf(value.of, world);
  if (value.k === 'alts' && value.fallback !== undefined) {
    const [first, ...rest] = value.of;
    if (first !== undefined && rest.length > 0) {
      const second = credentialIn(rest.length === 1 ? rest[0]! : { k: 'alts', of: rest }, world);
      const top = credentialIn(first, world);
      // A token that is refused is still there: nothing falls back.
      if (top.kind === 'none' && world.assume.get(value.fallback) !== 'expired') return second;
      if (world.assume.has(value.fallback)) return top;
      return second.kind === 'none' ? top : { kind: 'either', first: top, ifMissing: second, secret: value.fallback };
    }
  }
  if (value.k === 'alts') {
    const all = alternatives(value)
      .filter((v) => !isEmpty(v))
      .map((v) => credentialIn(v, world));
    const kinds = new Set(all.map((c) => JSON.stringify(c)));
    if (kinds.size === 1) return all[0]!;
    if (all.length > 0 && all.every((c) => c.kind === 'github-token' || c.kind === 'none')) return { kind: 'github-token' };
    return { kind: 'unknown', why: 'one of several tokens, depending on the run' };
  }
  const tokens = tokensIn(value);
  if (tokens.length > 0) {
    const first = tokens[0]!;
    const own = credentialOf(first.token, world);
    if (first.fallback !== undefined && tokens.length > 1) {
      if (own.kind === 'none' && world.assume.get(first.fallback) !== 'expired') return credentialOf(tokens[1]!.token, world);
      if (!world.assume.has(first.fallback))
        return { kind: 'either', first: own, ifMissing: credentialOf(tokens[1]!.token, world), secret: first.fallback };
    }
    return own;
  }
  if (isEmpty(value)) return { kind: 'none', why: 'the token is empty' };
  return { kind: 'unknown', why: 'the token is made where it cannot be followed' };
}

export function isEmpty(value: Val): boolean {
  return value.k === 'null' || (value.k === 'str' && value.v.trim() === '');
}

/** Resolves what a tool says about its credential; git's own is the working copy's business. */
export function heldBy(source: Exclude<CredentialSource, { how: 'git' }>, at: Location, world: World): Held {
  switch (source.how) {
    case 'token':
      return { credential: credentialIn(source.value, world), from: source.from, at };
    case 'none':
      return { credential: { kind: 'none', why: source.why }, from: source.why, at };
    case 'oidc':
      return { credential: { kind: 'oidc' }, from: 'OpenID Connect', at };
    case 'unknown':
      return { credential: { kind: 'unknown', why: source.why }, from: source.why, at };
  }
}

/** The branches of a credential: as it is, and as it becomes when a secret is missing. */
export function outcomes(credential: Credential): readonly { readonly credential: Credential; readonly missing?: string }[] {
  if (credential.kind !== 'either') return [{ credential }];
  return [...outcomes(credential.first), ...outcomes(credential.ifMissing).map((o) => ({ credential: o.credential, missing: credential.secret }))];
}

/** The GITHUB_TOKEN, or certainly nothing better. */
export function isGithubToken(credential: Credential): boolean {
  return credential.kind === 'github-token' || (credential.kind === 'unknown' && credential.atMost === 'github-token');
}
