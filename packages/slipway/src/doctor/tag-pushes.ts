import type { Str, Trigger, Workflow } from '../actions/index.ts';
import type { Analysis } from '../chain/index.ts';
import { opened } from './opened.ts';
import { holds, reaching } from './reaching.ts';

/** A condition that waits for pushed tags in a workflow whose filter takes branches only. */
export interface TagsFiltered {
  /** The branch filter: any branch passes it, and no tag. */
  readonly filter: Str;
  readonly trigger: Trigger;
  /** The first condition that waits for a tag. */
  readonly condition: Str;
  readonly job: string;
}

/**
 * A workflow that starts from pushes to any branch (`branches: ['*']`), so that no tag starts it, although a job or step of its release is
 * conditioned on a tag: only someone who dispatches it on a tag reaches that. Undefined when it is otherwise.
 */
export function reachesTagsByHandOnly(workflow: Workflow, analysis: Analysis): TagsFiltered | undefined {
  const trigger = workflow.triggers.find((t) => t.event === 'push');
  if (trigger === undefined || trigger.tags !== undefined || trigger.tagsIgnore !== undefined) return undefined;
  const filter = trigger.branchesIgnore?.[0] ?? trigger.branches?.find((b) => /^\*\*?(?:\/\*\*?)?$/.test(b.text));
  if (filter === undefined) return undefined;
  const { world } = analysis;
  const events = reaching(workflow, analysis);
  if (events === undefined) return undefined;
  const byHand = (name: string): boolean => name === 'workflow_dispatch';
  for (const job of workflow.jobs) {
    for (const one of [job, ...job.steps]) {
      const condition = one.if;
      if (
        condition === undefined ||
        !/refs\/tags\/|ref_type\s*==\s*'tag'/.test(condition.text) ||
        /!\s*(?:startsWith|contains)|!=/.test(condition.text)
      )
        continue;
      const open = events.filter((r) => holds(one, r, workflow, world) !== false);
      if (open.every((r) => byHand(r.event.name) && !r.called) && opened(workflow, analysis).ofJob(job).length > 0)
        return { filter, trigger, condition, job: job.id };
    }
  }
  return undefined;
}
