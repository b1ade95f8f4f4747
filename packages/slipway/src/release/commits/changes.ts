import type { Change, Commit } from '../types.ts';
import { breakingOf, readFooters } from './footers.ts';
import { isQuoting, pullRequestOf, readHeader } from './header.ts';
import { messagesIn } from './messages.ts';
import { revertedHashes, revertedPullRequests } from './revert-words.ts';

const NONE: readonly never[] = [];
const MERGE = /^Merge (?:pull request #|(?:remote-tracking )?branch(?:es)? |tags? |commits? |[0-9a-f]{7,40} into )/;

/**
 * What a commit says in the sense of Conventional Commits 1.0.0 (https://www.conventionalcommits.org), its own message first, then those that a
 * squashed pull request kept in its body. Never empty: a commit outside the convention is a change without a type.
 *
 * A merge says only what its first line says: the commits that it brings speak for themselves.
 */
export function changesOf(commit: Commit): Change[] {
  const text = commit.message.includes('\r') ? commit.message.replace(/\r\n?/g, '\n') : commit.message;
  const end = text.indexOf('\n');
  if (end === -1) return [changeOf(commit, text, undefined)];
  const number = pullRequestOf(text.slice(0, end).trimEnd());
  if (commit.parents.length > 1 || MERGE.test(text)) return [changeOf(commit, text, number)];
  const messages = messagesIn(text);
  if (messages.length === 1) return [changeOf(commit, messages[0]!.text, number)];
  const seen = new Set<string>();
  const changes: Change[] = [];
  for (const message of messages) {
    const read = changeOf(commit, message.text, number);
    const change = message.squashed === undefined ? read : { ...read, squashed: message.squashed };
    // A pull request of several commits is often called as its first one.
    const key = `${change.type} ${change.scope} ${change.description.replace(/ \(#\d+\)$/, '')}`;
    if (!seen.has(key) || change.breaking !== undefined) changes.push(change);
    seen.add(key);
  }
  return changes;
}

/**
 * @param pullRequest that of the whole commit
 */
function changeOf(commit: Commit, message: string, pullRequest: number | undefined): Change {
  const end = message.indexOf('\n');
  const line = (end === -1 ? message : message.slice(0, end)).trimEnd();
  const header = readHeader(line);
  const read = end === -1 ? undefined : readFooters(message.slice(end + 1));
  const footers = read?.footers ?? NONE;
  const breaking = (footers.length > 0 ? breakingOf(footers) : undefined) ?? (header?.breaking ? true : undefined);
  const number = pullRequestOf(line) ?? pullRequest;
  const pullRequests = revertedPullRequests(line, message);
  const change: { -readonly [Key in keyof Change]: Change[Key] } = {
    commit,
    description: header?.description ?? line,
    footers,
    reverts: end === -1 ? NONE : revertedHashes(header?.type === 'revert' || isQuoting(line), message, footers),
  };
  if (header !== undefined) change.type = header.type;
  if (header?.scope !== undefined) change.scope = header.scope;
  if (read?.body !== undefined) change.body = read.body;
  if (breaking !== undefined) change.breaking = breaking;
  if (pullRequests.length > 0) change.revertsPullRequests = pullRequests;
  if (number !== undefined) change.pullRequest = number;
  return change;
}
