import { type Analysis, type Effect, familyOf, isRollingFamily, type Run } from '../../../chain/index.ts';
import { isFullRelease } from './releases.ts';

/** A build that is replaced again and again and is released as a full release, and a release of a version that it hides. */
export interface Rolling {
  readonly run: Run;
  readonly effect: Effect;
  /** What releases versions. */
  readonly by: Effect;
}

/** The first rolling release of each workflow that becomes the latest one, where the repository releases versions as well. */
export function* rollingReleases(analysis: Analysis): Generator<Rolling> {
  const by = versioned(analysis);
  if (by === undefined) return;
  for (const runs of analysis.declared.values())
    for (const run of runs) {
      const effect = run.event.refType === 'tag' ? undefined : run.effects.find((e) => isRolling(e) && isFullRelease(e, analysis));
      if (effect === undefined) continue;
      yield { run, effect, by };
      break;
    }
}

const isRolling = (e: Effect): boolean => e.tag !== undefined && isRollingFamily(familyOf(e.tag)) && !/^=(?:stable|v?\d)/.test(familyOf(e.tag) ?? '');

/** A full release of a version that a workflow makes. */
function versioned(analysis: Analysis): Effect | undefined {
  for (const runs of analysis.declared.values())
    for (const { effects } of runs)
      for (const e of effects) {
        const family = e.tag === undefined ? undefined : familyOf(e.tag);
        if (
          e.deed.kind === 'release' &&
          e.elsewhere === undefined &&
          e.deed.act !== 'delete' &&
          e.happens !== false &&
          family !== undefined &&
          !isRollingFamily(family) &&
          e.deed.prerelease !== true
        )
          return e;
      }
  return undefined;
}
