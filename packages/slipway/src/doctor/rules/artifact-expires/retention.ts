import type { Step } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';

/** GitHub keeps artifacts so long unless a repository, an organisation or a step says otherwise. */
export const usualDays = 90;

/** `retention-days` of a step that uploads; undefined when it gives none, or it is computed. */
function daysOf(step: Step): number | undefined {
  const value = step.with.find((p) => p.name === 'retention-days')?.value;
  const days = value?.kind === 'scalar' ? Number(value.text) : Number.NaN;
  return Number.isInteger(days) && days > 0 ? days : undefined;
}

/**
 * How long the artifacts of a name are kept at most, by the steps of the tree that upload them; of any name when none is given. 90 days, where
 * nothing else is said.
 */
export function retention(world: World, name?: string, workflow?: string): number {
  const days = world.workflows
    .filter((w) => workflow === undefined || w.path.endsWith(`/${workflow}`))
    .flatMap((w) => w.jobs.flatMap((j) => j.steps))
    .filter((s) => /^actions\/upload-artifact@/.test(s.uses?.at.text ?? '') && (name === undefined || nameOf(s) === name))
    .map((s) => daysOf(s) ?? usualDays);
  return days.length === 0 ? usualDays : Math.max(...days);
}

function nameOf(step: Step): string {
  const value = step.with.find((p) => p.name === 'name')?.value;
  return value?.kind === 'scalar' ? value.text : 'artifact';
}
