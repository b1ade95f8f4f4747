import type { Plan } from '../release/index.ts';
import type { KnownPullRequests } from '../remotes/index.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import { connectGitHub, type TokenFlags } from './github.ts';
import type { OpenedPlan } from './plan-input.ts';

export interface OnlineFlags extends TokenFlags {
  /** Asks GitHub for the pull requests of the commits in question. */
  online?: boolean;
  /** Asks again for those that are known. */
  refresh?: boolean;
}

/** So many commits are asked about at most, the newest: more than any release holds, fewer than would use up a token. */
const MOST = 2_000;

/**
 * Asks GitHub for the pull requests of the commits that a plan looked at and the cache does not know, and keeps the answers.
 * What was answered before a failure is kept too, so that the next time asks for the rest only.
 *
 * @param plan made without them: it says which commits are in question
 * @throws UsageError without a repository or a token; GitHubError when GitHub does not answer
 */
export async function askPullRequests(plan: Plan, opened: OpenedPlan, flags: OnlineFlags, context: Context): Promise<KnownPullRequests> {
  const { io, doors } = context;
  const slug = opened.question.repository;
  if (slug === undefined || opened.pullRequests === undefined)
    throw new UsageError('--online needs to know the repository on GitHub: say --repo OWNER/NAME.');
  const { file, known } = opened.pullRequests;
  const asked = commitsOf(plan).filter((hash) => flags.refresh || !known.commits.has(hash));
  if (asked.length === 0) return known;
  const some = asked.slice(0, MOST);
  if (some.length < asked.length) io.err(`slipway: ${asked.length} commits are in question; GitHub is asked about the newest ${MOST}.\n`);
  const { pullRequestsOf, repositoryOf } = await doors.github();
  const { savePullRequests } = await doors.remotes();
  const at = repositoryOf(await connectGitHub(flags, context), slug);
  const facts = new Map(known.facts);
  const commits = new Map(known.commits);
  let done = 0;
  try {
    for await (const batch of pullRequestsOf(at, some)) {
      for (const { commit, pullRequests } of batch) {
        commits.set(
          commit,
          pullRequests.map(({ number }) => number),
        );
        for (const one of pullRequests) facts.set(one.number, one);
      }
      done = Math.min(done + 50, some.length);
      io.err(`slipway: asked GitHub about ${done} of ${some.length} commits.\n`);
    }
  } finally {
    if (commits.size > known.commits.size || flags.refresh) savePullRequests(file, { facts, commits });
  }
  return { facts, commits };
}

/** Every commit that a plan looked at, once, in its order. */
function commitsOf(plan: Plan): string[] {
  return [...new Set([...plan.components, ...plan.unreleased].flatMap(({ considered }) => considered.map(({ hash }) => hash)))];
}
