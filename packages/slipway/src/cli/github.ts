import type { Connection } from '../remotes/github/index.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';

export interface TokenFlags {
  tokenFile?: string;
}

/**
 * GitHub with the caller's token; GITHUB_API_URL names a GitHub Enterprise Server, as on a runner.
 * @throws UsageError when there is no token
 */
export async function connectGitHub({ tokenFile }: TokenFlags, { io, doors, version }: Context): Promise<Connection> {
  const { connect, DEFAULT_API, findToken } = await doors.github();
  const apiUrl = io.env.GITHUB_API_URL || DEFAULT_API;
  const host = URL.canParse(apiUrl) ? new URL(apiUrl).host.replace(/^api\.github\.com$/, 'github.com') : apiUrl;
  const token = await findToken({ file: tokenFile, env: io.env, host });
  if (token === undefined)
    throw new UsageError('there is no token for GitHub: set GH_TOKEN, give a file with --token-file, or sign in with `gh auth login`.');
  return connect({ token, apiUrl, userAgent: `slipway/${version}`, env: io.env });
}
