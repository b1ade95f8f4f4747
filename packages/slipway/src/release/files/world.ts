import type { ToolWorld } from '../../tools/index.ts';

type Read = (path: string) => string | undefined;

const worlds = new WeakMap<Read, ToolWorld>();

/** The tree as readers of manifests want it; one for each `read`, so that what they keep of a tree is made once for all components. */
export function worldOf(read: Read, list: () => readonly string[]): ToolWorld {
  const before = worlds.get(read);
  if (before !== undefined) return before;
  let paths: ReadonlySet<string> | undefined;
  const world: ToolWorld = {
    read,
    list,
    exists: (path) => {
      paths ??= new Set(list());
      return paths.has(path);
    },
    slug: undefined,
    defaultBranch: '',
    version: '',
    asOf: '',
  };
  worlds.set(read, world);
  return world;
}
