import type { Concurrency } from '../../../actions/index.ts';
import type { Event } from '../../../chain/index.ts';

/** What a fix needs to know of a run that its concurrency group ends. */
export interface Held {
  readonly why: 'cancelled' | 'deadlock' | 'evicted';
  readonly concurrency: Concurrency;
  /** The event of the run that is lost. */
  readonly event: Event;
}
