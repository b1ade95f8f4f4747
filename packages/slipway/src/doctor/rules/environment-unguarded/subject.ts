import type { Job, Workflow } from '../../../actions/index.ts';

/** What a fix needs to know of a way to production that nothing guards. */
export interface Unguarded {
  readonly why: 'release' | 'tag' | 'pull request' | 'choice';
  readonly workflow: Workflow;
  readonly job: Job;
  readonly environment: string;
  /** The input that chooses the environment. */
  readonly input?: string;
}
