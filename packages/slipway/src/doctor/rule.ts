import type { Analysis } from '../chain/index.ts';
import type { Location } from '../source/index.ts';
import type { Certainty, Link, Severity } from './report.ts';

export type RuleGroup = 'chain' | 'credential' | 'publish' | 'assets' | 'platform' | 'environments' | 'docs';

/** What a rule says of one defect; the doctor makes the finding of it. */
export interface Draft {
  /** The one place that a reader should look at. */
  readonly at: Location;
  /** When it differs from the rule's own. */
  readonly severity?: Severity;
  readonly certainty: Certainty;
  /** One line without a full stop: what is wrong here. */
  readonly title: string;
  /** What happens, then why; names files, events, tokens. */
  readonly message: string;
  readonly chain?: readonly Link[];
  readonly assumptions?: readonly string[];
  /** Queries, or acts, that decide what is not known. */
  readonly needs?: readonly string[];
  readonly facts?: readonly string[];
  /** What makes it this defect and no other, without line numbers: job, step id or command, ends of the edge, destination. */
  readonly key: readonly string[];
  readonly advice?: string;
  /** Keys of the routes that break because of it. */
  readonly breaks?: readonly string[];
  /** What the rule knows of the defect and its fix needs: nodes, effects, causes. Never in a report. */
  readonly subject?: unknown;
}

export interface Rule {
  readonly id: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** A noun phrase: the defect. */
  readonly title: string;
  check(analysis: Analysis): Iterable<Draft>;
}
