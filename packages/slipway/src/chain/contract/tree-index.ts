/** Where things lie in a tree, so that each question does not go through all of its paths. */
export interface TreeIndex {
  isDirectory(path: string): boolean;
  /** Paths that begin so, in their order. */
  startingWith(prefix: string): readonly string[];
}

const known = new WeakMap<readonly string[], TreeIndex>();

/** @param paths sorted by code unit, as a tree lists them */
export function treeIndex(paths: readonly string[]): TreeIndex {
  const before = known.get(paths);
  if (before) return before;
  const first = (text: string): number => {
    let low = 0;
    let high = paths.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (paths[middle]! < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const made: TreeIndex = {
    isDirectory: (path) => paths[first(`${path}/`)]?.startsWith(`${path}/`) === true,
    startingWith: (prefix) => {
      if (prefix === '') return paths;
      const out: string[] = [];
      for (let i = first(prefix); i < paths.length && paths[i]!.startsWith(prefix); i++) out.push(paths[i]!);
      return out;
    },
  };
  known.set(paths, made);
  return made;
}
