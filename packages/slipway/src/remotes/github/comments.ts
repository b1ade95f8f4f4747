import { loginOf } from './identity.ts';
import type { Repository } from './repository.ts';

export interface Comment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

interface CommentAnswer {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | null;
  readonly user?: { readonly login: string; readonly type?: string } | null;
}

/** GitHub refuses a longer comment. */
export const MAX_COMMENT = 65_536;

/**
 * The first comment of an issue or a pull request that the token itself wrote and that holds the marker. Others may quote the marker.
 * When GitHub does not say whose token it is, the comment of any bot.
 */
export async function findComment(at: Repository, issue: number, marker: string): Promise<Comment | undefined> {
  const login = await loginOf(at.connection);
  const comments = at.list<CommentAnswer>(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: issue },
    { deed: `read the comments of #${issue}` },
  );
  for await (const one of comments) {
    const own = login === undefined ? one.user?.type === 'Bot' : one.user?.login === login;
    if (own && one.body?.includes(marker)) return comment(one);
  }
  return undefined;
}

/**
 * Writes the one comment that holds the marker, or brings it up to date.
 * @param make false to leave it when there is none yet
 */
export async function upsertComment(at: Repository, issue: number, marker: string, body: string, make = true): Promise<Comment | undefined> {
  const there = await findComment(at, issue, marker);
  if (there?.body === body) return there;
  if (there !== undefined) {
    const { data } = await at.send<CommentAnswer>(
      'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { comment_id: there.id, body },
      { deed: `change the comment on #${issue}` },
    );
    return comment(data);
  }
  if (!make) return undefined;
  const { data } = await at.send<CommentAnswer>(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: issue, body },
    { deed: `comment on #${issue}`, again: false },
  );
  return comment(data);
}

function comment({ id, html_url, body }: CommentAnswer): Comment {
  return { id, url: html_url, body: body ?? '' };
}
