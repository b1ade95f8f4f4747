import type { Driver } from '../types.ts';
import type { PlannedTag } from './types.ts';

/** Tools that leave the tag to others. */
const TAGGED_BY_OTHERS: ReadonlySet<Driver> = new Set(['slipway', 'git-cliff', 'cargo-dist', 'goreleaser']);

/** Whether a tool prepares and tags its releases itself. */
export const makesItsTags = (driver: Driver): boolean => !TAGGED_BY_OTHERS.has(driver);

/** Tags that another tool makes too, a sentence for each tool: one of the two comes too late, or counts from what the other made. */
export function drivenTags(tags: readonly Pick<PlannedTag, 'name' | 'driver'>[]): readonly string[] {
  const byDriver = new Map<Driver, string[]>();
  for (const { name, driver } of tags) if (makesItsTags(driver)) byDriver.set(driver, [...(byDriver.get(driver) ?? []), name]);
  return [...byDriver].map(([driver, [first, ...more]]) => {
    const what = more.length === 0 ? first : `${first} and ${more.length} more`;
    return `${what}: ${driver} makes such tags itself here; let only one of the two do it (\`driven-by: slipway\` in slipway.yaml says which).`;
  });
}
