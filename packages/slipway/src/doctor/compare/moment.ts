import type { Tree } from '../../remotes/types.ts';

/** A base with what git knows of the tree that it is compared with: a tag that was made since is no doing of the change. */
export function atTheMomentOf(after: Tree, base: Tree): Tree {
  return { ...base, git: after.git ?? base.git };
}
