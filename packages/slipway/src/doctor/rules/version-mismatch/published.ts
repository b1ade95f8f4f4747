import { type Analysis, type Effect, isConstantFamily, type Run } from '../../../chain/index.ts';
import { type VersionSource, versionSources } from '../../../tools/index.ts';
import { mayRewriteVersions } from './rewriting.ts';

/** A manifest whose version a run publishes as it stands in the tree. */
export interface Published {
  readonly source: VersionSource;
  readonly effect: Effect;
  readonly run: Run;
}

/**
 * What one event publishes from the tree's own manifests, over all workflows that it starts. Left out is what is published under another version
 * than the manifest's: something before may rewrite it.
 */
export function publishedTogether(analysis: Analysis): ReadonlyMap<string, readonly Published[]> {
  const manifests = versionSources(analysis.world.tools).filter((one) => one.publishes.length > 0);
  const found = new Map<string, Published[]>();
  if (manifests.length === 0) return found;
  for (const runs of analysis.declared.values()) {
    for (const run of runs) {
      // Any tag and any branch stand for many; and a rolling tag is no version.
      if (run.event.ref.k !== 'str' || (run.event.family !== undefined && isConstantFamily(run.event.family))) continue;
      for (const effect of run.effects) {
        const { deed } = effect;
        if (deed.kind !== 'package' || deed.stage || effect.happens === false || effect.possible || effect.elsewhere !== undefined) continue;
        for (const source of manifests) {
          if (!source.publishes.some((one) => one.registry === deed.registry && deed.names.includes(one.name))) continue;
          const list = found.get(run.event.id) ?? [];
          if (list.some((one) => one.source === source) || mayRewriteVersions(effect, analysis.world)) continue;
          list.push({ source, effect, run });
          found.set(run.event.id, list);
        }
      }
    }
  }
  return found;
}
