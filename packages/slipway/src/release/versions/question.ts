import type { Bump, Channel, Component, Line, Tag } from '../types.ts';
import type { Release } from './releases.ts';

/** What the next version of one component depends on. */
export interface NextQuestion {
  readonly component: Pick<Component, 'name' | 'tag' | 'scheme' | 'first'> & Partial<Pick<Component, 'driver'>>;
  /** 40 hex digits of what would be released. */
  readonly head: string;
  /** All tags of the repository; what the remote has may follow what is here. */
  readonly all: readonly Tag[];
  /** Those that head contains. */
  readonly contained: readonly Tag[];
  readonly channel: Channel;
  /** All channels, so that the identifier of the one that is promoted is known. */
  readonly channels?: readonly Channel[];
  /** The maintained range that this branch is; absent on the main line. */
  readonly line?: Line;
  /** The highest release goes on from the last one that head contains, on a branch that was cut from here: here the version above it is made. */
  readonly outgrown?: boolean;
  /** All maintained ranges, so that their versions do not count on the main line. */
  readonly lines?: readonly Line[];
  /** What the commits since the last stable release raise. */
  readonly bump: Bump;
  /** What the commits since the last pre-release of this channel raise; `none` stops a further one. */
  readonly fresh?: Bump;
  /** `major`, `minor`, `patch`, `rc`, `hotfix`, or the very version that is wanted. */
  readonly explicit?: string;
  /** Today as `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  /** Whether a package registry is among the destinations; its clients read versions as semver does. */
  readonly registry?: boolean;
}

interface Reasons {
  /** One sentence each, for `--explain`. */
  readonly why: readonly string[];
  readonly warnings: readonly string[];
  readonly leftOut: readonly { readonly tag: string; readonly why: string }[];
}

/** A version that can be released. */
export interface NextRelease extends Reasons {
  readonly kind: 'release';
  /** The last stable release that head contains; commits since it are what is new. */
  readonly from: Release | null;
  readonly version: string;
  readonly tag: string;
  /** The commit that is tagged: head, or the one of the candidate that is promoted. */
  readonly commit: string;
  readonly bump: Bump;
  readonly prerelease: boolean;
  /** The candidate whose commit this is. */
  readonly promotes?: Release;
  readonly latest: boolean;
}

/** Nothing to release, or a release that would do harm: `reason` is one sentence. */
export interface NoRelease extends Reasons {
  readonly kind: 'nothing' | 'refused';
  readonly reason: string;
}

export type Next = NextRelease | NoRelease;
