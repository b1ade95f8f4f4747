import type { Job, Workflow } from '../../../actions/index.ts';

/** What a fix needs to know of a job that is skipped with another. */
export interface Skipped {
  readonly workflow: Workflow;
  readonly job: Job;
  /** The needed job that the finding is about, and how it may come out for the job to run. */
  readonly need: Job;
  readonly may: 'be skipped' | 'succeed';
}
