import { InputError } from '../errors.ts';
import type { Act, Answer, Connection, Fields } from './connect.ts';
import { GitHubError } from './failure.ts';

/** One repository on GitHub, as one token sees it. Every operation takes it first. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  /** `owner/name`. */
  readonly slug: string;
  readonly connection: Connection;
  send<T>(route: string, fields: Fields, act: Act): Promise<Answer<T>>;
  /** As `send`, but undefined when it is not there. */
  find<T>(route: string, fields: Fields, act: Act): Promise<T | undefined>;
  list<T>(route: string, fields: Fields, act: Act): AsyncIterable<T>;
}

/** What GitHub says of a repository. */
export interface RepositoryFacts {
  readonly slug: string;
  readonly defaultBranch: string;
  readonly archived: boolean;
  /** Whether the person behind the token may push; undefined when GitHub does not say (the token of an App). */
  readonly mayPush: boolean | undefined;
  /** Scopes of a classic or OAuth token; undefined for the others. */
  readonly scopes: readonly string[] | undefined;
}

interface RepositoryAnswer {
  readonly full_name: string;
  readonly default_branch: string;
  readonly archived?: boolean;
  readonly permissions?: { readonly push?: boolean };
}

/** @throws InputError when it is not OWNER/NAME */
export function repositoryOf(connection: Connection, slug: string): Repository {
  const [owner = '', repo = '', ...more] = slug.split('/');
  if (more.length > 0 || !/^[\w-]+$/.test(owner) || !/^[\w.-]+$/.test(repo) || /^\.{1,2}$/.test(repo))
    throw new InputError(`'${slug}' is not OWNER/NAME.`);
  const here = { owner, repo };
  const send = <T>(route: string, fields: Fields, act: Act): Promise<Answer<T>> => connection.send<T>(route, { ...here, ...fields }, act);
  return {
    owner,
    name: repo,
    slug,
    connection,
    send,
    async find<T>(route: string, fields: Fields, act: Act): Promise<T | undefined> {
      try {
        return (await send<T>(route, fields, act)).data;
      } catch (error) {
        if (error instanceof GitHubError && error.kind === 'missing') return undefined;
        throw error;
      }
    },
    list: (route, fields, act) => connection.list(route, { ...here, ...fields }, act),
  };
}

/** @throws GitHubError `missing` when there is no such repository, or the token may not see it */
export async function repositoryFacts(at: Repository): Promise<RepositoryFacts> {
  const { data, headers } = await at.send<RepositoryAnswer>('GET /repos/{owner}/{repo}', {}, { deed: 'read the repository' });
  const scopes = headers['x-oauth-scopes'];
  // The permissions of an installation are its own, not those of a person, and GitHub shows them nowhere to the token itself.
  const ofPerson = at.connection.token?.kind !== 'app';
  return {
    slug: data.full_name,
    defaultBranch: data.default_branch,
    archived: data.archived === true,
    mayPush: ofPerson ? data.permissions?.push : undefined,
    scopes:
      scopes === undefined
        ? undefined
        : String(scopes)
            .split(/,\s*/)
            .filter((scope) => scope !== ''),
  };
}

/** The repository's id of GraphQL. */
export async function repositoryId(at: Repository): Promise<string> {
  const { data } = await at.send<{ node_id: string }>('GET /repos/{owner}/{repo}', {}, { deed: 'read the repository' });
  return data.node_id;
}
