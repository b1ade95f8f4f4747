import { alternatives, describe } from '../actions/index.ts';
import { type Effect, type Run, type Target, targetsOf, type World } from '../chain/index.ts';

const kinds: ReadonlySet<Target['kind']> = new Set(['tag', 'release', 'asset', 'registry', 'image']);

/** What an effect delivers of the version that is released: no moving name, no site, no pull request. Empty for drafts and deletions. */
export function versionTargets(effect: Effect, world: World): Target[] {
  const { deed } = effect;
  if (effect.happens === false || effect.elsewhere !== undefined) return [];
  if (deed.kind === 'release' && (deed.act === 'delete' || (deed.act === 'create' && deed.draft === true))) return [];
  if (deed.kind === 'package' && deed.stage) return [];
  // A tag of an image that only holds the branch, the date or the commit is no version.
  if (deed.kind === 'image' && !deed.images.some((i) => alternatives(i).some((one) => isVersioned(describe(one), world)))) return [];
  return targetsOf(effect, world).filter((t) => t.version === 'this' && kinds.has(t.kind));
}

function isVersioned(image: string, world: World): boolean {
  const tag = image.slice(image.lastIndexOf(':') + 1);
  return tag.includes('{version}') || tag.includes(world.version);
}

/** A run that somebody starts in order to release, or that may release: no pull request but a merged one. */
export function mayRelease(run: Run): boolean {
  const { name, activity } = run.event;
  return !name.startsWith('pull_request') || activity === 'closed';
}
