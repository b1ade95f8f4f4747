import type { ReadBody } from '../release/prepare/index.ts';
import type { AheadCommit, PullRequest, Repository } from '../remotes/github/index.ts';
import type { Context } from './context.ts';
import { oneLine, UsageError } from './exit.ts';
import type { Prepared, PrepareFlags } from './prepare.ts';

/** The release branch and its pull request as they were seen. */
export interface BranchState {
  /** Newest commit of the branch; undefined when there is none. */
  readonly head: string | undefined;
  readonly open: PullRequest | undefined;
  readonly body: ReadBody | undefined;
  /** Commits of the branch that Slipway did not make, oldest first; merges of the base are not among them. */
  readonly foreign: readonly AheadCommit[];
  /** More commits than GitHub tells. */
  readonly tooMany: boolean;
  /** Slipway's own commit on the branch, unchanged. */
  readonly own: AheadCommit | undefined;
  /** Texts of the planned changelogs on the branch. */
  readonly changelogs: ReadonlyMap<string, string>;
  /** Authors of commits whose edits are taken over. */
  readonly authors: readonly { readonly name: string; readonly email: string }[];
}

/** Looks at the release branch and its open pull request. */
export async function branchState(at: Repository, { plan }: Prepared, baseHead: string, { doors }: Context): Promise<BranchState> {
  const [github, { isOwnCommit, readBody }] = [await doors.github(), await doors.prepare()];
  const { branch } = plan.pullRequest;
  const [head, open] = await Promise.all([github.branchHead(at, branch), github.openPullRequestOf(at, branch)]);
  const body = open === undefined ? undefined : readBody(open.body);
  if (head === undefined || head === baseHead)
    return { head, open, body, foreign: [], tooMany: false, own: undefined, changelogs: new Map(), authors: [] };
  const { commits, ahead } = await github.divergence(at, baseHead, head);
  // The button "Update branch" merges the base into it, which changes nothing that people wrote.
  const foreign = commits.filter((commit) => commit.parents.length < 2 && !isOwnCommit(commit));
  const changelogs = new Map<string, string>();
  const { tree } = await github.readCommit(at, head);
  for (const path of changelogsOf(plan)) {
    const text = await github.fileText(at, tree, path);
    if (text !== undefined) changelogs.set(path, text);
  }
  const authors = foreign.map(({ author }) => author);
  return { head, open, body, foreign, tooMany: ahead > commits.length, own: commits.findLast(isOwnCommit), changelogs, authors };
}

function changelogsOf({ components }: Prepared['plan']): Set<string> {
  return new Set(components.flatMap(({ changelog }) => (changelog === null ? [] : [changelog])));
}

/** So many commits of others are looked into. */
const LOOKED_AT = 30;

/**
 * Commits of others may change the notes of what is released, which are taken over; whatever else they hold would be lost.
 * @throws UsageError that names them, unless --force is given
 */
export async function checkForeign(at: Repository, { plan }: Prepared, state: BranchState, flags: PrepareFlags, context: Context): Promise<void> {
  const { foreign, tooMany, body, own } = state;
  if (flags.force || (foreign.length === 0 && !tooMany)) return;
  const { branch } = plan.pullRequest;
  const [last] = foreign.slice(-1);
  const who =
    last === undefined
      ? `${branch} has commits that are not Slipway's`
      : `${branch} has ${counted(foreign.length)} of others (${last.sha.slice(0, 10)} by ${oneLine(last.author.name)})`;
  const refuse = (what: string): never => {
    throw new UsageError(`${who} ${what}, which would be lost: merge or move them elsewhere, or say --force.`);
  };
  if (tooMany || foreign.length > LOOKED_AT) return refuse('that are too many to look into');
  // Without Slipway's own text and commit nobody knows what they changed.
  if (body === undefined || own === undefined) return refuse('and no pull request that says what Slipway wrote');
  const { pathsOfCommit } = await context.doors.github();
  const known = changelogsOf(plan);
  const others = new Set<string>();
  for (const { sha } of foreign) for (const path of await pathsOfCommit(at, sha)) if (!known.has(path)) others.add(path);
  const paths = [...others].sort();
  if (paths.length > 0) refuse(`that change ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}`);
  const elsewhere = await changedElsewhere(at, own, state, body, context);
  if (elsewhere !== undefined) refuse(`that change ${elsewhere} outside of the notes of this release`);
}

const counted = (count: number): string => (count === 1 ? 'a commit' : `${count} commits`);

/** A changelog that people changed beside the notes; merges of the base may have changed it too, so then it is not told. */
async function changedElsewhere(
  at: Repository,
  own: AheadCommit,
  { changelogs, foreign, head }: BranchState,
  { state }: ReadBody,
  { doors }: Context,
): Promise<string | undefined> {
  if (foreign.at(-1)?.sha !== head) return undefined;
  const [{ fileText }, { withoutNotes }] = [await doors.github(), await doors.prepare()];
  const versions = Object.entries(state.components).map(([name, { version }]) => ({ name, version }));
  for (const [path, text] of changelogs) {
    const before = await fileText(at, own.tree, path);
    if (before !== undefined && withoutNotes(before, versions) !== withoutNotes(text, versions)) return path;
  }
  return undefined;
}
