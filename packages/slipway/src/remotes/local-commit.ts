import { accessSync, constants, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError, OutsideError } from './errors.ts';
import { complaintOf, type OwnGitResult, ownGit } from './tags/own-git.ts';
import { lockWork } from './work-lock.ts';

/** A file as the commit shall have it, byte for byte. */
export interface LocalFile {
  readonly path: string;
  /** null deletes it. */
  readonly text: string | null;
}

export interface LocalCommitRequest {
  /** Root of the work tree, which has no changes. */
  readonly folder: string;
  /** What HEAD must be at. */
  readonly head: string;
  /** A new branch for the commit; the current one when not given. */
  readonly branch?: string | undefined;
  readonly message: string;
  readonly files: readonly LocalFile[];
}

export interface LocalCommit {
  readonly sha: string;
  /** Hooks of the repository that ran, as with `git commit`. */
  readonly hooks: readonly string[];
}

/** Hooks that `git commit` runs: https://git-scm.com/docs/githooks */
const HOOKS = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit'];
/** A hook may run all tests. */
const COMMIT_TIMEOUT_MS = 1_800_000;

/**
 * One commit of exactly these files in a work tree without changes, with the settings, the signature and the hooks of whoever works there; nothing is
 * pushed. When it fails, or is interrupted, everything is as before. One run at a time.
 *
 * @throws InputError when the repository is not in the state for it; OutsideError when git or a hook refuses
 */
export async function commitLocally(request: LocalCommitRequest): Promise<LocalCommit> {
  const run = gitIn(request.folder);
  const unlock = lockWork(resolve(request.folder, (await run(['rev-parse', '--git-path', 'slipway-commit.lock'])).out.trim()));
  try {
    return await commitAlone(request, run);
  } finally {
    unlock();
  }
}

async function commitAlone(request: LocalCommitRequest, run: Run): Promise<LocalCommit> {
  const { folder, head, branch } = request;
  await checkReady(request, run);
  const before = (await run(['symbolic-ref', '--quiet', '--short', 'HEAD'])).out.trim();
  const hooks = await hooksOf(folder, run);
  const interrupts = new Interrupts();
  let own: string | undefined;
  try {
    if (branch !== undefined) await must(run(['switch', '--quiet', '--no-track', '--create', branch]), `the branch ${branch} could not be made`);
    await stage(request, run);
    interrupts.check();
    const made = await run(['commit', '--quiet', '--cleanup=verbatim', '--file=-'], request.message, COMMIT_TIMEOUT_MS);
    // One that was killed may have come so far as to make it.
    if (made.code <= 0) own = await headOf(run);
    interrupts.check();
    if (made.code !== 0) throw new OutsideError(`git made no commit, and everything is as before: ${complaintOf(made)}${by(hooks)}.`);
    return { sha: await checkCommit(request, hooks, run), hooks };
  } catch (error) {
    await restore({ head, own, before, branch }, run);
    throw error;
  } finally {
    interrupts.end();
  }
}

type Run = (args: readonly string[], input?: string, timeoutMs?: number) => Promise<OwnGitResult>;

