import { alternatives } from '../actions/index.ts';
import { type Analysis, type Effect, familyOf } from '../chain/index.ts';

const known = new WeakMap<Analysis, ReadonlySet<string>>();

/**
 * Families of tags that only persons make: nothing in the tree pushes such a tag or publishes a release of one. A draft does not count, because
 * its tag comes when a person publishes it. Empty when something makes tags whose names are not known.
 */
export function handMadeTags(analysis: Analysis): ReadonlySet<string> {
  const before = known.get(analysis);
  if (before !== undefined) return before;
  const made = new Set<string | undefined>();
  for (const run of [...analysis.declared.values()].flat()) {
    // Who dispatches what a tag starts too repeats a release, whose tag is there.
    if (run.event.name === 'workflow_dispatch' && run.workflow.triggers.some((t) => t.event === 'push' && t.tags !== undefined)) continue;
    for (const effect of run.effects) if (makesTag(effect)) for (const one of alternatives(effect.tag!)) made.add(familyOf(one));
  }
  const found = new Set<string>();
  if (!made.has(undefined))
    for (const { entry } of analysis.entries)
      if (entry.kind === 'tag' && entry.family !== undefined && !made.has(entry.family)) found.add(entry.family);
  known.set(analysis, found);
  return found;
}

function makesTag({ deed, tag, tagExists, happens, elsewhere }: Effect): boolean {
  if (tag === undefined || tagExists || happens === false || elsewhere !== undefined) return false;
  return deed.kind === 'tag' ? deed.act !== 'delete' : deed.kind === 'release' && deed.act === 'create' && deed.draft !== true && !deed.needsTag;
}
