import type { Str, Workflow } from '../../../actions/index.ts';
import type { Effect } from '../../../chain/index.ts';

/** What a fix needs to know of a filter that no tag passes. */
export interface DeadFilter {
  readonly why: 'other tags' | 'no pattern' | 'branches only' | 'namespace';
  readonly workflow: Workflow;
  /** Families of the tags that are made; none where nothing in the tree makes them. */
  readonly families: readonly string[];
  /** What makes the tags. */
  readonly effect?: Effect;
  /** What waits for a tag behind a filter of branches. */
  readonly condition?: Str;
  /** The workflow that is generated for the tags that are made. */
  readonly other?: Workflow;
}
