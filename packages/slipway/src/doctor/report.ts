import type { Edit, Location } from '../source/types.ts';

export type Severity = 'error' | 'warning' | 'note';
export type Certainty = 'proven' | 'likely' | 'unknown';
export type Verdict = 'reached' | 'broken' | 'unknown' | 'never';

export type LinkKind = 'event' | 'workflow' | 'job' | 'step' | 'effect' | 'credential' | 'filter' | 'person' | 'destination';

export interface Link {
  readonly kind: LinkKind;
  readonly text: string;
  readonly location?: Location;
  readonly state: 'holds' | 'cut' | 'maybe';
}

export interface Assumption {
  readonly text: string;
  /** The query, or the act, that decides it. */
  readonly decide?: string;
}

export interface Route {
  readonly entry: string;
  readonly channel: string;
  readonly role: 'release' | 'workaround' | 'aside';
  readonly verdict: Verdict;
  readonly chain: readonly Link[];
  readonly assumes: readonly Assumption[];
  /** Ids of findings. */
  readonly because: readonly string[];
}

export type DestinationKind = 'tag' | 'release' | 'asset' | 'registry' | 'image' | 'tap' | 'pages' | 'environment' | 'pull-request';

export interface Destination {
  readonly id: string;
  readonly kind: DestinationKind;
  readonly name: string;
  readonly verdict: Verdict;
  readonly version: 'this' | 'moving';
  readonly routes: readonly Route[];
}

export type ContractKind = 'tag' | 'release' | 'asset' | 'package' | 'image' | 'tap' | 'pages' | 'environment' | 'pull-request';

export interface ContractItem {
  readonly kind: ContractKind;
  /** `{version}` stands for the version without its `v`; an ellipsis for what is not known. */
  readonly name: string;
  /** The line that makes it, or gives it its name. */
  readonly from: { readonly path: string; readonly line: number };
}

/** What a version has at one point: at publication, or after a gate. */
export interface ContractStage {
  readonly name: string;
  /** Names of the stages that come before. */
  readonly after: readonly string[];
  /** What a person does before it happens. */
  readonly gate?: string;
  readonly items: readonly ContractItem[];
  /** Why assets may be missing from the list; empty when all are known. */
  readonly open: readonly string[];
}

/** What a version must consist of. */
export interface Contract {
  readonly stages: readonly ContractStage[];
}

export interface ReportEdit {
  readonly op: Edit['op'];
  readonly path: string;
  readonly to?: string;
  /** UTF-8 byte offsets. */
  readonly start?: number;
  readonly end?: number;
  readonly text?: string;
}

/** A way to mend a finding that was walked before it is offered. */
export interface Fix {
  /** The way, the same wherever it is taken: `dispatch`, `app-token`. */
  readonly id: string;
  readonly title: string;
  /** `review`: it needs a secret or other set-up first, widens what a token may do, or takes a file away. */
  readonly safety: 'safe' | 'review';
  /** Name of the secret that must be made first. */
  readonly secret: string | null;
  /** Workflows that newly start, each with the event and who makes it. */
  readonly wakes: readonly string[];
  /** Workflows that no longer start. */
  readonly sleeps: readonly string[];
  /** Rights that a job has after it and had not. */
  readonly widens: readonly string[];
  readonly tradeoffs: readonly string[];
  /** What a person does outside the tree before it works, in order; lines of Markdown. */
  readonly setup: readonly string[];
  /** How to see that it works. */
  readonly check: string;
  readonly proof: { readonly before: Verdict; readonly after: Verdict; readonly gone: readonly string[]; readonly new: readonly string[] };
  readonly edits: readonly ReportEdit[];
}

export interface Finding {
  /** Stable: the same defect keeps it when lines move. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly title: string;
  readonly message: string;
  readonly location: Location;
  readonly chain: readonly Link[];
  readonly assumptions: readonly string[];
  /** Queries that would decide what is not known. */
  readonly needs: readonly string[];
  /** Slugs of facts. */
  readonly facts: readonly string[];
  readonly fixes: readonly Fix[];
  /** What to do, in one or two sentences, when no machine-made fix is offered. */
  readonly advice?: string;
}

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'slipway'; readonly version: string };
  readonly source: {
    readonly revision: string | null;
    readonly dirty: boolean;
    readonly repository: { readonly slug: string | null; readonly defaultBranch: string; readonly how: 'remote' | '--repo' | 'git' | 'assumed' };
  };
  readonly entries: readonly { readonly id: string; readonly text: string }[];
  readonly platform: { readonly host: string; readonly asOf: string };
  readonly destinations: readonly Destination[];
  readonly contract: Contract;
  readonly findings: readonly Finding[];
  readonly limits: readonly string[];
}
