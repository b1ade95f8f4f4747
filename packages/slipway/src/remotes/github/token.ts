import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { InputError } from '../errors.ts';

/** What kind of token it is, as far as its first letters tell. `app` is an installation's: a GitHub App's, or the GITHUB_TOKEN of a run. */
export type TokenKind = 'classic' | 'fine-grained' | 'oauth' | 'app' | 'user-of-app' | 'unknown';

export interface Token {
  readonly value: string;
  readonly kind: TokenKind;
  /** Where it came from, for sentences: `GH_TOKEN`, `--token-file`, `gh auth token`. */
  readonly source: string;
}

export interface TokenSearch {
  /** A file whose first line is the token. It wins over everything else. */
  readonly file?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The host that it is for: `github.com` or a GitHub Enterprise Server. */
  readonly host: string;
  /** Asks the GitHub CLI; undefined when it has none or is not there. */
  readonly askGh?: (host: string) => Promise<string | undefined>;
}

const KINDS: readonly (readonly [string, TokenKind])[] = [
  ['github_pat_', 'fine-grained'],
  ['ghp_', 'classic'],
  ['gho_', 'oauth'],
  ['ghu_', 'user-of-app'],
  ['ghs_', 'app'],
];

/** @see https://github.blog/engineering/behind-githubs-new-authentication-token-formats/ */
export function tokenKind(value: string): TokenKind {
  return KINDS.find(([prefix]) => value.startsWith(prefix))?.[1] ?? 'unknown';
}

/**
 * The token to use: `file`, then the variables that the GitHub CLI reads too, then the GitHub CLI's own. Never an argument: those are seen by every process.
 * @throws InputError when `file` cannot be read or holds no token
 */
export async function findToken({ file, env, host, askGh = ghToken }: TokenSearch): Promise<Token | undefined> {
  if (file !== undefined) return tokenFrom(firstLine(file), `--token-file ${file}`);
  const names = host === 'github.com' ? ['GH_TOKEN', 'GITHUB_TOKEN'] : ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'];
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return tokenFrom(value, name);
  }
  const value = await askGh(host);
  return value === undefined ? undefined : tokenFrom(value, 'gh auth token');
}

/** @throws InputError for a value that cannot stand in a header; the value itself is not said */
export function tokenFrom(value: string, source: string): Token {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new InputError(`${source} holds no token: a token is one word of plain letters.`);
  return { value, kind: tokenKind(value), source };
}

function firstLine(file: string): string {
  try {
    return (readFileSync(file, 'utf8').split('\n')[0] ?? '').trim();
  } catch {
    throw new InputError(`the token file ${file} cannot be read.`);
  }
}

function ghToken(host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('gh', ['auth', 'token', '--hostname', host], { timeout: 10_000, windowsHide: true }, (error, out) =>
      resolve(error === null ? out.trim() || undefined : undefined),
    );
  });
}
