import type { FileChange } from '../../source/index.ts';
import type { Bump, Driver } from './config.ts';

/** A commit that was looked at, and why it counts or does not. */
export interface Considered {
  readonly hash: string;
  readonly subject: string;
  readonly bump: Bump;
  readonly why: string;
}

/** What would be released of one component. */
export interface PlannedComponent {
  readonly name: string;
  readonly path: string;
  readonly driver: Driver;
  /** Its last release on this line; null when there was none. */
  readonly from: { readonly version: string; readonly tag: string; readonly commit: string } | null;
  readonly to: string;
  readonly tag: string;
  /** 40 hex digits of what is tagged where nothing has to be prepared: head, or the candidate that is promoted. */
  readonly commit: string;
  /** Tag of the candidate that becomes stable; null when it is built anew. */
  readonly promotes: string | null;
  readonly bump: Bump;
  readonly channel: string;
  readonly prerelease: boolean;
  readonly latest: boolean;
  /** One sentence each: what raises it, a group, a dependency, what a person asked for. */
  readonly why: readonly string[];
  readonly considered: readonly Considered[];
  /** Notes of this version in Markdown, without its heading. */
  readonly notes: string;
  /** Changelog into which they go; null when it keeps none. */
  readonly changelog: string | null;
}

/** A component that is not released. `refused` is one that must not be, though there is something. */
export interface Unreleased {
  readonly name: string;
  readonly kind: 'nothing' | 'refused';
  readonly why: string;
  readonly considered: readonly Considered[];
}

/** What a person asked a plan for; null where the commits decide. */
export interface Asked {
  readonly channel: string | null;
  /** `major`, `minor`, `patch`, `rc`, `hotfix`, or a version. */
  readonly version: string | null;
  /** Names of components; empty for all. */
  readonly components: readonly string[];
}

/** A release before it happens. Executed exactly as it is written, or refused. */
export interface Plan {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'slipway'; readonly version: string };
  readonly source: { readonly revision: string; readonly branch: string | null; readonly repository: string | null };
  /** ISO date of the notes, `2026-11-21`. */
  readonly date: string;
  readonly asked: Asked;
  readonly channel: string;
  readonly components: readonly PlannedComponent[];
  readonly unreleased: readonly Unreleased[];
  /** Files that change, sorted by path. */
  readonly files: readonly PlannedFile[];
  readonly pullRequest: { readonly branch: string; readonly title: string; readonly labels: readonly string[] };
  readonly tagging: { readonly annotated: boolean; readonly signed: boolean };
  /** What the release of these versions reaches, as the doctor proves it; empty where there are no workflows. */
  readonly destinations: readonly PlannedDestination[];
  /** What each version must consist of, with the versions filled in. */
  readonly contract: readonly { readonly stage: string; readonly items: readonly { readonly kind: string; readonly name: string }[] }[];
  readonly warnings: readonly string[];
  /** SHA-256 of the rest as canonical JSON: keys sorted, no blanks; 64 hex digits. */
  readonly digest: string;
}

export interface PlannedDestination {
  readonly id: string;
  readonly kind: string;
  /** As in the report of the doctor: `reached`, `broken`, `unknown`, `never`. */
  readonly verdict: string;
}

export interface PlannedFile {
  readonly path: string;
  /** SHA-256 of the text before and after, 64 hex digits; null: not there. A changeset that is used up is gone afterwards. */
  readonly before: string | null;
  readonly after: string | null;
  /** The new text, so that exactly this is written; null when the file goes. */
  readonly text: string | null;
}

/** What an updater changes for a version. */
export interface FileUpdate {
  readonly changes: readonly FileChange[];
  /** Places that should change and could not, each a sentence. */
  readonly missed: readonly string[];
}
