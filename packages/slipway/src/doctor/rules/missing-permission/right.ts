import type { Job } from '../../../actions/index.ts';
import type { Right } from '../../../tools/index.ts';

/** A right that the token of a job lacks. */
export interface MissingRight {
  readonly job: Job;
  readonly right: Right;
}
