import { GitHubError } from './failure.ts';
import { type Repository, repositoryId } from './repository.ts';

/** A commit, as far as branches need it. */
export interface CommitFacts {
  readonly sha: string;
  readonly tree: string;
  readonly message: string;
  readonly parents: readonly string[];
}

/** Hash of a branch's newest commit; undefined when there is no such branch. */
export async function branchHead(at: Repository, branch: string): Promise<string | undefined> {
  const ref = await at.find<{ object: { sha: string } }>(
    'GET /repos/{owner}/{repo}/git/ref/{ref}',
    { ref: `heads/${branch}` },
    { deed: `read the branch ${branch}` },
  );
  return ref?.object.sha;
}

/** A commit by its SHA. @throws GitHubError also when the repository has none of that name */
export async function readCommit(at: Repository, sha: string): Promise<CommitFacts> {
  const { data } = await at.send<{ sha: string; message: string; tree: { sha: string }; parents: { sha: string }[] }>(
    'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    { commit_sha: sha },
    { deed: `read the commit ${sha.slice(0, 10)}` },
  );
  return { sha: data.sha, tree: data.tree.sha, message: data.message, parents: data.parents.map((parent) => parent.sha) };
}

/** Where two commits part: the newest commit that both have. */
export async function mergeBase(at: Repository, one: string, other: string): Promise<string> {
  const { data } = await at.send<{ merge_base_commit: { sha: string } }>(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { basehead: `${one}...${other}`, per_page: 1 },
    { deed: `compare ${one.slice(0, 10)} with ${other.slice(0, 10)}` },
  );
  return data.merge_base_commit.sha;
}

/** Makes a branch, or moves it, also backwards when `force` says so. */
export async function pointBranch(at: Repository, branch: string, sha: string, was: string | undefined, force: boolean): Promise<void> {
  if (was === undefined)
    await at.send('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha }, { deed: `make the branch ${branch}` });
  else await at.send('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha, force }, { deed: `move the branch ${branch}` });
}

/**
 * Makes a branch, or moves it to a commit that need not follow on it, only if it still is where it was.
 * GraphQL compares and moves in one act; the REST API cannot, so where GraphQL does not know how, it is looked just before.
 *
 * @param was hash of its newest commit; undefined when it is to be made
 * @throws GitHubError `moved` when somebody else moved, made or deleted it in the meantime
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
export async function swapBranch(at: Repository, branch: string, sha: string, was: string | undefined): Promise<void> {
  const deed = `move the branch ${branch}`;
  if (was === undefined) {
    try {
      await pointBranch(at, branch, sha, undefined, false);
    } catch (error) {
      if (error instanceof GitHubError && error.kind === 'invalid' && (await branchHead(at, branch)) !== undefined) throw moved(at, branch);
      throw error;
    }
    return;
  }
  const refUpdates = [{ name: `refs/heads/${branch}`, beforeOid: was, afterOid: sha, force: true }];
  try {
    const input = { repositoryId: await repositoryId(at), refUpdates };
    await at.connection.graphql('mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }', { input }, { deed });
  } catch (error) {
    if (!(error instanceof GitHubError) || !['failed', 'missing', 'invalid'].includes(error.kind)) throw error;
    const now = await branchHead(at, branch);
    if (now === sha) return;
    if (now !== was) throw moved(at, branch);
    await pointBranch(at, branch, sha, was, true);
  }
}

/** The error for a branch that is no longer where it was seen; whoever gets it looks anew. */
export function moved(at: Repository, branch: string): GitHubError {
  return new GitHubError('moved', `the branch ${branch} of ${at.slug} was changed by somebody else in the meantime; try again.`);
}

/** Deletes a branch; one that is not there is deleted already. */
export async function deleteBranch(at: Repository, branch: string): Promise<void> {
  try {
    await at.send('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}` }, { deed: `delete the branch ${branch}` });
  } catch (error) {
    if (!(error instanceof GitHubError) || !['missing', 'invalid'].includes(error.kind)) throw error;
  }
}

/** A commit that one side has and the other has not. */
export interface AheadCommit extends CommitFacts {
  readonly author: { readonly name: string; readonly email: string };
}

export interface Divergence {
  /** Where the two part. */
  readonly mergeBase: string;
  /** Oldest first, at most 250. */
  readonly commits: readonly AheadCommit[];
  /** How many there are; more than are told when there are very many. */
  readonly ahead: number;
}

/** What `head` has and `base` has not. */
export async function divergence(at: Repository, base: string, head: string): Promise<Divergence> {
  interface Compared {
    readonly merge_base_commit: { readonly sha: string };
    readonly ahead_by: number;
    readonly commits: readonly {
      readonly sha: string;
      readonly parents: readonly { readonly sha: string }[];
      readonly commit: {
        readonly message: string;
        readonly tree: { readonly sha: string };
        readonly author: { readonly name?: string; readonly email?: string } | null;
      };
    }[];
  }
  const { data } = await at.send<Compared>(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { basehead: `${base}...${head}`, per_page: 100 },
    { deed: `compare ${base.slice(0, 10)} with ${head.slice(0, 10)}` },
  );
  return {
    mergeBase: data.merge_base_commit.sha,
    ahead: data.ahead_by,
    commits: data.commits.map(({ sha, parents, commit }) => ({
      sha,
      parents: parents.map((parent) => parent.sha),
      message: commit.message,
      tree: commit.tree.sha,
      author: { name: commit.author?.name ?? 'unknown', email: commit.author?.email ?? '' },
    })),
  };
}

/** Paths that a commit changes against its first parent, old names of moved files too; GitHub tells at most 3000. */
export async function pathsOfCommit(at: Repository, sha: string): Promise<readonly string[]> {
  const { data } = await at.send<{ files?: readonly { filename: string; previous_filename?: string }[] }>(
    'GET /repos/{owner}/{repo}/commits/{ref}',
    { ref: sha, per_page: 100 },
    { deed: `read the commit ${sha.slice(0, 10)}` },
  );
  return (data.files ?? []).flatMap(({ filename, previous_filename }) =>
    previous_filename === undefined ? [filename] : [filename, previous_filename],
  );
}
