import { branchHead, type CommitFacts, moved, pointBranch, readCommit, swapBranch } from './branches.ts';
import { GitHubError } from './failure.ts';
import type { Repository } from './repository.ts';
import { isWorkflowFile } from './rights.ts';
import { blobHash, type FileMode, treeReader } from './trees.ts';

/** What one file becomes. */
export interface CommitFile {
  readonly path: string;
  /** null deletes it. */
  readonly content: string | Uint8Array | null;
  /** What the file held when the change was made, null when there was none; undefined when that does not matter. */
  readonly before?: string | null;
  /** Kept as it is, or of a plain file, when not given. */
  readonly mode?: FileMode;
  /** The path that it had before, whose mode it keeps. */
  readonly from?: string;
}

export interface CommitRequest {
  readonly branch: string;
  /** Branch that the commit is put on top of. */
  readonly base: string;
  /** The message, or what makes it of the hash of the commit's tree. */
  readonly message: string | ((tree: string) => string);
  readonly files: readonly CommitFile[];
  /** Says of the newest commit of a branch that is there already whether it may be replaced; never when not given. Not asked where `seen` is. */
  readonly mayReplace?: (head: CommitFacts) => boolean;
  /** What both branches must be at, for a caller who has looked at them; otherwise the commit is refused as `moved`. */
  readonly seen?: { readonly base: string; readonly head: string | undefined };
}

export interface Committed {
  readonly sha: string;
  /** false when the branch has these files already. */
  readonly changed: boolean;
}

/**
 * Puts one commit with these files on top of a branch's newest commit, on a branch of its own. Nothing of the work tree, no git program is needed.
 * @throws GitHubError `conflict` when a file is not what it was when the change was made, or the branch has commits that may not be replaced
 */
export async function commitFiles(at: Repository, request: CommitRequest): Promise<Committed> {
  const { seen } = request;
  const baseHead = await branchHead(at, request.base);
  if (baseHead === undefined) throw new GitHubError('missing', `${at.slug} has no branch ${request.base} to put the change on.`, 404);
  if (seen !== undefined && baseHead !== seen.base) throw moved(at, request.base);
  const base = await readCommit(at, baseHead);
  const tree = await newTree(at, base.tree, request);
  const head = await branchHead(at, request.branch);
  if (seen !== undefined && head !== seen.head) throw moved(at, request.branch);
  if (head !== undefined) {
    const commit = await readCommit(at, head);
    if (commit.tree === tree && commit.parents[0] === baseHead) return { sha: head, changed: false };
    if (seen === undefined && head !== baseHead && !(commit.parents.length === 1 && request.mayReplace?.(commit)))
      throw new GitHubError(
        'conflict',
        `the branch ${request.branch} of ${at.slug} has commits of its own, which would be lost: merge it, or delete or rename it, and try again.`,
      );
  }
  const message = typeof request.message === 'string' ? request.message : request.message(tree);
  const { data } = await at.send<{ sha: string }>(
    'POST /repos/{owner}/{repo}/git/commits',
    { message, tree, parents: [baseHead] },
    { deed: 'make the commit' },
  );
  await explained(request, () =>
    seen === undefined ? pointBranch(at, request.branch, data.sha, head, true) : swapBranch(at, request.branch, data.sha, head),
  );
  return { sha: data.sha, changed: true };
}

async function newTree(at: Repository, root: string, request: CommitRequest): Promise<string> {
  const entryAt = treeReader(at, root);
  const tree: object[] = [];
  for (const file of request.files) {
    const now = await entryAt(file.path);
    const unix = expectBefore(at, file, now?.sha, request.base);
    if (file.content === null && now === undefined) continue;
    const old = now ?? (file.from === undefined ? undefined : await entryAt(file.from));
    const mode = file.mode ?? (old?.type === 'blob' ? old.mode : '100644');
    tree.push({ path: file.path, mode, type: 'blob', ...(await contentOf(at, unix ? withUnixLines(file) : file)) });
  }
  return explained(request, async () => {
    const { data } = await at.send<{ sha: string }>(
      'POST /repos/{owner}/{repo}/git/trees',
      { base_tree: root, tree },
      { deed: 'store the changed files' },
    );
    return data.sha;
  });
}

/** Text goes with the tree itself; other bytes are stored one by one. */
async function contentOf(at: Repository, { path, content }: CommitFile): Promise<object> {
  if (content === null) return { sha: null };
  if (typeof content === 'string') return { content };
  const { data } = await at.send<{ sha: string }>(
    'POST /repos/{owner}/{repo}/git/blobs',
    { content: Buffer.from(content).toString('base64'), encoding: 'base64' },
    { deed: `store ${path}` },
  );
  return { sha: data.sha };
}

/**
 * Holds a file against what it was when the change was made.
 * @returns whether git keeps it with other line ends than the work tree has (`core.autocrlf`)
 */
function expectBefore(at: Repository, { path, before }: CommitFile, now: string | undefined, base: string): boolean {
  if (before === undefined) return false;
  if (before === null ? now === undefined : now === blobHash(before)) return false;
  if (before !== null && now === blobHash(unixLines(before))) return true;
  const what = before === null ? 'is there already' : now === undefined ? 'is not there' : 'differs from the file that was read here';
  throw new GitHubError(
    'conflict',
    `${path} ${what} on the branch ${base} of ${at.slug}: bring the two together (commit, push, pull) and try again.`,
  );
}

function withUnixLines(file: CommitFile): CommitFile {
  return typeof file.content === 'string' ? { ...file, content: unixLines(file.content) } : file;
}

function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** GitHub answers "not found", "not accessible" or a sentence about OAuth Apps when only the right to push workflow files is missing. */
async function explained<T>(request: CommitRequest, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof GitHubError) || !['forbidden', 'missing', 'invalid'].includes(error.kind)) throw error;
    if (!request.files.some((file) => isWorkflowFile(file.path))) throw error;
    const why =
      'The change touches workflow files: the token must be allowed to push those (scope workflow, or "Workflows: write"), and the GITHUB_TOKEN of a run never is.';
    throw new GitHubError(error.kind, `${error.message} ${why}`, error.status);
  }
}
