import type { Driver } from './types.ts';

/** Tools that build, or say, what is tagged, and leave making the release to others. */
const LEAVE_IT: ReadonlySet<Driver> = new Set(['slipway', 'git-cliff', 'cargo-dist', 'goreleaser']);

/** Whether a tool writes the version and makes the tag of its releases itself. */
export const releasesItself = (driver: Driver): boolean => !LEAVE_IT.has(driver);

/** Names of what other tools release themselves, by the tool. */
export function drivenBy(all: readonly { readonly name: string; readonly driver: Driver }[]): ReadonlyMap<Driver, readonly string[]> {
  const found = new Map<Driver, string[]>();
  for (const { name, driver } of all) if (releasesItself(driver)) found.set(driver, [...(found.get(driver) ?? []), name]);
  return found;
}
