import type { Commit } from '../types.ts';

/** Commits as numbers, with the places of their parents: what is not among the commits is left out. */
export interface Graph {
  readonly commits: readonly Commit[];
  readonly places: ReadonlyMap<string, number>;
  /** Parents of commit i: `targets[offsets[i] .. offsets[i + 1])`. */
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
}

/** Commits by their places: parents of commit i are `targets[offsets[i] .. offsets[i + 1])`; a parent that is not among them is left out. */
export function graphOf(commits: readonly Commit[]): Graph {
  const places = new Map(commits.map(({ hash }, at) => [hash, at]));
  const offsets = new Uint32Array(commits.length + 1);
  const targets: number[] = [];
  for (let at = 0; at < commits.length; at++) {
    for (const parent of commits[at]!.parents) {
      const place = places.get(parent);
      if (place !== undefined) targets.push(place);
    }
    offsets[at + 1] = targets.length;
  }
  return { commits, places, offsets, targets: Uint32Array.from(targets) };
}

/** A commit that no release has. */
export const NOBODY = -1;

/**
 * Which release each commit came with: the first of the given ones that contains it. Every commit is visited once, however many releases there are.
 *
 * @param heads places of the commits of releases, in the order in which they may claim: what an earlier one has, a later one has not
 * @returns for each commit the index of its release in `heads`, or `NOBODY`
 */
export function ownersOf({ commits, offsets, targets }: Graph, heads: readonly number[]): Int32Array {
  const owners = new Int32Array(commits.length).fill(NOBODY);
  const open: number[] = [];
  heads.forEach((head, owner) => {
    if (owners[head] !== NOBODY) return;
    owners[head] = owner;
    open.push(head);
    while (open.length > 0) {
      const at = open.pop()!;
      for (let next = offsets[at]!; next < offsets[at + 1]!; next++) {
        const parent = targets[next]!;
        if (owners[parent] !== NOBODY) continue;
        owners[parent] = owner;
        open.push(parent);
      }
    }
  });
  return owners;
}
