import type { ContractItem, Destination, Finding, Verdict } from '../report.ts';

/** A workflow that starts for an event, in some walk of a release or of what is merged. */
export interface Firing {
  readonly workflow: string;
  /** `push of a tag v*`, `release: published`. */
  readonly event: string;
  /** Who makes it: a person, or where and as what: `tag.yml as secrets.RELEASE_TOKEN`. */
  readonly by: string;
}

/** What changed for one destination. */
export interface DestinationChange {
  readonly id: string;
  readonly before: Verdict | 'absent';
  readonly after: Verdict | 'absent';
}

/** Two examinations of one repository, side by side. */
export interface Comparison {
  /** Findings that stand after and not before, and the other way round; one that only moved, or whose file was renamed, is neither. */
  readonly fresh: readonly Finding[];
  readonly gone: readonly Finding[];
  readonly stays: number;
  /** Destinations that get worse: what the change breaks. */
  readonly breaks: readonly DestinationChange[];
  /** Destinations that get better. Only where the walk now reaches them, or a cause that was proven is gone. */
  readonly mends: readonly DestinationChange[];
  readonly added: readonly Destination[];
  readonly removed: readonly Destination[];
  readonly wakes: readonly Firing[];
  readonly sleeps: readonly Firing[];
  readonly contract: ContractChange;
}

export interface ContractChange {
  readonly added: readonly ContractItem[];
  readonly removed: readonly ContractItem[];
  readonly renamed: readonly { readonly from: ContractItem; readonly to: ContractItem }[];
}
