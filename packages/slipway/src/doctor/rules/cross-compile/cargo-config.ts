import type { World } from '../../../chain/index.ts';

interface CargoTree {
  /** Texts of the cargo configurations of the tree. */
  readonly configs: string;
  /** Something of the tree is linked: a program or a library for other languages. */
  readonly links: boolean;
  readonly toolchain: ToolchainFile | undefined;
}

/** What rust-toolchain.toml at the root says; it wins over the default toolchain. */
export interface ToolchainFile {
  readonly path: string;
  readonly channel: string | undefined;
  readonly targets: string;
}

const known = new WeakMap<World, CargoTree>();
const mostManifests = 200;

export function cargoTree(world: World): CargoTree {
  const before = known.get(world);
  if (before) return before;
  const paths = world.tree.list();
  const configs = paths.filter((p) => /(?:^|\/)\.cargo\/config(?:\.toml)?$/.test(p)).map((p) => world.tree.read(p) ?? '');
  const links =
    paths.some((p) => /(?:^|\/)src\/(?:main\.rs|bin\/)/.test(p)) ||
    paths
      .filter((p) => /(?:^|\/)Cargo\.toml$/.test(p))
      .slice(0, mostManifests)
      .some((p) => /^\s*\[\[bin\]\]|cdylib/m.test(world.tree.read(p) ?? ''));
  const found = { configs: configs.join('\n'), links, toolchain: toolchainFile(world) };
  known.set(world, found);
  return found;
}

function toolchainFile(world: World): ToolchainFile | undefined {
  for (const path of ['rust-toolchain.toml', 'rust-toolchain']) {
    const text = world.tree.read(path);
    if (text === undefined) continue;
    if (!text.includes('[toolchain]')) return { path, channel: text.trim().split('\n')[0]?.trim(), targets: '' };
    return { path, channel: /^\s*channel\s*=\s*["']([^"']+)/m.exec(text)?.[1], targets: /^\s*targets\s*=\s*\[([^\]]*)\]/m.exec(text)?.[1] ?? '' };
  }
  return undefined;
}
