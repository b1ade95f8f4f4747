import type { Connection, Token } from '../remotes/github/index.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';

export interface TokenFlags {
  tokenFile?: string;
}

/**
 * GitHub with the caller's token; GITHUB_API_URL names a GitHub Enterprise Server, as on a runner.
 * @throws UsageError when there is no token
 */
export async function connectGitHub(flags: TokenFlags, context: Context<'github'>): Promise<Connection> {
  const connection = await findConnection(flags, context);
  if (connection === undefined)
    throw new UsageError('there is no token for GitHub: set GH_TOKEN, give a file with --token-file, or sign in with `gh auth login`.');
  return connection;
}

/** As `connectGitHub`; undefined when there is no token. */
export async function findConnection({ tokenFile }: TokenFlags, context: Context<'github'>): Promise<Connection | undefined> {
  const { findToken } = await context.doors.github();
  const token = await findToken({ file: tokenFile, env: context.io.env, host: await hostOf(context) });
  return token === undefined ? undefined : connectWith(token, context);
}

/** GitHub with this very token, whoever's it is. @param timeoutMs of each request, in milliseconds */
export async function connectWith(token: Token, context: Context<'github'>, timeoutMs?: number): Promise<Connection> {
  const { io, doors, version } = context;
  const { connect } = await doors.github();
  const timeout = timeoutMs === undefined ? {} : { timeoutMs };
  return connect({ token, apiUrl: await apiOf(context), userAgent: `slipway/${version}`, env: io.env, ...timeout });
}

/** `github.com`, or the host of a GitHub Enterprise Server. */
export async function hostOf(context: Pick<Context<'github'>, 'io' | 'doors'>): Promise<string> {
  const apiUrl = await apiOf(context);
  return URL.canParse(apiUrl) ? new URL(apiUrl).host.replace(/^api\.github\.com$/, 'github.com') : apiUrl;
}

async function apiOf({ io, doors }: Pick<Context<'github'>, 'io' | 'doors'>): Promise<string> {
  return io.env.GITHUB_API_URL || (await doors.github()).DEFAULT_API;
}
