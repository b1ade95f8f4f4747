import type { FileChange } from '../source/index.ts';

/** How much a version rises. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

/** A person as git names one. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A commit as history gives it. */
export interface Commit {
  /** 40 hex digits. */
  readonly hash: string;
  readonly parents: readonly string[];
  readonly author: Person;
  /** Seconds since 1970, of the commit (not of the author). */
  readonly date: number;
  /** The whole message; one of more than 64 KiB is cut there. */
  readonly message: string;
  /** Paths that it changes against its first parent; only where they were asked for. */
  readonly files?: readonly string[];
}

/** A tag and the commit that it leads to. */
export interface Tag {
  readonly name: string;
  readonly commit: string;
  /** Seconds since 1970: the tagger's date, or the commit's. */
  readonly date: number;
  readonly annotated: boolean;
}

/** What is read of git for a plan. `remotes/history` makes it; nothing of it comes from the network. */
export interface History {
  readonly head: string;
  /** The branch that is checked out, or whose revision is read. */
  readonly branch: string | undefined;
  readonly shallow: boolean;
  /** All tags, newest first. */
  readonly tags: readonly Tag[];
  /** Tags that head contains. */
  contains(tag: Tag): boolean;
  /**
   * Commits that `to` (default: head) has and none of `without` has, newest first in topological order.
   * @param files also the paths that each changes
   */
  commits(without: readonly string[], options?: { readonly to?: string; readonly files?: boolean }): readonly Commit[];
  /**
   * Authors of the commits that `to` contains, everybody once, as the commits name them. There may be thousands of commits: they are given in growing
   * parts to `enough`, newest first, and no more are read once that is true.
   */
  authors(to: string, enough: (some: Iterable<Person>) => boolean): Iterable<Person>;
}

/** What one commit says in the sense of Conventional Commits; a squashed one may say several things. */
export interface Change {
  readonly commit: Commit;
  /** It stands in the body of a squashed pull request, whose first line is a change of its own: in GitHub's list, or as a paragraph. */
  readonly squashed?: 'item' | 'paragraph';
  /** `feat`, `fix`; lower case. Absent where the commit does not follow the convention. */
  readonly type?: string;
  readonly scope?: string;
  readonly description: string;
  readonly body?: string;
  readonly footers: readonly { readonly token: string; readonly value: string }[];
  /** What breaks, in words; true where it is only marked (`!`). */
  readonly breaking?: string | true;
  /** Hashes, whole or the beginning of them, that it takes back. */
  readonly reverts: readonly string[];
  /** Pull requests that it takes back, as GitHub's button says it; only where there are any. */
  readonly revertsPullRequests?: readonly number[];
  readonly pullRequest?: number;
}

/** How versions of a component are written. */
export type Scheme = { readonly kind: 'semver' } | { readonly kind: 'calver'; readonly format: string };

/** The tool whose rules decide the versions of a component; Slipway then reads, watches and proves. */
export type Driver =
  | 'slipway'
  | 'semantic-release'
  | 'release-please'
  | 'changesets'
  | 'release-plz'
  | 'git-cliff'
  | 'cargo-dist'
  | 'goreleaser'
  | 'nx'
  | 'knope'
  | 'release-it'
  | 'lerna'
  | 'cocogitto'
  | 'python-semantic-release';

/** A rule that asks for more than a type. What it does not name it does not ask for; texts are globs as `wordGlob` reads them. */
export interface FurtherRule {
  readonly type?: string;
  readonly scope?: string;
  /** What follows the colon, or the first line of a commit outside the convention. */
  readonly subject?: string;
  /** Only of changes that break. */
  readonly breaking?: true;
  readonly raises: Bump;
}

