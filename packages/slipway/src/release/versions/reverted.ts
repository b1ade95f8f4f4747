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
  const target = resolver(changes);
  const reverting = new Set(changes.filter(({ reverts }) => reverts.length > 0).map(({ commit }) => commit.hash));
  const revertersOf = new Map<string, string[]>();
  /** Commits that do more than to take back what is not released. */
  const more = new Set<string>();
  for (const { commit, reverts } of changes) {
    if (reverts.length === 0 && reverting.has(commit.hash)) more.add(commit.hash);
    for (const wanted of reverts) {
      const taken = target(wanted);
      if (taken === undefined || taken === commit.hash) more.add(commit.hash);
      else revertersOf.set(taken, [...(revertersOf.get(taken) ?? []), commit.hash]);
    }
  }
  const stands = standing(revertersOf);
  const cancelled = new Map<string, string>();
  for (const taken of [...revertersOf.keys()].sort()) {
    const inForce = revertersOf.get(taken)!.filter(stands).sort();
    if (inForce.length > 0) cancelled.set(taken, `it is taken back by ${inForce[0]!.slice(0, 7)}`);
    for (const reverter of inForce)
      if (!more.has(reverter) && !cancelled.has(reverter))
        cancelled.set(reverter, `it takes back ${taken.slice(0, 7)}, which was not released either`);
  }
  return cancelled;
}

/** Whether a commit is still in force: nothing that is in force takes it back. Reverts of each other, which git cannot make, count as in force. */
function standing(revertersOf: ReadonlyMap<string, readonly string[]>): (hash: string) => boolean {
  const known = new Map<string, boolean>();
  return (hash) => {
    // A chain of reverts may be as long as the history: no recursion.
    const open = [hash];
    const opened = new Set(open);
    while (open.length > 0) {
      const at = open.at(-1)!;
      const by = revertersOf.get(at) ?? [];
      const next = by.find((one) => !known.has(one) && !opened.has(one));
      if (!known.has(at) && next !== undefined) {
        open.push(next);
        opened.add(next);
      } else {
        if (!known.has(at)) known.set(at, !by.some((one) => known.get(one) ?? false));
        open.pop();
      }
    }
    return known.get(hash)!;
  };
}

/** Finds the commit that a hash, or the beginning of one, means. One look at each commit for each length that hashes are cut to. */
function resolver(changes: readonly Change[]): (wanted: string) => string | undefined {
  const byLength = new Map<number, Map<string, string | undefined>>();
  for (const wanted of changes.flatMap(({ reverts }) => reverts)) {
    const known = byLength.get(wanted.length) ?? new Map<string, string | undefined>();
    if (wanted.length >= SHORTEST) byLength.set(wanted.length, known.set(wanted.toLowerCase(), undefined));
  }
  for (const [length, known] of byLength)
    for (const { commit } of changes) {
      const prefix = length < commit.hash.length ? commit.hash.slice(0, length) : commit.hash;
      if (known.has(prefix)) known.set(prefix, commit.hash);
    }
  return (wanted) => byLength.get(wanted.length)?.get(wanted.toLowerCase());
}
