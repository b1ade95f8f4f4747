import type { Analysis } from '../../chain/index.ts';
import type { FileChange } from '../../source/index.ts';
import type { Verdict } from '../report.ts';
import type { Draft } from '../rule.ts';

/** A secret that a person must make before a fix works. */
export interface SecretNeed {
  /** The name that the fix reads: `RELEASE_TOKEN`, `RELEASE_APP_PRIVATE_KEY`. */
  readonly name: string;
  readonly kind: 'app' | 'pat' | 'registry' | 'deploy-key';
  /** Rights that it needs and no more, as GitHub names them: `Contents: read and write`. */
  readonly rights: readonly string[];
  /** Further names that belong to it: the App's id beside its key. */
  readonly with?: readonly string[];
}

/** One way to mend a finding, before it is proved. */
export interface Proposal {
  /** The way, the same wherever it is taken: `dispatch`, `call`, `app-token`. */
  readonly id: string;
  /** What it does here, one line without a full stop. */
  readonly title: string;
  /** The change of meaning; edits are made of it and held against it. */
  readonly changes: readonly FileChange[];
  readonly secret?: SecretNeed;
  /** What it costs, each a sentence. */
  readonly tradeoffs: readonly string[];
  /** What a person does outside the tree before it works, in order, written for this repository; without those that `secret` implies. */
  readonly setup?: readonly string[];
  /** How to see that it works: a command or an observation, one sentence. */
  readonly check: string;
  /** It undoes what somebody may have meant (a failure that is allowed): never `safe`, whatever the walk says. */
  readonly undoes?: true;
}

/** No edit may be made here, and what to do in its place: a generated file, an alias, a name that is not known. */
export interface Refusal {
  readonly refused: string;
  readonly instead: string;
}

/** What a rule's fix looks at. `subject` is what the rule put on its draft. */
export interface FixContext<Subject = unknown> {
  readonly draft: Draft;
  readonly subject: Subject;
  readonly analysis: Analysis;
}

/** The ways to mend a finding of one rule: `doctor/rules/<id>/fix.ts` exports it as `fix`. In order of preference; those without a secret first. */
export type Fixer<Subject = never> = (context: FixContext<Subject>) => Iterable<Proposal | Refusal>;

/** What the walk says after the edits, beside what it said before. */
export interface Proof {
  /** The worst verdict of the destinations that the finding breaks; of all release routes when it names none. */
  readonly before: Verdict;
  readonly after: Verdict;
  /** Ids of findings that no longer stand. */
  readonly gone: readonly string[];
  /** Ids of findings that stand now and did not. */
  readonly new: readonly string[];
  /** What starts now and did not: `release.yml starts when tag.yml pushes a tag`. */
  readonly wakes: readonly string[];
  readonly sleeps: readonly string[];
  /** Rights that a token has now and had not: `contents: write for job tag of tag.yml`. Never `safe` when there are any. */
  readonly widens: readonly string[];
}
