import type { History, Plan, PlannedDestination, PullRequestFacts, ReleaseConfig } from '../types.ts';

/** All that a plan depends on. The same question has the same plan, byte for byte. */
export interface PlanQuestion {
  readonly history: History;
  /** Text of a file of the revision that is planned; undefined when there is none. */
  readonly read: (path: string) => string | undefined;
  /** Text of a file at a commit of its history; what only older files tell is not known without it. */
  readonly readAt?: ((commit: string, path: string) => string | undefined) | undefined;
  /** Paths of that revision, sorted. */
  readonly list: () => readonly string[];
  readonly config: ReleaseConfig;
  /** `owner/name`; without it there are no links. */
  readonly repository?: string | undefined;
  /** Address of the server; github.com when absent. */
  readonly server?: string | undefined;
  /** Today as `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  /** Slipway's own version. */
  readonly version: string;
  /** Name of a channel; by the branch when absent. */
  readonly channel?: string | undefined;
  /** `major`, `minor`, `patch`, `rc`, `hotfix`, or a version. */
  readonly asked?: string | undefined;
  /** Names of the components that are meant; all when absent. */
  readonly components?: readonly string[] | undefined;
  /** By number; what is not there is not known, and nothing is asked of anybody. */
  readonly pullRequests?: ReadonlyMap<number, PullRequestFacts> | undefined;
  /** Whether a package registry is among the destinations. */
  readonly registry?: boolean | undefined;
  /** What a release of these tags reaches, and must consist of; asked once, when the versions are known. */
  readonly prove?: (released: readonly { readonly tag: string; readonly version: string; readonly component: string }[]) => {
    readonly destinations: readonly PlannedDestination[];
    readonly contract: Plan['contract'];
  };
}