function gitIn(folder: string): Run {
  // Names of files are names, whatever they look like.
  const env = { ...process.env, GIT_LITERAL_PATHSPECS: '1', GIT_EDITOR: 'true' };
  return (args, input, timeoutMs) =>
    ownGit(['-c', 'submodule.recurse=false', ...args], {
      cwd: folder,
      env,
      ...(input === undefined ? {} : { input }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
}

async function must(done: Promise<OwnGitResult>, what: string): Promise<string> {
  const result = await done;
  if (result.code !== 0) throw new OutsideError(`${what}, and everything is as before: ${complaintOf(result)}.`);
  return result.out;
}

/** States of a repository in which a commit would be, or would end, something else. */
const UNDER_WAY: readonly (readonly [file: string, what: string])[] = [
  ['MERGE_HEAD', 'a merge'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase'],
];

async function checkReady({ folder, head, branch }: LocalCommitRequest, run: Run): Promise<void> {
  const now = await headOf(run);
  if (now !== head) throw new InputError(`HEAD is at ${now.slice(0, 10)}, and the plan is of ${head.slice(0, 10)}; check that out first.`);
  const gitDir = resolve(folder, (await run(['rev-parse', '--git-dir'])).out.trim());
  const under = UNDER_WAY.find(([file]) => existsSync(join(gitDir, file)));
  if (under !== undefined) throw new InputError(`${under[1]} is under way in \`${folder}\`; finish or abort it first.`);
  const identity = await run(['var', 'GIT_COMMITTER_IDENT']);
  const author = await run(['var', 'GIT_AUTHOR_IDENT']);
  if (identity.code !== 0 || author.code !== 0)
    throw new InputError('git does not know who makes the commit; set it with `git config user.name` and `git config user.email`.');
  if (branch === undefined) return;
  if ((await run(['check-ref-format', '--branch', branch])).code !== 0) throw new InputError(`git accepts no branch of the name '${branch}'.`);
  if ((await run(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])).code === 0)
    throw new InputError(`there is a branch ${branch} already; delete it, or choose another name.`);
}

async function hooksOf(folder: string, run: Run): Promise<readonly string[]> {
  const place = resolve(folder, (await run(['rev-parse', '--git-path', 'hooks'])).out.trim());
  return HOOKS.filter((name) => {
    try {
      accessSync(join(place, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The files go through the index, so that the work tree gets them with the line ends and filters of its own settings. */
async function stage({ files }: LocalCommitRequest, run: Run): Promise<void> {
  const kept = files.filter((file): file is LocalFile & { readonly text: string } => file.text !== null);
  const gone = files.filter(({ text }) => text === null).map(({ path }) => path);
  const modes = await modesOf(
    files.map(({ path }) => path),
    run,
  );
  const entries: string[] = [];
  for (const { path, text } of kept) {
    const mode = modes.get(path) ?? '100644';
    if (mode !== '100644' && mode !== '100755') throw new InputError(`${path} is a link or a submodule, so its text cannot be changed.`);
    const blob = (await must(run(['hash-object', '-w', '--stdin'], text), `${path} could not be stored`)).trim();
    entries.push(`${mode} ${blob} 0\t${path}\0`);
  }
  if (entries.length > 0) {
    await must(run(['update-index', '-z', '--index-info'], entries.join('')), 'the files could not be staged');
    const written = run(['checkout-index', '--force', '-u', '-z', '--stdin'], kept.map(({ path }) => `${path}\0`).join(''));
    await must(written, 'the files could not be written');
  }
  if (gone.length > 0) await must(run(['rm', '--quiet', '--force', '--', ...gone]), 'the files could not be deleted');
}

async function modesOf(paths: readonly string[], run: Run): Promise<ReadonlyMap<string, string>> {
  const { out } = await run(['ls-files', '-s', '-z', '--', ...paths]);
  return new Map(
    out.split('\0').flatMap((line) => {
      const [, mode, path] = /^(\d+) [0-9a-f]+ \d\t([\s\S]+)$/.exec(line) ?? [];
      return mode === undefined || path === undefined ? [] : [[path, mode] as const];
    }),
  );
}

/** Holds the commit against what it should be: a hook may have changed it. */
async function checkCommit({ head, files }: LocalCommitRequest, hooks: readonly string[], run: Run): Promise<string> {
  const sha = (await must(run(['rev-parse', 'HEAD']), 'the commit could not be read')).trim();
  const parents = (await must(run(['rev-parse', 'HEAD^@']), 'the commit could not be read')).trim();
  if (parents !== head) throw new OutsideError(`the commit does not stand on ${head.slice(0, 10)}${by(hooks)}; it was taken back.`);
  const raw = await must(run(['diff-tree', '-r', '-z', '--no-renames', head, sha]), 'the commit could not be read');
  const changed = new Map<string, string>();
  const items = raw.split('\0');
  for (let at = 0; at + 1 < items.length; at += 2) changed.set(items[at + 1]!, items[at]!.split(' ')[3] ?? '');
  const wrong: string[] = [];
  for (const { path, text } of files) {
    const expected =
      text === null ? '0'.repeat(sha.length) : (await must(run(['hash-object', '--stdin'], text), `${path} could not be compared`)).trim();
    // A file that is as it was before has no line of its own.
    const same = changed.get(path) ?? (await run(['rev-parse', '--verify', '--quiet', `${sha}:${path}`])).out.trim();
    if (same !== expected) wrong.push(path);
    changed.delete(path);
  }
  wrong.push(...changed.keys());
  if (wrong.length > 0)
    throw new OutsideError(`the commit was not as planned (${wrong.join(', ')})${by(hooks)}; it was taken back, and everything is as before.`);
  return sha;
}

const by = (hooks: readonly string[]): string => (hooks.length === 0 ? '' : ` (hooks of this repository ran: ${hooks.join(', ')})`);

const headOf = async (run: Run): Promise<string> => (await run(['rev-parse', '--verify', '--quiet', 'HEAD'])).out.trim();

interface Before {
  readonly head: string;
  /** The commit that this run made. */
  readonly own: string | undefined;
  /** Branch that was checked out; '' for none. */
  readonly before: string;
  /** The new branch. */
  readonly branch: string | undefined;
}

/** The work tree had no changes, so its state before is that of the commit. What somebody else committed in the meantime stays. */
async function restore({ head, own, before, branch }: Before, run: Run): Promise<void> {
  const now = await headOf(run);
  if (now !== head && now !== own)
    throw new OutsideError(
      `the commit failed, and HEAD was moved to ${now.slice(0, 10)} in the meantime, by a hook or by somebody else, so nothing was put back; look at \`git status\`.`,
    );
  const reset = await run(['reset', '--hard', '--quiet', head]);
  if (reset.code !== 0)
    throw new OutsideError(
      `the commit failed, and the work tree could not be put back: ${complaintOf(reset)}; \`git reset --hard ${head}\` does it.`,
    );
  if (branch === undefined || (await run(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])).code !== 0) return;
  await run(before === '' ? ['switch', '--quiet', '--detach', head] : ['switch', '--quiet', before]);
  await run(['branch', '--quiet', '-D', branch]);
}

/** Keeps the process alive while git works: it gets the same signal, and then there is something to put back. */
class Interrupts {
  #told = false;
  readonly #tell = (): void => {
    this.#told = true;
  };

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, this.#tell);
  }

  check(): void {
    if (this.#told) throw new OutsideError('cancelled; everything is as before.');
  }

  end(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, this.#tell);
  }
}
