import type { Plan } from '../release/index.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import type { OpenedPlan } from './plan-input.ts';

/**
 * A shallow clone may lack the last release, and what came since it: then a version made of it would be wrong.
 * @throws UsageError when the history that the plan needs is not there
 */
export function checkHistory(plan: Plan, { history }: OpenedPlan, { io }: Pick<Context, 'io'>): void {
  if (!history.shallow) return;
  const missing = !history.tags.some((tag) => history.contains(tag)) || plan.components.some(({ from }) => from === null);
  if (missing)
    throw new UsageError(
      'this clone is shallow and does not reach back to the last release; `git fetch --unshallow --tags` brings the rest of the history.',
    );
  io.err(
    'slipway: this clone is shallow: what was merged from branches that are older than it is not seen; `git fetch --unshallow` brings the rest.\n',
  );
}
