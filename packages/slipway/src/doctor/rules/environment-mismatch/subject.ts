import type { Job, Str, Workflow } from '../../../actions/index.ts';

/** What a fix needs to know of a job that names another environment than its secrets lie in. */
export interface Mismatched {
  readonly job: Job;
  readonly workflow: Workflow;
  /** The environment that the others name. */
  readonly environment: string;
  /** The name that stands there now. */
  readonly now?: Str;
  /** The secret that the others read in it. */
  readonly secret?: string;
}
