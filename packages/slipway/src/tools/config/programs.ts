import type { ToolWorld } from '../types.ts';
import { join } from './documents.ts';
import { cargoPackages } from './packages.ts';

const known = new WeakMap<ToolWorld, readonly CargoPrograms[]>();

/** A crate with the programs that it builds. */
export interface CargoPrograms {
  readonly name: string;
  readonly directory: string;
  readonly publish: boolean;
  readonly programs: readonly string[];
}

/** Crates of the workspace with the names of their programs: `[[bin]]`, or their own name when there is a `src/main.rs`. */
export function cargoPrograms(world: ToolWorld): readonly CargoPrograms[] {
  let made = known.get(world);
  if (made === undefined) {
    made = cargoPackages(world)
      .slice(0, 100)
      .flatMap((p) =>
        p.name === undefined ? [] : [{ name: p.name, directory: p.directory, publish: p.publish, programs: programsOf(world, p.directory, p.name) }],
      );
    known.set(world, made);
  }
  return made;
}

function programsOf(world: ToolWorld, directory: string, name: string): string[] {
  const inside = (path: string): string => join(directory, path) ?? path;
  const manifest = world.read(inside('Cargo.toml')) ?? '';
  const named = [...manifest.matchAll(/^\[\[bin\]\][^[]*?^\s*name\s*=\s*"([\w.-]+)"/gm)].slice(0, 30).map((m) => m[1]!);
  if (named.length > 0) return named;
  return world.exists(inside('src/main.rs')) ? [name] : [];
}
