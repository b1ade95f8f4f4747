import type { Driver, ReleaseConfig } from '../types.ts';

/** A tag that is about to be made. */
export interface PlannedTag {
  readonly component: string;
  readonly version: string;
  readonly name: string;
  /** The commit that gets it, 40 hex digits. */
  readonly commit: string;
  /** Markdown, without a heading. */
  readonly notes: string;
  readonly channel: string;
  /** The tool whose rules decide its versions. */
  readonly driver: Driver;
  /** Candidate whose commit it takes over; null when there is none. */
  readonly promotes: string | null;
  /** One sentence each: why this commit, and this version. */
  readonly why: readonly string[];
}

/** What is there of a tag's name already. */
export interface NameFacts {
  /** The tag in this clone; `differs` says why it is not the one that is to be made. */
  readonly here?: { readonly commit: string; readonly differs: string | undefined };
  /** The commit that the remote's tag of this name leads to. */
  readonly remote?: string;
  /** Other refs that have, or show that there was, such a name: `refs/heads/v1.0.0`. */
  readonly others: readonly { readonly ref: string; readonly kind: 'remote-tag' | 'branch' | 'note' }[];
  /** Published releases of this name on GitHub. */
  readonly releases: readonly { readonly url: string; readonly immutable: boolean }[];
}

/** The state of the branch and of its upstream. */
export interface UpstreamFacts {
  /** `origin/main`. */
  readonly name: string;
  /** Where it is now, as the remote says; undefined when there is no such branch. */
  readonly head: string | undefined;
  /** Whether the upstream contains the commit that HEAD is; undefined when that cannot be told here. */
  readonly contains: boolean | undefined;
}

/** All that is looked at before a tag is made; what was not asked is undefined. */
export interface TagFacts {
  readonly tags: readonly PlannedTag[];
  readonly config: Pick<ReleaseConfig, 'channels' | 'lines'>;
  readonly tagging: ReleaseConfig['tagging'];
  readonly head: string;
  readonly branch: string | undefined;
  /** Tracked files that differ from HEAD; undefined where there is no work tree. */
  readonly changed: readonly string[] | undefined;
  readonly upstream: UpstreamFacts | undefined;
  /** The branch has no upstream although it is to be pushed. */
  readonly remoteName: string | undefined;
  /** A run of GitHub Actions works on the commit of its event, which may be behind. */
  readonly inRun: boolean;
  readonly names: ReadonlyMap<string, NameFacts>;
  /** By name of the tag: a higher version that the remote has and this clone does not know. */
  readonly unknownHere: ReadonlyMap<string, string>;
  /** The newest earlier tag of each component by its name, and whether it is annotated. */
  readonly earlier: ReadonlyMap<string, { readonly name: string; readonly annotated: boolean }>;
  /** By commit: what is not green of its checks, and whether some only have to finish. */
  readonly checks: ReadonlyMap<string, { readonly text: string; readonly pending: boolean }>;
  /** By name of the tag: why the walk says that it must not be made. */
  readonly preflight: ReadonlyMap<string, { readonly kind: 'starts-nothing' | 'findings' | 'broken'; readonly text: string }>;
}

export type TagRefusalCode =
  | 'dirty'
  | 'wrong-branch'
  | 'not-upstream'
  | 'no-notes'
  | 'tag-used'
  | 'not-fetched'
  | 'kind-of-tag'
  | 'checks'
  | 'starts-nothing'
  | 'findings'
  | 'broken';

/** Why a tag is not made: one sentence. */
export interface TagRefusal {
  readonly code: TagRefusalCode;
  readonly text: string;
  /** 2: it cannot be meant so. 1: what was found breaks this release. 30: something has to end first. */
  readonly exitCode: 1 | 2 | 30;
  /** A person may go on all the same with a reason, which the tag then tells. */
  readonly anyway: boolean;
}
