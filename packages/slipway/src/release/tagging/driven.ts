import { drivenBy } from '../drivers.ts';
import type { PlannedTag } from './types.ts';

/** Tags that another tool makes too, a sentence for each tool: one of the two comes too late, or counts from what the other made. */
export function drivenTags(tags: readonly Pick<PlannedTag, 'name' | 'driver'>[]): readonly string[] {
  return [...drivenBy(tags)].map(([driver, [first, ...more]]) => {
    const what = more.length === 0 ? first : `${first} and ${more.length} more`;
    return `${what}: ${driver} makes such tags itself here; let only one of the two do it (\`driven-by: slipway\` in slipway.yaml says which).`;
  });
}