/** How changes become a bump. */
export interface BumpRules {
  /** By type of change; what is not named raises what `*` does, and nothing where there is no `*`. */
  readonly types: ReadonlyMap<string, Bump>;
  /** By label of the pull request that a change came with; only where releases are decided from pull requests. */
  readonly labels?: ReadonlyMap<string, Bump>;
  /** Before all others: where any of them fits a change, the highest of those that fit decides. Only where there are any. */
  readonly further?: readonly FurtherRule[];
  readonly breaking: Bump;
  /** What a commit outside the convention raises. */
  readonly other: Bump;
  /** false: `!` before the colon is outside the convention, and only a footer says that a change breaks. */
  readonly breakingMark?: false;
  /** Below 1.0.0: what a breaking change, and what a feature raises; below 0.1.0 a breaking change raises `initial` where that is given. */
  readonly beforeOne: { readonly breaking: Bump; readonly feature: Bump; readonly initial?: Bump };
}

/** One thing with a version of its own. */
export interface Component {
  readonly name: string;
  /** Folder from the root, '' for the root. */
  readonly path: string;
  /** Folders and files below `path`, or elsewhere, that count or do not count, as globs; the last match decides. */
  readonly paths: readonly string[];
  /** Further files with lines that are marked by `slipway:version`, as globs from the root. */
  readonly files?: readonly string[];
  /** `v{version}`, `{name}-v{version}`, `{name}@{version}`. */
  readonly tag: string;
  readonly scheme: Scheme;
  readonly rules: BumpRules;
  readonly driver: Driver;
  /** Components that rise together with it, by the name of their group. */
  readonly group?: string;
  /** Names of components of this repository that it depends on. */
  readonly dependsOn: readonly string[];
  /** Changelog that it keeps, from the root; absent when none. */
  readonly changelog?: string;
  /** Version of the first release. */
  readonly first: string;
}

/** A stream of versions of one kind: `stable`, `rc`, `beta`, `hotfix`, `nightly`. */
export interface Channel {
  readonly name: string;
  /** Identifier of its pre-releases (`rc` in `1.2.3-rc.1`); absent for versions without one. */
  readonly identifier?: string;
  /** Branches that it is released from, as globs; a maintenance line says so by `line`. */
  readonly branches: readonly string[];
  /** The channel whose commits it takes over without building anew (rc -> stable). */
  readonly promotes?: string;
  /** `patch`: X.Y.Z+1. `suffix`: X.Y.Z-hotfix.N. Only for a channel of hotfixes. */
  readonly hotfix?: 'patch' | 'suffix';
  /** Whether its versions become what users get who ask for the latest. */
  readonly latest: boolean;
  /** What happens when the next version is released from another commit already: the one after it (the default), or a refusal. */
  readonly taken?: 'skip' | 'refuse';
}

/** A maintained range of versions: `1.x` on branch `1.x`; never the latest. */
export interface Line {
  readonly branch: string;
  /** Range as npm writes it: `1.x`, `>=1.2 <1.3`. */
  readonly range: string;
}

/** The part `release:` of slipway.yaml. */
export interface ReleaseConfig {
  readonly components: readonly Component[];
  readonly channels: readonly Channel[];
  readonly lines: readonly Line[];
  /** Where the kind of a release comes from: commits, changeset files, titles or labels of pull requests. */
  readonly from: readonly ('commits' | 'changesets' | 'pull-requests')[];
  readonly notes: NotesConfig;
  readonly pullRequest: { readonly branch: string; readonly title: string; readonly labels: readonly string[] };
  readonly tagging: { readonly annotated: boolean; readonly signed: boolean };
}

export interface NotesConfig {
  readonly style: 'keep-a-changelog' | 'sections';
  /** Title of a section by type of change; a type that is not named is left out. */
  readonly sections: ReadonlyMap<string, string>;
  readonly contributors: boolean;
  readonly compare: boolean;
  /** A template of the notes of one version, with the fields of `NotesData`. */
  readonly template?: string;
}

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

/** A pull request as GitHub tells of it; kept by `plan --online`, so that a plan without the network knows titles and labels. */
export interface PullRequestFacts {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Login of who opened it; null when the account is gone. */
  readonly author: string | null;
  /** Hash that it became on the base branch; null when it was not merged. */
  readonly mergeCommit: string | null;
}

/** What an updater changes for a version. */
export interface FileUpdate {
  readonly changes: readonly FileChange[];
  /** Places that should change and could not, each a sentence. */
  readonly missed: readonly string[];
}
