import type { Effect } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';

/** What a fix needs to know of a push or a request without a credential. */
export type Uncredited =
  /** git itself has none. */
  | { readonly why: 'git'; readonly effect: Effect; readonly checkout?: Location }
  /** The tool is given no token. */
  | { readonly why: 'tool'; readonly effect: Effect }
  /** What was exported for git ended with its step. */
  | { readonly why: 'export'; readonly effect: Effect; readonly at: Location; readonly name: string };
