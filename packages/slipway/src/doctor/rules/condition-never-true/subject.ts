import type { Job, Step, Str, Workflow } from '../../../actions/index.ts';
import type { Effect } from '../../../chain/index.ts';
import type { Reaching } from '../../reaching.ts';

interface Condition {
  readonly workflow: Workflow;
  readonly job: Job;
  /** The condition; of an output, what it is computed from. */
  readonly condition: Str;
}

/** What a fix needs to know of a condition that never holds. */
export type Untrue =
  | (Condition & { readonly why: 'never'; readonly step?: Step; readonly events: readonly Reaching[] })
  | (Condition & { readonly why: 'escape' })
  /** The pull request that the tool opens, and whose merge the condition leaves out. */
  | (Condition & { readonly why: 'merge'; readonly open: Effect });
