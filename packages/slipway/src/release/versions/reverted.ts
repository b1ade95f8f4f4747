import type { Change } from '../types.ts';

/** Git's own shortest abbreviation of a hash; less could mean any commit. */
const SHORTEST = 4;

/**
 * Which commits of a range cancel each other out: one that is taken back, and the one that does nothing else than take back what is in the range.
 * A revert that is itself taken back cancels nothing. The order of the changes does not matter.
 * @returns by hash, why the commit counts nothing
 */
export function revertedIn(changes: readonly Change[]): ReadonlyMap<string, string> {
  if (changes.every(({ reverts }) => reverts.length === 0)) return new Map();
  const hashes = [...new Set(changes.map(({ commit }) => commit.hash))].sort();
  const revertersOf = new Map<string, string[]>();
  /** Commits that do more than to take back what is not released. */
  const more = new Set<string>();
  for (const { commit, reverts } of changes) {
    if (reverts.length === 0) more.add(commit.hash);
    for (const wanted of reverts) {
      const target = find(hashes, wanted.toLowerCase());
      if (target === undefined || target === commit.hash) more.add(commit.hash);
      else revertersOf.set(target, [...(revertersOf.get(target) ?? []), commit.hash]);
    }
  }
  const stands = standing(revertersOf);
  const cancelled = new Map<string, string>();
  for (const target of [...revertersOf.keys()].sort()) {
    const inForce = revertersOf.get(target)!.filter(stands).sort();
    if (inForce.length > 0) cancelled.set(target, `it is taken back by ${inForce[0]!.slice(0, 7)}`);
    for (const reverter of inForce)
      if (!more.has(reverter) && !cancelled.has(reverter))
        cancelled.set(reverter, `it takes back ${target.slice(0, 7)}, which was not released either`);
  }
  return cancelled;
}

/** Whether a commit is still in force: nothing that is in force takes it back. Reverts of each other, which git cannot make, count as in force. */
function standing(revertersOf: ReadonlyMap<string, readonly string[]>): (hash: string) => boolean {
  const known = new Map<string, boolean>();
  return (hash) => {
    // A chain of reverts may be as long as the history: no recursion.
    const open = [hash];
    while (open.length > 0) {
      const at = open.at(-1)!;
      const by = revertersOf.get(at) ?? [];
      const next = by.find((one) => !known.has(one) && !open.includes(one));
      if (!known.has(at) && next !== undefined) open.push(next);
      else {
        if (!known.has(at)) known.set(at, !by.some((one) => known.get(one) ?? false));
        open.pop();
      }
    }
    return known.get(hash)!;
  };
}

function find(sorted: readonly string[], prefix: string): string | undefined {
  if (prefix.length < SHORTEST) return undefined;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < prefix) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.startsWith(prefix) ? sorted[low] : undefined;
}
