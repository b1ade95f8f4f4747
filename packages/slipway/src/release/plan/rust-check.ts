import { cargoCrate, interfaceBreak, releasePlzChecksInterface, rustInterface } from '../../tools/index.ts';
import { worldOf } from '../files/index.ts';
import type { Bump, Commit, Component } from '../types.ts';
import type { Release } from '../versions/index.ts';
import type { PlanQuestion } from './types.ts';

/** What a library's sources tell of its public interface. */
export interface InterfaceCheck {
  /** What it raises; `none` where nothing is seen to break. */
  readonly bump: Bump;
  /** One sentence. */
  readonly why: string;
}

/** Larger libraries are not looked at. */
const MOST_FILES = 600;

/**
 * release-plz has cargo-semver-checks compare the public interface of a library with its last release, and takes a break for a breaking change
 * (crates/release_plz_core/src/command/update/updater.rs and crates/next_version/src/version_increment.rs, read 2026-11-21). That needs a build;
 * the sources tell most of it.
 *
 * @param commits of the component since that release, newest first, with their files
 * @returns undefined where release-plz does not look either, or older files cannot be read
 */
export function checkedInterface(
  { read, readAt, list }: Pick<PlanQuestion, 'read' | 'readAt' | 'list'>,
  { path, driver }: Pick<Component, 'path' | 'driver'>,
  from: Release,
  commits: readonly Commit[],
): InterfaceCheck | undefined {
  if (driver !== 'release-plz' || readAt === undefined || from.commit === '') return undefined;
  const world = worldOf(read, list);
  const folder = path === '' ? 'src' : `${path}/src`;
  const crate = cargoCrate(world, path);
  if (crate === undefined || !world.exists(`${folder}/lib.rs`) || !releasePlzChecksInterface(world, crate.name)) return undefined;
  const isSource = (file: string): boolean => file.startsWith(`${folder}/`) && file.endsWith('.rs') && !file.startsWith(`${folder}/bin/`);
  const now = new Map(list().flatMap((file) => (isSource(file) ? [[file, read(file) ?? ''] as const] : [])));
  const changed = new Set(commits.flatMap(({ files }) => (files ?? []).filter(isSource)));
  if (now.size > MOST_FILES) return undefined;
  const then = new Map(now);
  for (const file of changed) {
    const text = readAt(from.commit, file);
    if (text === undefined) then.delete(file);
    else then.set(file, text);
  }
  const found = changed.size === 0 ? undefined : interfaceBreak(rustInterface(then, folder), rustInterface(now, folder));
  if (found === undefined)
    return { bump: 'none', why: 'Its public interface does not break, as far as its sources tell; release-plz has that checked by a build.' };
  const [major = 0, minor = 0] = from.numbers;
  const bump = major > 0 ? 'major' : minor > 0 ? 'minor' : 'patch';
  return { bump, why: `${found}, as far as its sources tell, so its public interface breaks; release-plz has that checked by a build: ${bump}.` };
}
