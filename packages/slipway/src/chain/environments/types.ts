import type { Job, Truth, Workflow } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import type { JobRun, Run } from '../types.ts';
import type { Tier } from './tiers.ts';

/** What stands before a deployment on its `needs` path, or at the job itself. */
export interface Gate {
  /**
   * `job`: a job that must succeed first. `approval`: such a job whose work is to ask somebody, or to look who asks. `environment`: the job
   * names an environment; whether that waits for a reviewer is a setting of the repository, which the tree does not tell.
   */
  readonly kind: 'job' | 'approval' | 'environment';
  readonly name: string;
  readonly at: Location;
}

/** One step on the way from the event to the job. */
export interface Hop {
  readonly text: string;
  readonly at?: Location;
}

/** One way on which an environment is deployed to. */
export interface EnvironmentRoute {
  readonly environment: string;
  readonly tier: Tier;
  /** The job names it with `environment:`; else its id, its name or its input says so. */
  readonly declared: boolean;
  /** How it begins, as a sentence: `a person pushes tag v1.2.3`. */
  readonly from: string;
  /** The event of the run that deploys, with its activity: `push`, `release: published`. */
  readonly event: string;
  /** `stable`, `rc`, `hotfix`, `pre-release`, or a branch. */
  readonly channel: string;
  /** Choices of a dispatch that lead here. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Workflows that start each other on the way, the first one included. */
  readonly hops: readonly Hop[];
  readonly gates: readonly Gate[];
  /** Environments whose jobs must succeed before, in the same run: the order of promotion. */
  readonly after: readonly string[];
  readonly purpose: 'deploy' | 'rollback' | 'hotfix';
  /** Whether it is reached: undefined when that hangs on something that the tree does not tell. */
  readonly reached: Truth;
  /** `environment:` of the job, or its id. */
  readonly at: Location;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly jobRun: JobRun;
  readonly run: Run;
}
