import type { Context } from './context.ts';
import { EXIT } from './exit.ts';
import { findConnection } from './github.ts';
import type { Prepared, PrepareFlags } from './prepare.ts';

/** There is nothing to release: a pull request that still is open is out of date then, and closed only when that is asked for. */
export async function outOfDate({ plan, opened }: Prepared, flags: PrepareFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const slug = opened.question.repository;
  const connection = slug === undefined ? undefined : await findConnection(flags, context);
  if (slug === undefined || connection === undefined) {
    io.err(
      `slipway: not checked: whether a release pull request is open (there is no ${slug === undefined ? 'repository: say --repo OWNER/NAME' : 'token for GitHub'}).\n`,
    );
    return EXIT.nothing;
  }
  const github = await doors.github();
  const at = github.repositoryOf(connection, slug);
  const open = await github.openPullRequestOf(at, plan.pullRequest.branch);
  const { readBody } = await doors.prepare();
  // What somebody else opened from that branch is none of ours.
  if (open === undefined || readBody(open.body) === undefined) return EXIT.nothing;
  if (!flags.close) {
    io.err(`slipway: ${open.url} is open and out of date; --close closes it.\n`);
    return EXIT.nothing;
  }
  await github.closePullRequest(at, open.number);
  io.out(`Closed: ${open.url}\n`);
  return EXIT.nothing;
}
