import type { Location } from '../../source/index.ts';
import type { TraceActor } from '../options.ts';
import type { Assumption, DestinationKind, Finding, Verdict } from '../report.ts';

/** What is about to be made, and does not exist yet. */
export type PreflightAct =
  | {
      readonly kind: 'tag';
      /** Whole name of the tag: `v1.2.3`. */
      readonly name: string;
      /** The version that it stands for; read from the name when absent. */
      readonly version?: string | undefined;
      /** Whole message of the commit that is tagged; that of the tree when absent. */
      readonly message?: string | undefined;
    }
  | {
      readonly kind: 'pull-request';
      readonly branch: string;
      readonly base: string;
      readonly title?: string | undefined;
    };

/** Who makes it. `unknown` is walked as a person, and what would be otherwise with the GITHUB_TOKEN is told. */
export type PreflightCredential = TraceActor | 'unknown';

/** A workflow that the event starts, or may start. */
export interface PreflightStart {
  readonly path: string;
  /** `push`, `pull_request: opened`. */
  readonly event: string;
  /** `held`: its run waits for somebody's approval. */
  readonly answer: 'runs' | 'held' | 'unknown';
  /** It delivers something itself, or may: tests do not. */
  readonly delivers: boolean;
  readonly why?: string;
  readonly location?: Location;
}

/** What this very event reaches of a release. */
export interface PreflightDestination {
  readonly id: string;
  readonly kind: DestinationKind;
  readonly name: string;
  /** `never`: another event of this repository reaches it, and this one does not, although nothing is broken. */
  readonly verdict: Verdict;
  /** Why it is broken, not known or not meant, as half a sentence. */
  readonly why?: string;
  readonly location?: Location;
  /** Ids of findings. */
  readonly because: readonly string[];
}

/** An event that starts no run. */
export interface StartsNothing {
  /** `nothing-waits` is no defect: nothing of this repository is meant to start from it. */
  readonly cause: 'github-token' | 'skip-marker' | 'invalid' | 'filter' | 'nothing-waits';
  /** Whether something is meant to start from it; undefined when that is not known. */
  readonly meant: boolean | undefined;
  /** One sentence: what does not start, and why. */
  readonly text: string;
  /** Workflows that do not start although they wait for it. */
  readonly workflows: readonly string[];
  /** The trigger or filter that decides. */
  readonly location?: Location;
  /** Ways out, each a sentence without its full stop. */
  readonly ways: readonly string[];
  readonly facts: readonly string[];
}

/** What would follow from a tag or a pull request, before it is made. */
export interface Preflight {
  /** `a person pushes tag v1.2.3`. */
  readonly event: string;
  readonly starts: readonly PreflightStart[];
  readonly destinations: readonly PreflightDestination[];
  /** Errors of the doctor on the way from this event; those that are ignored or turned off are not among them. */
  readonly findings: readonly Finding[];
  readonly startsNothing?: StartsNothing;
  /** What is not known, with what decides it. It never refuses. */
  readonly undecided: readonly Assumption[];
  /** Why it must not be made: one sentence. */
  readonly refusal?: { readonly kind: 'starts-nothing' | 'findings' | 'broken'; readonly text: string };
  /** What could not be read or followed. */
  readonly limits: readonly string[];
}
