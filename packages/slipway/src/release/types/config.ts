/** How much a version rises. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

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
  /** `patch`: X.Y.Z+1. `suffix`: X.Y.Z+1-hotfix.N. Only for a channel of hotfixes. */
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
