import type { Firing } from '../compare/types.ts';

/** `.github/workflows/release.yml (push of a tag v*, by tag.yml as secrets.RELEASE_TOKEN)`. */
export function firingText({ workflow, event, by }: Firing): string {
  return `${workflow} (${event}, by ${by})`;
}
