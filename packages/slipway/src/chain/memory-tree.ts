import type { GitFacts, Tree } from '../remotes/types.ts';

/** A tree of files held in memory: path from the root to text. Facts of git that are not given are those of a repository `octo/tool` without tags. */
export function memoryTree(files: Readonly<Record<string, string>>, git: Partial<GitFacts> = {}): Tree {
  const byPath = new Map(Object.entries(files));
  const paths = [...byPath.keys()].sort();
  return {
    label: 'memory',
    revision: null,
    dirty: false,
    list: () => paths,
    has: (path) => byPath.has(path),
    read: (path) => byPath.get(path),
    git: { tags: [], branches: ['main'], defaultBranch: 'main', slug: 'octo/tool', message: '', date: 0, ...git },
    limits: () => [],
  };
}
