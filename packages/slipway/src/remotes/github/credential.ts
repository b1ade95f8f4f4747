import type { Connection } from './connect.ts';
import { ACTIONS_BOT, loginOf } from './identity.ts';
import type { Token } from './token.ts';

/** Whose right is used, as the walk knows it. `unknown` where the token does not tell. */
export type CredentialKind = 'github-token' | 'app' | 'pat' | 'unknown';

/** The credential behind a request, in words that hold no token. */
export interface Credential {
  readonly kind: CredentialKind;
  /** `the GITHUB_TOKEN of this run`, `a personal access token of octo`. */
  readonly what: string;
  /** Where it was found: `GH_TOKEN`, `--token-file app.token`, `gh auth token`. */
  readonly source: string;
}

/**
 * What a token is, by its first letters and by whose GitHub says that it is.
 * @throws GitHubError `unauthorized` when it is not valid
 */
export async function credentialOf(connection: Connection): Promise<Credential | undefined> {
  const { token } = connection;
  return token === undefined ? undefined : describeToken(token, await loginOf(connection), false);
}

/**
 * As `credentialOf`, without asking.
 * @param login whose it is, when that is known
 * @param inRun whether this is a run of GitHub Actions, whose own token is an App's too
 */
export function describeToken({ kind, source }: Token, login: string | undefined, inRun: boolean): Credential {
  const of = login === undefined ? '' : ` of ${login}`;
  switch (kind) {
    case 'app':
      if (login === ACTIONS_BOT) return { kind: 'github-token', what: 'the GITHUB_TOKEN of a run', source };
      if (login !== undefined) return { kind: 'app', what: `the token of the GitHub App ${login.replace(/\[bot\]$/, '')}`, source };
      if (inRun && source === 'GITHUB_TOKEN') return { kind: 'github-token', what: 'what is probably the GITHUB_TOKEN of this run', source };
      return { kind: 'unknown', what: "a GitHub App's token, or the GITHUB_TOKEN of a run", source };
    case 'classic':
      return { kind: 'pat', what: `a personal access token (classic)${of}`, source };
    case 'fine-grained':
      return { kind: 'pat', what: `a fine-grained personal access token${of}`, source };
    case 'oauth':
      return { kind: 'pat', what: source === 'gh auth token' ? `the login of the GitHub CLI${of}` : `an OAuth token${of}`, source };
    case 'user-of-app':
      return { kind: 'pat', what: `a token of a GitHub App for a person${login === undefined ? '' : `, ${login}`}`, source };
    default:
      return { kind: 'unknown', what: `a token of an unknown kind${of}`, source };
  }
}
