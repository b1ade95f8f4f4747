import type { Plan, ReleaseConfig } from '../types.ts';

/** What is known of the place in which a plan is to be carried out; what was not asked is undefined. */
export interface PrepareFacts {
  readonly way: 'pull-request' | 'local';
  readonly plan: Plan;
  readonly config: Pick<ReleaseConfig, 'channels' | 'lines'>;
  /** Branch that is released from. */
  readonly branch: string | undefined;
  /** State of the work tree; undefined where there is none. */
  readonly worktree: WorktreeFacts | undefined;
  /** Planned tags whose name is used already, with where: `refs/tags/v1.0.0`, `a tag of acme/app`. */
  readonly usedTags: readonly { readonly tag: string; readonly where: string }[];
  /** What GitHub says; undefined when it was not asked. */
  readonly remote: RemoteFacts | undefined;
  /** Why it was not asked, half a sentence. */
  readonly unasked?: string | undefined;
}

export interface WorktreeFacts {
  /** Files that differ from HEAD. */
  readonly changed: readonly string[];
  /** Files that git does not know, at paths that the plan makes. */
  readonly inTheWay: readonly string[];
  readonly branch: string | undefined;
  /** `origin/main`; undefined when the branch follows none. */
  readonly upstream: string | undefined;
  readonly ahead: number | undefined;
  readonly behind: number | undefined;
  /** Whether there is any remote that the branch could follow. */
  readonly hasRemote: boolean;
}

export interface RemoteFacts {
  /** `owner/name`. */
  readonly slug: string;
  readonly defaultBranch: string;
  readonly archived: boolean;
  /** Where the token is from, and whether it may push; undefined when GitHub does not tell before it is tried. */
  readonly token: { readonly source: string; readonly mayPush: boolean | undefined };
  /** Newest commit of the branch that is released from; undefined when GitHub has no such branch. */
  readonly head: string | undefined;
  /** undefined when the token may not read them. */
  readonly checks: CheckFacts | undefined;
  /** Workflow files of the plan that the token may not push, and why: a sentence. */
  readonly workflows: { readonly paths: readonly string[]; readonly why: string } | undefined;
}

/** Check runs and statuses of the commit, by name; those of the run that asks are left out. */
export interface CheckFacts {
  readonly passed: number;
  readonly failing: readonly string[];
  readonly pending: readonly string[];
}
