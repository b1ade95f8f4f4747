import type { Trigger, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { targetText } from '../../links.ts';
import { versionTargets } from '../../version-effects.ts';

/** The first workflow that delivers a version when a tag is pushed, and what. */
export function waitingForTags({
  world,
  declared,
}: Analysis): { readonly workflow: Workflow; readonly trigger: Trigger; readonly targets: readonly string[] } | undefined {
  for (const workflow of world.workflows) {
    const trigger = workflow.triggers.find((t) => (t.event === 'push' && t.tags !== undefined) || t.event === 'create');
    if (trigger === undefined) continue;
    const runs = (declared.get(workflow.path) ?? []).filter((r) => r.event.refType === 'tag' && r.event.name === trigger.event);
    const targets = [...new Set(runs.flatMap((r) => r.effects.flatMap((e) => versionTargets(e, world).map(targetText))))];
    if (targets.length > 0) return { workflow, trigger, targets };
  }
  return undefined;
}
