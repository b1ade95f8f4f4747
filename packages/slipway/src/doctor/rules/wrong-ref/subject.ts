import type { Workflow } from '../../../actions/index.ts';
import type { CheckoutSeen, Effect } from '../../../chain/index.ts';

/** What a fix needs to know of a build of the wrong commit. */
export type Misled =
  /** Checkouts without a ref, and what they should take: an expression without `$\{{ }}`, or a text with one. */
  | { readonly why: 'checkout'; readonly workflow: Workflow; readonly ref: string; readonly checkouts: readonly CheckoutSeen[] }
  /** A release that does not take the input which names it. */
  | {
      readonly why: 'input';
      readonly workflow: Workflow;
      readonly input: string;
      readonly release: Effect;
      readonly checkouts: readonly CheckoutSeen[];
    }
  /** A release without a tag in a run of a branch. */
  | { readonly why: 'no tag'; readonly effect: Effect }
  /** sbt-ci-release in a run of a branch that has made the tag. */
  | { readonly why: 'sbt'; readonly effect: Effect };
