import type { Location } from '../../source/types.ts';
import type { AssumedSecret, TraceEvent } from '../options.ts';
import type { Link } from '../report.ts';

/** What is played: one event, or every way to release in a channel. */
export type When = { readonly kind: 'event'; readonly event: TraceEvent } | { readonly kind: 'channel'; readonly channel: string };

/** One thing that is expected. `text` is how a reader says it. */
export type Statement = { readonly text: string; readonly at: Location } & (
  | { readonly kind: 'reaches' | 'can-reach' | 'never-reaches'; readonly destination: string }
  | { readonly kind: 'assets'; readonly count: number; readonly least: boolean }
  /** `pattern`: a name in which `*` stands for anything and `{version}` for the version. */
  | { readonly kind: 'asset' | 'no-asset'; readonly pattern: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'starts' | 'never-starts'; readonly workflow: string }
  | { readonly kind: 'moves' | 'never-moves'; readonly name: string }
  | { readonly kind: 'fails-loudly' }
);

/** One entry of `tests:`. */
export interface Expectation {
  readonly name: string;
  readonly at: Location;
  /** Secret → what is taken for true of it. */
  readonly given: ReadonlyMap<string, AssumedSecret>;
  readonly when: When;
  readonly expected: readonly Statement[];
}

export type Outcome = 'passes' | 'fails' | 'undecided';

/** What the walk says to one statement. */
export interface Answer {
  readonly text: string;
  readonly outcome: Outcome;
  /** Why, as a sentence without its end; for what passes, what it leans on (may be ''). */
  readonly why: string;
  /** The way to where it stops, or to where it should not arrive. */
  readonly chain: readonly Link[];
  /** The place that decides it. */
  readonly location?: Location;
  /** What would decide it, when it is not decided. */
  readonly decide: readonly string[];
}

export interface TestResult {
  readonly name: string;
  readonly location: Location;
  readonly outcome: Outcome;
  readonly answers: readonly Answer[];
}

export interface TestReport {
  readonly schemaVersion: 1;
  readonly tests: readonly TestResult[];
  readonly limits: readonly string[];
}
