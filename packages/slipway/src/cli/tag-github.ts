import type { Context } from './context.ts';
import { findConnection, type TokenFlags } from './github.ts';
import type { MaybeGitHub } from './tag-facts.ts';

/** The repository on GitHub, where there is a token for it; nothing is asked of it yet. */
export async function maybeGitHub(slug: string | undefined, flags: TokenFlags, context: Context): Promise<MaybeGitHub> {
  if (slug === undefined) return { why: 'the repository on GitHub is not known; --repo OWNER/NAME names it' };
  const connection = await findConnection(flags, context);
  if (connection === undefined) return { why: 'there is no token for GitHub' };
  const { repositoryOf } = await context.doors.github();
  return { at: repositoryOf(connection, slug) };
}
