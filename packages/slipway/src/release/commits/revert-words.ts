import type { Footer } from './footers.ts';

/** `This reverts commit <hash>.`, also of several; git's own words, with a hash of at least seven digits. */
const REVERTS = /\bthis reverts commits? ((?:[0-9a-f]{7,64}(?:,? and |, ?|\s)?)+)/gi;
const HASH = /\b[0-9a-f]{7,64}\b/g;
const NONE: readonly never[] = [];

/** A list of squashed commits: what one of them took back may have come again with another. */
const LIST = /^\* /m;

/**
 * Hashes that a message says it takes back: in git's words, or for a revert in footers `Refs`.
 *
 * @param revert the first line says that it takes something back
 */
export function revertedHashes(revert: boolean, message: string, footers: readonly Footer[]): readonly string[] {
  const says = message.includes('everts commit') && (revert || !LIST.test(message));
  const said = says ? [...message.matchAll(REVERTS)].flatMap(([, list]) => list!.match(HASH) ?? []) : NONE;
  if (!revert) return said;
  const refs = footers.flatMap(({ token, value }) => (/^refs?$/i.test(token) ? (value.match(HASH) ?? []) : []));
  return [...new Set([...said, ...refs])];
}

/** Numbers of pull requests that a message says it takes back: `Reverts owner/name#12` as GitHub's button writes, or `Revert "feat: a (#12)"`. */
export function revertedPullRequests(line: string, message: string): readonly number[] {
  const quoted = line.startsWith('Revert "') ? /\(#(\d{1,9})\)"/.exec(line)?.[1] : undefined;
  const said = message.includes('everts ') ? /^Reverts (?:[\w.-]+\/[\w.-]+)?#(\d{1,9})\b/m.exec(message)?.[1] : undefined;
  return quoted === undefined && said === undefined
    ? NONE
    : [...new Set([quoted, said])].flatMap((number) => (number === undefined ? [] : Number(number)));
}
