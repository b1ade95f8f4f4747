import type { Context } from './context.ts';
import type { TokenFlags } from './github.ts';
import { because, type MaybeGitHub } from './tag-facts.ts';

/** The repository on GitHub, where there is a token for it; nothing is asked of it yet. */
export async function maybeGitHub(slug: string | undefined, { tokenFile }: TokenFlags, { io, doors, version }: Context): Promise<MaybeGitHub> {
  if (slug === undefined) return { why: 'the repository on GitHub is not known; --repo OWNER/NAME names it' };
  const { connect, DEFAULT_API, findToken, repositoryOf } = await doors.github();
  const apiUrl = io.env.GITHUB_API_URL || DEFAULT_API;
  const host = URL.canParse(apiUrl) ? new URL(apiUrl).host.replace(/^api\.github\.com$/, 'github.com') : apiUrl;
  const token = await findToken({ file: tokenFile, env: io.env, host });
  if (token === undefined) return { why: 'there is no token for GitHub' };
  try {
    return { at: repositoryOf(connect({ token, apiUrl, userAgent: `slipway/${version}`, env: io.env }), slug) };
  } catch (error) {
    return { why: because(error) };
  }
}
