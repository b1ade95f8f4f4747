import type { Location } from '../../../source/index.ts';

/** How much a release tool raises a version for a change. */
export type Raise = 'major' | 'minor' | 'patch' | 'none';

export interface FurtherToolRule {
  readonly type?: string;
  readonly scope?: string;
  readonly subject?: string;
  readonly breaking?: true;
  readonly raises: Raise;
}

/** What a configuration says of how changes raise versions. What it does not say is not here. */
export interface ToolRules {
  /** By type of a conventional commit; `*` is every other type. */
  readonly types: ReadonlyMap<string, Raise>;
  /** Rules that ask for more than a type, before all others: the highest of those that fit counts. Texts are globs. */
  readonly further?: readonly FurtherToolRule[];
  readonly breaking?: Raise;
  /** Whether `!` before the colon says that a change breaks. */
  readonly breakingMark?: boolean;
  /** A commit outside the convention. */
  readonly other?: Raise;
  /** Below 1.0.0. */
  readonly early?: { readonly breaking?: Raise; readonly feature?: Raise };
  /** By label of a pull request. */
  readonly labels?: ReadonlyMap<string, Raise>;
  /** What the configuration says beyond that, one sentence each. */
  readonly beyond: readonly string[];
  /** The lines that say it. */
  readonly at: Location | undefined;
}
