import type { Plan } from '../types.ts';

/** With which right something is made, in words. */
export interface CredentialWords {
  /** `the GITHUB_TOKEN of this run`, `a personal access token of octo`. */
  readonly what: string;
  /** Where it was found: `GH_TOKEN`, `--token-file`, `gh auth token`; undefined where none is needed. */
  readonly source: string | undefined;
}

/** What follows when the pull request is merged, as the doctor walks it. */
export interface MergeOutcome {
  /** The walk to what is made outside of a run, as text; undefined where nothing is. */
  readonly walk: string | undefined;
  /** Paths of workflows that start, and make nothing outside of their runs. */
  readonly others: readonly string[];
  /** Whether some workflow makes the tag; undefined when the walk cannot tell. */
  readonly makesTag: boolean | undefined;
}

/** All that the text of a release pull request is made of. */
export interface RequestQuestion {
  readonly plan: Plan;
  /** Branch that it goes into. */
  readonly base: string;
  /** Notes as they were planned, before people's edits, by component. */
  readonly planned: ReadonlyMap<string, string>;
  /** Notes with people's edits, by component. */
  readonly notes: ReadonlyMap<string, string>;
  readonly merge: MergeOutcome;
  /** What it starts as it is opened, and what that means: sentences. */
  readonly checks: readonly string[];
  readonly credential: CredentialWords | undefined;
  /** Why it was made although something stood against it. */
  readonly anyway: { readonly reason: string; readonly against: readonly string[] } | undefined;
  /** What was not looked at, one sentence each. */
  readonly unchecked: readonly string[];
}
