import { alternatives, describe } from '../actions/index.ts';
import { type Effect, familyOf, isRollingFamily, type Run } from '../chain/index.ts';
import type { ReleaseDeed } from '../tools/index.ts';

/** Files that reach a release when it is public, and what made it public. */
export interface LateFiles {
  readonly how: 'event' | 'publishes-first' | 'legs' | 'after' | 'replaces';
  /** What uploads them. */
  readonly upload: Effect;
  /** What published it, in the same run. */
  readonly published?: Effect;
}

interface ReleaseEffect extends Effect {
  readonly deed: ReleaseDeed;
}

const isRelease = (e: Effect): e is ReleaseEffect => e.deed.kind === 'release';
const hasFiles = ({ deed }: ReleaseEffect): boolean => deed.act === 'upload' || (deed.assets?.length ?? 0) > 0;

/** Activities of an event whose release is public, so that what is uploaded comes late. */
const isPublic = (activity: string | undefined): boolean =>
  activity === 'published' || activity === 'released' || activity === 'prereleased' || activity === 'created';

/** Uploads of a run that come after publication, in order; what is not known is left out. */
export function* lateFiles(run: Run): Generator<LateFiles> {
  const all = run.effects
    .filter(isRelease)
    .filter((e) => e.elsewhere === undefined && !e.possible && e.happens !== false && e.deed.act !== 'delete' && !isRolling(e));
  if (run.event.name === 'release') {
    const upload = isPublic(run.event.activity) ? all.find((e) => hasFiles(e) && e.deed.draft !== true && isOfEvent(e, run)) : undefined;
    if (upload) yield { how: 'event', upload };
    return;
  }
  let published: ReleaseEffect | undefined;
  for (const [at, e] of all.entries()) {
    const { deed } = e;
    if (published && hasFiles(e) && (deed.act === 'upload' || deed.updates) && sameRelease(e, published)) {
      if (!isEither(e, published)) yield { how: 'after', upload: e, published };
      continue;
    }
    if (deed.act === 'upload') {
      const made =
        deed.updates === true
          ? all.slice(at + 1).find((o) => o.deed.act === 'create' && o.deed.draft === false && isEither(e, o) && sameRelease(e, o))
          : undefined;
      if (made) yield { how: 'replaces', upload: e, published: made };
      continue;
    }
    if (deed.act === 'publish') published = e;
    else if (deed.draft === false && !('certain' in deed && deed.certain === undefined)) {
      if (hasFiles(e) && e.legs > 1 && deed.updates && (e.tag === undefined || familyOf(e.tag) !== undefined)) yield { how: 'legs', upload: e };
      else if (hasFiles(e) && (deed.draftFirst === false || (deed.draftFirst === undefined && deed.prerelease !== false)))
        yield { how: 'publishes-first', upload: e };
      published ??= e;
    }
  }
}

/** A tag that always has the same name: its release is meant to change. */
const isRolling = (e: Effect): boolean => e.tag !== undefined && isRollingFamily(familyOf(e.tag));

function isOfEvent(e: ReleaseEffect, run: Run): boolean {
  if (e.tag === undefined) return true;
  const ref = describe(run.event.ref);
  return alternatives(e.tag).some((one) => describe(one) === ref);
}

/** One tag, as far as it is known; a release without a tag of its own has that of the event. */
function sameRelease(a: Effect, b: Effect): boolean {
  if (a.tag === undefined || b.tag === undefined) return true;
  const family = familyOf(a.tag);
  return family === undefined ? describe(a.tag) === describe(b.tag) : family === familyOf(b.tag);
}

/** Two branches of one script, of which a run takes one. */
function isEither(a: Effect, b: Effect): boolean {
  return (
    a.step === b.step &&
    a.step?.run !== undefined &&
    a.happens === undefined &&
    b.happens === undefined &&
    /\belse\b/.test(a.step.run.text) &&
    /gh release view/.test(a.step.run.text)
  );
}
