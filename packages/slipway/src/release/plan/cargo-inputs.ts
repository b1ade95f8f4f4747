import { parseToml, sourceFile } from '../../source/index.ts';
import { cargoPrograms, document, inheritedDependencies, workspaceRequirement } from '../../tools/index.ts';
import { worldOf } from '../files/index.ts';
import type { Component } from '../types.ts';
import type { PlanQuestion } from './types.ts';

type Asked = Pick<PlanQuestion, 'read' | 'readAt' | 'list'>;

/**
 * Why release-plz releases a crate though no commit since its last release touches it: a dependency that it takes from the workspace is asked for
 * otherwise, or, of a crate with a program, Cargo.lock has another version of what it is built from.
 * crates/release_plz_core/src/{toml_compare.rs,lock_compare.rs,command/update/updater.rs}, read 2026-11-21
 *
 * @param since commit of its last release
 * @returns one sentence; undefined when neither is so, or when older files cannot be read
 */
export function changedInputs(
  { read, readAt, list }: Asked,
  { path, driver }: Pick<Component, 'path' | 'driver'>,
  since: string,
): string | undefined {
  if (driver !== 'release-plz' || readAt === undefined || since === '') return undefined;
  const world = worldOf(read, list);
  const inherited = inheritedDependencies(world, path);
  if (inherited === undefined) return undefined;
  const manifest = inherited.workspace === '' ? 'Cargo.toml' : `${inherited.workspace}/Cargo.toml`;
  const before = readAt(since, manifest);
  if (before !== undefined && before !== read(manifest)) {
    const [then, now] = [parseToml(sourceFile(manifest, before)).root, document(world, manifest)];
    const changed = inherited.names.find((name) => {
      const wanted = workspaceRequirement(now, name);
      return wanted !== undefined && wanted !== workspaceRequirement(then, name);
    });
    if (changed !== undefined) return `${manifest} asks for ${changed} otherwise than at the last release, and the crate is built from it: patch.`;
  }
  const crate = cargoPrograms(world).find(({ directory }) => directory === path);
  const lock = manifest.replace(/toml$/, 'lock');
  const built = crate === undefined || crate.programs.length === 0 ? undefined : readAt(since, lock);
  const locked = built === undefined ? undefined : read(lock);
  if (crate === undefined || built === undefined || locked === undefined || built === locked) return undefined;
  const other = otherVersion(crate.name, packagesIn(built), packagesIn(locked));
  return other === undefined
    ? undefined
    : `${lock} has another version of ${other} than at the last release, and the program is built from it: patch.`;
}

interface Locked {
  readonly version: string;
  /** `name`, or `name version` where there are several. */
  readonly dependencies: readonly string[];
}

/** A lock file by names; only what cargo writes is read. */
function packagesIn(text: string): ReadonlyMap<string, readonly Locked[]> {
  const found = new Map<string, Locked[]>();
  for (const part of text.split('[[package]]').slice(1)) {
    const name = /^name = "([^"]+)"/m.exec(part)?.[1];
    const version = /^version = "([^"]+)"/m.exec(part)?.[1];
    if (name === undefined || version === undefined) continue;
    const list = /^dependencies = \[([^\]]*)\]/m.exec(part)?.[1] ?? '';
    found.set(name, [...(found.get(name) ?? []), { version, dependencies: [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1]!) }]);
  }
  return found;
}

/** Name of something that a crate was built from and that is now there only in other versions. What is gone altogether does not count. */
function otherVersion(crate: string, then: ReadonlyMap<string, readonly Locked[]>, now: ReadonlyMap<string, readonly Locked[]>): string | undefined {
  const open = [crate];
  const seen = new Set(open);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [name = '', version] = at.split(' ');
    const here = (then.get(name) ?? []).filter((one) => version === undefined || one.version === version);
    const there = now.get(name);
    if (there !== undefined && here.some((one) => !there.some((other) => other.version === one.version))) return name;
    for (const next of here.flatMap(({ dependencies }) => dependencies))
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
  }
  return undefined;
}
