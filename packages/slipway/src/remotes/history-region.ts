import type { Commit } from '../release/index.ts';

/**
 * All commits that `head` has and none of `without` has, newest first in topological order, held to answer narrower questions without git.
 */
export class Region {
  readonly head: string;
  readonly without: readonly string[];
  readonly commits: readonly Commit[];
  #places: ReadonlyMap<string, number> | undefined;
  #parents: Parents | undefined;

  constructor(head: string, without: readonly string[], commits: readonly Commit[]) {
    this.head = head;
    this.without = without;
    this.commits = commits;
  }

  /** Made when it is needed: who asks for the whole region needs none. */
  get #index(): ReadonlyMap<string, number> {
    this.#places ??= new Map(this.commits.map(({ hash }, i) => [hash, i]));
    return this.#places;
  }

  has(hash: string): boolean {
    return this.#index.has(hash);
  }

  /** Commits that `to` has and none of `without` has; undefined where only git can tell. All are full hashes. */
  select(to: string, without: readonly string[]): readonly Commit[] | undefined {
    const floor = new Set(this.without);
    if (to === this.head && without.length === floor.size && without.every((hash) => floor.has(hash))) return this.commits;
    const start = this.#index.get(to);
    if (start === undefined) return undefined;
    // What lies outside may lead back into the region, unless it is what the region leaves out.
    if (!without.every((hash) => this.#index.has(hash) || floor.has(hash))) return undefined;
    const out = new Set(without);
    const chosen = this.#walk(start, without);
    const openEnds = [...floor].every((hash) => out.has(hash)) ? [] : chosen.ends.filter((hash) => !out.has(hash) && !chosen.leftOut.has(hash));
    return openEnds.length === 0 ? chosen.commits : undefined;
  }

  /** Children stand before their parents, so one pass carries both marks down. */
  #walk(start: number, without: readonly string[]): { commits: Commit[]; ends: string[]; leftOut: Set<string> } {
    this.#parents ??= parentsOf(this.commits, this.#index);
    const { offsets, targets, outside } = this.#parents;
    const marks = new Uint8Array(this.commits.length);
    marks[start] = WANTED;
    for (const hash of without) {
      const at = this.#index.get(hash);
      if (at !== undefined) marks[at]! |= LEFT_OUT;
    }
    const commits: Commit[] = [];
    const ends: string[] = [];
    const leftOut = new Set<string>();
    for (let i = 0; i < marks.length; i++) {
      const mark = marks[i]!;
      if (mark === 0) continue;
      if (mark === WANTED) commits.push(this.commits[i]!);
      for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
        const target = targets[p]!;
        if (target >= 0) marks[target]! |= mark;
        else if (mark === WANTED) ends.push(outside[-target - 1]!);
        else leftOut.add(outside[-target - 1]!);
      }
    }
    return { commits, ends, leftOut };
  }
}

const WANTED = 1;
const LEFT_OUT = 2;

/** Parents of commit i: `targets[offsets[i] .. offsets[i + 1])`; -1 - n is the n-th of those outside the region. */
interface Parents {
  readonly offsets: Uint32Array;
  readonly targets: Int32Array;
  readonly outside: readonly string[];
}

function parentsOf(commits: readonly Commit[], index: ReadonlyMap<string, number>): Parents {
  const offsets = new Uint32Array(commits.length + 1);
  for (let i = 0; i < commits.length; i++) offsets[i + 1] = offsets[i]! + commits[i]!.parents.length;
  const targets = new Int32Array(offsets[commits.length]!);
  const outside: string[] = [];
  let at = 0;
  for (const { parents } of commits) for (const hash of parents) targets[at++] = index.get(hash) ?? -outside.push(hash);
  return { offsets, targets, outside };
}
