import type { ContractItem, Destination, Finding, Verdict } from '../report.ts';

/** A workflow that starts for an event, in some walk of a release or of what is merged. */
export interface Firing {
  readonly workflow: string;
  /** `push of a tag v*`, `release: published`. */
  readonly event: string;
  /** Who makes it: a person, or where and as what: `tag.yml with the token in secret RELEASE_TOKEN`. */
  readonly by: string;
}

/** What changed for one destination. */
export interface DestinationChange {
  readonly id: string;
  readonly before: Verdict | 'absent';
  readonly after: Verdict | 'absent';
}

/** One thing that a change breaks or mends: a destination, findings, or a destination with the findings that say why. */
export interface Statement {
  /** Rules of the findings, sorted. Empty when no rule names the cause. */
  readonly rules: readonly string[];
  /** Destinations whose verdict changed with it. */
  readonly destinations: readonly DestinationChange[];
  /** Ids of destinations that hang on it, also of those whose verdict is what it was. */
  readonly concerns: readonly string[];
  readonly findings: readonly Finding[];
}

/** Why a finding that no longer stands is not said to be mended. */
export type Unproven =
  /** What it was about is not there any more. */
  | 'removed'
  /** Something that cannot be read now stands where it was. */
  | 'unknown'
  /** The same event or destination fails for another reason. */
  | 'stands'
  /** A comment or the configuration ignores it now. */
  | 'ignored'
  /** It was a note, or no more than a question. */
  | 'minor';

/** Two examinations of one repository, side by side. */
export interface Comparison {
  /** Findings that stand after and not before, and the other way round; one that only moved, or whose file was renamed, is neither. */
  readonly fresh: readonly Finding[];
  readonly gone: readonly Finding[];
  /** Findings that stand in both, as they are after. */
  readonly stays: readonly Finding[];
  /** The same, as they were and as they are. */
  readonly pairs: readonly { readonly before: Finding; readonly after: Finding }[];
  /** Every destination whose verdict is another one; `absent` where there is none. */
  readonly destinations: readonly DestinationChange[];
  /** Destinations that get worse, and fresh findings of severity error or warning. */
  readonly breaks: readonly Statement[];
  /** What is proven to be better: a destination that was broken is reached, or a proven cause is gone and nothing like it stands. */
  readonly mends: readonly Statement[];
  /** Findings that are gone and are not said to be mended, and why. */
  readonly unproven: readonly {
    readonly finding: Finding;
    readonly why: Unproven /** Findings of `after` that are about the same. */;
    readonly standing: readonly Finding[];
  }[];
  readonly added: readonly Destination[];
  readonly removed: readonly Destination[];
  /** Workflows that start now and did not, and the other way round. */
  readonly wakes: readonly Firing[];
  readonly sleeps: readonly Firing[];
  readonly contract: ContractChange;
}

/** Who in the tree asks for a file that a release will not have under this name. */
export interface AskedBy {
  readonly path: string;
  readonly line: number;
  /** `install.sh`, `README.md`: as a reader calls it. */
  readonly kind: string;
}

export interface RemovedItem {
  readonly item: ContractItem;
  readonly askedBy: readonly AskedBy[];
}

export interface RenamedItem {
  readonly from: ContractItem;
  readonly to: ContractItem;
  /** They ask for the old name. */
  readonly askedBy: readonly AskedBy[];
}

export interface ContractChange {
  readonly added: readonly ContractItem[];
  readonly removed: readonly RemovedItem[];
  readonly renamed: readonly RenamedItem[];
}
