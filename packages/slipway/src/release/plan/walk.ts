import type { Commit, History } from '../types.ts';

/** Commits that head has and the oldest of some releases has not, newest first, with who of them reaches what. */
export interface Walk {
  readonly commits: readonly Commit[];
  /** The commit with everything that was left out, or more; undefined where nothing was. */
  readonly floor: string | undefined;
  /** Whether a commit (by its place in `commits`) is, or comes before, one of the marked commits. */
  reaches(mark: string, at: number): boolean;
}

/**
 * Reads history once for all components: back to the oldest of their last releases, or to its beginning where a component has none.
 *
 * @param bases commits of last releases; undefined for a component without one
 * @param marks further commits about which `reaches` is asked
 * @param released what head contains, where the only base is a release of another branch
 */
export function walk(
  history: History,
  bases: readonly (string | undefined)[],
  marks: readonly string[],
  files: boolean,
  released: readonly string[] = [],
): Walk {
  const distinct = [...new Set(bases.filter((base) => base !== undefined))];
  const all = [...new Set([...distinct, ...marks])];
  if (distinct.length === 0 || bases.includes(undefined)) return new Reached(history.commits([], { files }), all, undefined);
  const older = distinct.filter((base) => base !== history.head);
  if (older.length === 0) return new Reached([], all, history.head);
  // What a single base has is left out already.
  if (older.length === 1) {
    const [base] = older;
    // What head contains is released even where the base, a build that was committed for its tag, has no history in common with it.
    const commits = history.commits([...new Set([base!, ...released])], { files });
    return new Reached(
      commits,
      all.filter((mark) => mark !== base),
      released[0] ?? base,
    );
  }
  return sinceAll(history, older, all, files);
}

/** Commits that at least one of the bases has not. */
function sinceAll(history: History, bases: readonly string[], marks: readonly string[], files: boolean): Walk {
  const dates = new Map(history.tags.map(({ commit, date }) => [commit, date]));
  const [oldest, ...others] = [...bases].sort((a, b) => (dates.get(a) ?? 0) - (dates.get(b) ?? 0) || (a < b ? -1 : 1));
  const commits = history.commits([oldest!], { files });
  const reached = new Reached(commits, marks, oldest);
  // What the oldest lacks is all only where the others have everything that the oldest has.
  const onIt = new Set<string>();
  commits.forEach(({ parents }, at) => {
    if (parents.includes(oldest!)) for (const base of others) if (reached.reaches(base, at)) onIt.add(base);
  });
  const aside = others.filter((base) => !onIt.has(base));
  if (aside.length === 0) return reached;
  if (aside.length > 1) return new Reached(history.commits([], { files }), marks, undefined);
  // A release of a branch that was merged later: what came before the oldest, and is new to it, lies below everything else.
  return new Reached([...commits, ...history.commits(aside, { to: oldest!, files })], marks, oldest);
}

const BITS = 32;

/** Children stand before their parents, so one pass carries the marks of all bases down; made when it is first asked for. */
class Reached implements Walk {
  readonly commits: readonly Commit[];
  readonly floor: string | undefined;
  readonly #marks: ReadonlyMap<string, number>;
  readonly #width: number;
  #bits: Int32Array | undefined;

  constructor(commits: readonly Commit[], marks: readonly string[], floor: string | undefined) {
    this.commits = commits;
    this.floor = floor;
    this.#marks = new Map(marks.map((hash, at) => [hash, at]));
    this.#width = Math.max(1, Math.ceil(marks.length / BITS));
  }

  reaches(mark: string, at: number): boolean {
    const bit = this.#marks.get(mark);
    if (bit === undefined) return false;
    this.#bits ??= this.#carried();
    return (this.#bits[at * this.#width + Math.floor(bit / BITS)]! & (1 << (bit % BITS))) !== 0;
  }

  #carried(): Int32Array {
    const width = this.#width;
    const bits = new Int32Array(this.commits.length * width);
    const places = new Map(this.commits.map(({ hash }, at) => [hash, at]));
    for (const [hash, mark] of this.#marks) {
      const at = places.get(hash);
      if (at !== undefined) bits[at * width + Math.floor(mark / BITS)]! |= 1 << (mark % BITS);
    }
    this.commits.forEach(({ parents }, at) => {
      for (const parent of parents) {
        const below = places.get(parent);
        if (below !== undefined) for (let word = 0; word < width; word++) bits[below * width + word]! |= bits[at * width + word]!;
      }
    });
    return bits;
  }
}
