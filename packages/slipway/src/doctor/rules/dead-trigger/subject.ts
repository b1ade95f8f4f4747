import type { Str, Workflow } from '../../../actions/index.ts';
import type { Effect } from '../../../chain/index.ts';

/** What a fix needs to know of a trigger that nothing fires. */
export type Dead =
  | { readonly why: 'suppressed'; readonly workflow: Workflow; readonly effect: Effect }
  /** The default branch as it was called, and as it is. */
  | { readonly why: 'branch'; readonly workflow: Workflow; readonly names: readonly Str[]; readonly branch: string }
  /** A type that nobody waits for, and one that is spelt nearly so. */
  | { readonly why: 'unheard'; readonly effect: Effect; readonly type: string; readonly near?: { readonly workflow: Workflow; readonly type: Str } };
