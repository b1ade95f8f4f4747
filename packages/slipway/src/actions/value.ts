/**
 * The values that a walk computes with: what is known is concrete, what is not is a hole or unknown.
 * A comparison over something that is not known answers `undefined`; it never guesses.
 */

/** What stands in a hole of a text. Only `any` may hold a `/`, a space, or nothing at all. */
export type Hole = 'version' | 'number' | 'date' | 'sha' | 'word' | 'any';

/** A piece of a text. `token` says whose text stands in the hole, so that a URL keeps its credential. */
export type Part = string | { readonly hole: Hole; readonly token?: TokenSource };

/** A credential that a text holds. `app` is minted by a GitHub App in the run; `var` is a configuration variable. */
export type TokenSource =
  | { readonly kind: 'github-token' }
  | { readonly kind: 'secret'; readonly name: string }
  | { readonly kind: 'app'; readonly secret?: string };

export type Val =
  | { readonly k: 'null' }
  | { readonly k: 'bool'; readonly v: boolean }
  | { readonly k: 'num'; readonly v: number }
  | { readonly k: 'str'; readonly v: string }
  /** A text with at least one hole. */
  | { readonly k: 'text'; readonly parts: readonly Part[] }
  /** A secret's or token's text. Taken as not empty, which is an assumption for every kind but the GITHUB_TOKEN. */
  | { readonly k: 'token'; readonly of: TokenSource }
  /** One of at most 8 values. `fallback` names the secret whose absence selects a later one (`secrets.A || secrets.B`). */
  | { readonly k: 'alts'; readonly of: readonly Val[]; readonly fallback?: string }
  /** Field names in lower case. When `open`, a field that is not listed is unknown; otherwise it is null. */
  | { readonly k: 'obj'; readonly fields: ReadonlyMap<string, Val>; readonly open: boolean }
  /** When `open`, more items than the listed ones may be there. `filtered`: made by `.*`, so that a further index maps over it. */
  | { readonly k: 'arr'; readonly items: readonly Val[]; readonly open: boolean; readonly filtered?: boolean }
  | { readonly k: 'unknown'; readonly why: string };

/** true, false, or undefined: not decidable from what is known. */
export type Truth = boolean | undefined;
