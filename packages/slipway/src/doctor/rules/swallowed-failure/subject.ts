import type { Step } from '../../../actions/index.ts';
import type { Effect, Run } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';

/** What a fix looks at, by how the failure is lost. */
export type SwallowSubject =
  /** `by` as it is written: `continue-on-error: true`, `|| true`, `| tee log`, a catch block that begins at `caughtAt`. */
  | { readonly kind: 'swallow'; readonly effect: Effect; readonly by: string; readonly caughtAt?: Location }
  | { readonly kind: 'quiet'; readonly effect: Effect; readonly run: Run; readonly exit: Location; readonly claim: Location }
  /** A command whose `||` only speaks. */
  | { readonly kind: 'spoken'; readonly step: Step; readonly at: Location }
  /** `code=$?` behind an `if`. */
  | { readonly kind: 'late-status'; readonly step: Step; readonly name: string; readonly at: Location }
  /** A question whose answer is compared and printed. */
  | { readonly kind: 'blind'; readonly step: Step; readonly name: string; readonly at: Location };
