import type { Workflow } from '../../../actions/index.ts';
import type { Effect } from '../../../chain/index.ts';

/** What a fix needs to know of a dispatch that GitHub refuses. */
export type Misdirected =
  | { readonly why: 'workflow' | 'ref'; readonly effect: Effect; readonly name: string }
  | { readonly why: 'no trigger'; readonly effect: Effect; readonly target: Workflow }
  | { readonly why: 'input' | 'required'; readonly effect: Effect; readonly target: Workflow; readonly name: string }
  | { readonly why: 'choice'; readonly effect: Effect; readonly target: Workflow; readonly name: string; readonly values: readonly string[] };
