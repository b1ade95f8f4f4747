import type { Connection } from './connect.ts';
import { GitHubError } from './failure.ts';

/** The App behind the GITHUB_TOKEN of a run. */
export const ACTIONS_BOT = 'github-actions[bot]';

const known = new WeakMap<Connection, Promise<string | undefined>>();

/**
 * Who the token is: a person's login, or `NAME[bot]` of an App. Asked once a connection; undefined when GitHub does not say.
 * The REST API knows only persons, GraphQL knows both.
 */
export function loginOf(connection: Connection): Promise<string | undefined> {
  let login = known.get(connection);
  if (login === undefined) {
    login = askLogin(connection);
    known.set(connection, login);
  }
  return login;
}

async function askLogin(connection: Connection): Promise<string | undefined> {
  const { token } = connection;
  if (token === undefined) return undefined;
  const act = { deed: 'say whose token it is' };
  try {
    if (token.kind === 'app') return (await connection.graphql<{ viewer: { login: string } }>('query { viewer { login } }', {}, act)).viewer.login;
    return (await connection.send<{ login: string }>('GET /user', {}, act)).data.login;
  } catch (error) {
    if (error instanceof GitHubError && error.kind !== 'cancelled' && error.kind !== 'unauthorized') return undefined;
    throw error;
  }
}
