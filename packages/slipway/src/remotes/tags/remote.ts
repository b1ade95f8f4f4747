import { OutsideError } from '../errors.ts';
import type { GitPlace } from '../facts.ts';
import { complaintOf, type OwnGitResult, ownGit, remoteWord, withoutCredentials } from './own-git.ts';

/** A tag as a remote has it. */
export interface RemoteTag {
  readonly name: string;
  /** What its ref names. */
  readonly object: string;
  /** The commit that it leads to. */
  readonly commit: string;
}

/** Refs of a remote, just asked for. */
export interface RemoteRefs {
  readonly tags: ReadonlyMap<string, RemoteTag>;
  /** Commits of its branches, by name. */
  readonly branches: ReadonlyMap<string, string>;
}

/** Hooks of the clone run before a push, and may run its tests. */
const PUSH_TIMEOUT_MS = 900_000;

export interface RemoteOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a remote for its tags and branches.
 * @throws OutsideError when it does not answer
 */
export async function lsRemote(place: GitPlace, remote: string, options: RemoteOptions = {}): Promise<RemoteRefs> {
  const asked = await ownGit(['ls-remote', '--tags', '--heads', '--end-of-options', remote], { ...place, ...options });
  if (asked.code !== 0) throw new OutsideError(`\`${shownRemote(remote)}\` does not answer: ${complaintOf(asked)}.`);
  const tags = new Map<string, RemoteTag>();
  const branches = new Map<string, string>();
  for (const line of asked.out.split('\n')) {
    const [object = '', ref = ''] = line.split('\t');
    if (ref.startsWith('refs/heads/')) branches.set(ref.slice(11), object);
    if (!ref.startsWith('refs/tags/')) continue;
    const name = ref.slice(10).replace(/\^\{\}$/, '');
    // `v1^{}` is what the annotated tag of the line before leads to.
    const before = tags.get(name);
    tags.set(name, { name, object: before?.object ?? object, commit: object });
  }
  return { tags, branches };
}

/**
 * Pushes one tag, and nothing else: GitHub makes no events for tags when more than three come in one push (`push.3tags`).
 * Hooks run as in any push of this clone. Never forced: a tag of that name that is elsewhere stays.
 *
 * @throws OutsideError when the remote refuses
 */
export async function pushTag(place: GitPlace, remote: string, name: string, options: RemoteOptions = {}): Promise<void> {
  const ref = `refs/tags/${name}`;
  const pushed = await ownGit(['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', '--end-of-options', remote, `${ref}:${ref}`], {
    timeoutMs: PUSH_TIMEOUT_MS,
    ...place,
    ...options,
  });
  if (pushed.code !== 0) throw new OutsideError(`${name} could not be pushed to ${shownRemote(remote)}: ${reasonOf(pushed)}.`);
}

/**
 * Deletes one tag of a remote, if it is still what it was.
 * @throws OutsideError when the remote refuses, or when the tag has moved since
 */
export async function deleteRemoteTag(place: GitPlace, remote: string, { name, object }: RemoteTag, options: RemoteOptions = {}): Promise<void> {
  const ref = `refs/tags/${name}`;
  const lease = `--force-with-lease=${ref}:${object}`;
  const done = await ownGit(['push', '--porcelain', '--no-follow-tags', lease, '--end-of-options', remote, `:${ref}`], {
    timeoutMs: PUSH_TIMEOUT_MS,
    ...place,
    ...options,
  });
  if (done.code !== 0) throw new OutsideError(`${name} could not be deleted at ${shownRemote(remote)}: ${reasonOf(done)}.`);
}

/** That a hook or a rule declined it says nothing of why: the server's own words do. */
function reasonOf(done: OwnGitResult): string {
  const rejection = rejectionOf(done.out);
  const word = remoteWord(done);
  if (rejection === undefined) return complaintOf(done);
  return word !== undefined && /declined/.test(rejection) ? `${rejection}: ${word.replace(/\.$/, '')}` : rejection;
}

/** `!	refs/tags/v1:refs/tags/v1	[rejected] (already exists)`. */
function rejectionOf(out: string): string | undefined {
  const line = out.split('\n').find((one) => one.startsWith('!'));
  const why = line?.split('\t')[2];
  return why === undefined ? undefined : withoutCredentials(why.replace(/^\[[^\]]*\]\s*/, '').replace(/^\((.*)\)$/, '$1'));
}

/** A remote may be named by its address, which may hold a token. */
export const shownRemote = (remote: string): string => withoutCredentials(remote);
