import type { Tree } from '../../remotes/types.ts';
import { applyEdits, type Edit } from '../../source/index.ts';

/**
 * A tree as it would be after edits, which were made for its texts. Git's facts stay: nothing is committed.
 * @throws Error with one sentence when the edits contradict each other or the tree
 */
export function overlayTree(tree: Tree, edits: readonly Edit[]): Tree {
  const files = new Map<string, string>();
  for (const edit of edits)
    for (const path of edit.op === 'rename' ? [edit.path, edit.to] : [edit.path]) {
      const text = tree.read(path);
      if (text !== undefined) files.set(path, text);
    }
  const changed = applyEdits(files, edits);
  const has = (path: string): boolean => (changed.has(path) ? changed.get(path) !== null : tree.has(path));
  const paths = [...new Set([...tree.list(), ...changed.keys()])].filter(has).sort();
  return {
    label: tree.label,
    revision: tree.revision,
    dirty: true,
    list: () => paths,
    has,
    read: (path) => (changed.has(path) ? (changed.get(path) ?? undefined) : tree.read(path)),
    ...(tree.prefetch === undefined ? {} : { prefetch: (wanted: readonly string[]) => tree.prefetch?.(wanted.filter((path) => !changed.has(path))) }),
    git: tree.git,
    limits: () => tree.limits(),
  };
}
