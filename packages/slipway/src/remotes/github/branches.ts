import type { Repository } from './repository.ts';

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
