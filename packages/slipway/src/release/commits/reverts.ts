import type { Change } from '../types.ts';
import { isQuoting } from './header.ts';

/**
 * Changes of a range that cancel out, each with the one that it cancels out with: what a later commit takes back, and the commit that takes it
 * back when all that it takes back is in the range. A revert that was itself taken back takes nothing back.
 *
 * @param changes newest first, of one range
 */
export function revertedBy(changes: readonly Change[]): ReadonlyMap<Change, Change> {
  const cancelled = new Map<Change, Change>();
  if (!changes.some(takesBack)) return cancelled;
  const range = new Range(changes);
  changes.forEach((change, at) => {
    if (!takesBack(change) || cancelled.has(change)) return;
    const byHash = change.reverts.map((hash) => range.byHash(hash, at));
    // Where no hash is of this range: a squashed pull request has another hash on the main branch than its commits had.
    const targets = byHash.some((found) => found.length > 0)
      ? byHash
      : (change.revertsPullRequests ?? []).map((number) => range.byNumber(number, at));
    const open = targets.flat().filter((target) => !cancelled.has(target));
    for (const target of open) cancelled.set(target, change);
    // A fix that also takes something back is still a fix.
    if (open.length > 0 && isRevert(change) && targets.every((found) => found.length > 0)) cancelled.set(change, open[0]!);
  });
  return cancelled;
}

function takesBack(change: Change): boolean {
  return change.reverts.length > 0 || (change.revertsPullRequests?.length ?? 0) > 0;
}

function isRevert(change: Change): boolean {
  return change.type === 'revert' || isQuoting(change.commit.message);
}

interface Placed {
  readonly change: Change;
  readonly at: number;
}

/** Changes by what a revert calls them. */
class Range {
  readonly #hashes = new Map<string, Placed[]>();
  readonly #numbers = new Map<number, Placed[]>();

  constructor(changes: readonly Change[]) {
    changes.forEach((change, at) => {
      push(this.#hashes, change.commit.hash.slice(0, SHORTEST), { change, at });
      if (change.pullRequest !== undefined) push(this.#numbers, change.pullRequest, { change, at });
    });
  }

  /** Older than the change at a place. */
  byHash(hash: string, than: number): Change[] {
    return older(this.#hashes.get(hash.slice(0, SHORTEST)), than).filter(({ commit }) => commit.hash.startsWith(hash));
  }

  byNumber(number: number, than: number): Change[] {
    return older(this.#numbers.get(number), than);
  }
}

const SHORTEST = 7;

function push<Key>(into: Map<Key, Placed[]>, key: Key, placed: Placed): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [placed]);
  else known.push(placed);
}

function older(placed: readonly Placed[] | undefined, than: number): Change[] {
  return (placed ?? []).filter(({ at }) => at > than).map(({ change }) => change);
}
