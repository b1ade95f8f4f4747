import type { Job } from '../../../actions/index.ts';
import type { Place } from '../../../source/index.ts';

/** Where a condition stands in a job that has none: under its name, before all else. */
export const beforeRest = (job: Job): Place => (job.name === undefined ? { first: true } : { after: 'name' });
