import type { Analysis, Effect, EnvironmentRoute, Label, Route, Run, Target } from '../../chain/index.ts';
import type { GitTag } from '../../remotes/types.ts';
import type { Contract } from '../report.ts';

/** Names of the sections, in the order in which they stand in a new document. */
export const SECTIONS = [
  'before',
  'quick',
  'steps',
  'expected',
  'verify',
  'rollback',
  'environments',
  'credentials',
  'troubleshooting',
  'cadence',
] as const;

export type SectionId = (typeof SECTIONS)[number] | 'state';

/** What stands between the markers of one section. */
export interface Section {
  readonly id: SectionId;
  /** Markdown without a line break at its ends; '' when there is nothing to say; undefined when that cannot be told here, so that what stands stays. */
  readonly body: string | undefined;
}

/** One run on the way of a release. */
export interface Hop {
  /** What starts it: `a person pushes tag v1.2.3`. */
  readonly label: Label;
  readonly run: Run;
  /** The effects that deliver something, or start the next run. */
  readonly effects: readonly Effect[];
}

/** A way to release, as a person begins it. */
export interface Way {
  readonly route: Route;
  readonly hops: readonly Hop[];
  /** Destinations that it reaches, or perhaps reaches. */
  readonly targets: readonly Target[];
  /** main: how it is meant. later: for a version that is out. round: when the meant way does not work. */
  readonly use: 'main' | 'later' | 'round';
}

/** Everything that the sections tell of, gathered once. */
export interface Material {
  readonly analysis: Analysis;
  readonly contract: Contract;
  readonly ways: readonly Way[];
  /** What a version has for itself. */
  readonly destinations: readonly Destination[];
  readonly environments: readonly EnvironmentRoute[];
  /** The tag of a version: `vX.Y.Z`; undefined when none is made. */
  readonly tag: string | undefined;
  /** Newest first. */
  readonly tags: readonly GitTag[];
  /** Names of destinations that are not reached when a secret is missing. */
  lostWithout(secret: string): readonly string[];
}

/** A destination with the effects that deliver it on the ways. */
export interface Destination {
  readonly target: Target;
  readonly effects: readonly Effect[];
}
