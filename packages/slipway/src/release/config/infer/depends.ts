import { cargoCrate, type ToolWorld } from '../../../tools/index.ts';
import type { FoundComponent } from './found.ts';

/**
 * Paths of the components that each component is built from: path dependencies of crates, dependencies of npm packages on each other.
 * A dependency for tests alone releases nothing.
 */
export function dependencies(world: ToolWorld, components: readonly FoundComponent[]): ReadonlyMap<string, readonly string[]> {
  const byPath = new Set(components.map(({ path }) => path));
  const byNpm = new Map<string, string>();
  const manifests = new Map<string, Record<string, unknown>>();
  for (const { path } of components) {
    const manifest = json(world.read(path === '' ? 'package.json' : `${path}/package.json`));
    if (typeof manifest?.name === 'string') byNpm.set(manifest.name, path);
    if (manifest) manifests.set(path, manifest);
  }
  return new Map(
    components.map(({ path }) => {
      const crates = (cargoCrate(world, path)?.dependencies ?? []).filter(({ kind }) => kind !== 'dev').map(({ directory }) => directory);
      const manifest = manifests.get(path);
      const names = ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((key) => Object.keys(Object(manifest?.[key])));
      const all = [...crates, ...names.flatMap((name) => byNpm.get(name) ?? [])];
      return [path, [...new Set(all)].filter((other) => other !== path && byPath.has(other))] as const;
    }),
  );
}

function json(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
