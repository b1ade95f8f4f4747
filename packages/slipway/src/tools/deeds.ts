import type { Truth, Val } from '../actions/value.ts';
import type { Location } from '../source/types.ts';
import type { FileKind, Platform } from './files/types.ts';
import type { ImageBuild, ImageTagRule } from './images/types.ts';

/** A right that a GITHUB_TOKEN needs for something: a key of `permissions:`. */
export interface Right {
  readonly scope: string;
  readonly level: 'read' | 'write';
}

/** With which credential a deed is done. */
export type CredentialSource =
  /** git's own: the working copy's header, the URL, a helper; the walk knows. */
  | { readonly how: 'git' }
  /** The text of a token, as an input, a flag or an environment variable gives it; `from` says where a reader finds it. */
  | { readonly how: 'token'; readonly value: Val; readonly from: string }
  /** Nothing gives one: the deed fails for want of it. */
  | { readonly how: 'none'; readonly why: string }
  /** OpenID Connect: needs `id-token: write`. */
  | { readonly how: 'oidc' }
  | { readonly how: 'unknown'; readonly why: string };

interface DeedBase {
  /** What does it, as a reader knows it: `softprops/action-gh-release`, `git push`. */
  readonly tool: string;
  readonly by: CredentialSource;
  /** Rights that a GITHUB_TOKEN needs for it. Empty when none or when the credential is never a GITHUB_TOKEN. */
  readonly needs: readonly Right[];
  /** undefined: the tool decides itself whether it does this (release-please opens a pull request or makes a release). Default true. */
  readonly certain?: Truth;
  /** `owner/name` of the repository it acts on when that is not this one. */
  readonly repository?: Val;
  /** A place that explains it better than the step (a line of the tool's configuration). */
  readonly at?: Location;
  /** Facts (slugs) that the knowledge rests on. */
  readonly facts?: readonly string[];
}

/** A file of a release that a tool makes and names itself. */
export interface NamedAsset {
  readonly name: Val;
  readonly what: FileKind;
  readonly platform?: Platform;
  /** The line of the configuration that asks for it. */
  readonly at?: Location;
  /** Names that stand in it, when it is a file of checksums. */
  readonly lists?: readonly Val[];
}

export interface ReleaseDeed extends DeedBase {
  /** create: makes a release (and its tag when missing). publish: turns a draft public. upload: adds assets to one. */
  readonly kind: 'release';
  readonly act: 'create' | 'publish' | 'upload' | 'delete';
  /** Tag name; undefined: the tag of the event (`github.ref_name`). */
  readonly tag?: Val;
  readonly draft: Truth;
  readonly prerelease: Truth;
  /** The tool makes a draft first and publishes it at the end: `created` and `prereleased` are not sent. */
  readonly draftFirst: Truth;
  /** An existing release of the tag is updated instead of refused. */
  readonly updates?: boolean;
  /** The tag must exist already (`--verify-tag`). */
  readonly needsTag?: boolean;
  /** File patterns that it uploads. */
  readonly assets?: readonly Val[];
  /** Files that the tool makes and uploads itself, by the names that they get. */
  readonly named?: readonly NamedAsset[];
  /** Why the tool may upload files that are not in `named`. */
  readonly unnamed?: string;
}

export interface TagDeed extends DeedBase {
  /** Makes a tag on GitHub by API, or pushes one with git (`by.how === 'git'`). */
  readonly kind: 'tag';
  readonly name: Val;
  readonly act?: 'create' | 'move' | 'delete';
  /** Message of the tagged commit when this tool makes that commit. */
  readonly message?: Val;
  /** How many tags at once, at most, when known to be more than one. */
  readonly count?: number;
}

export interface BranchDeed extends DeedBase {
  /** Puts commits on a branch: by API, or with git. */
  readonly kind: 'branch';
  /** undefined: the branch that is checked out. */
  readonly name?: Val;
  readonly message?: Val;
}

export interface PullRequestDeed extends DeedBase {
  readonly kind: 'pull-request';
  readonly act: 'open' | 'merge' | 'auto-merge' | 'approve';
  readonly base?: Val;
  readonly head?: Val;
  readonly title?: Val;
  readonly labels?: readonly Val[];
}

export interface DispatchDeed extends DeedBase {
  readonly kind: 'dispatch';
  /** `workflow` by file name, name or id; `repository` by event type. */
  readonly act: 'workflow' | 'repository';
  readonly workflow?: Val;
  readonly ref?: Val;
  readonly inputs?: ReadonlyMap<string, Val>;
  /** false: inputs may hold more than is listed. */
  readonly inputsKnown?: boolean;
  readonly eventType?: Val;
  readonly payload?: ReadonlyMap<string, Val>;
}

export type Registry =
  | 'npm'
  | 'crates.io'
  | 'pypi'
  | 'testpypi'
  | 'rubygems'
  | 'nuget'
  | 'maven'
  | 'hex'
  | 'pub'
  | 'jsr'
  | 'packagist'
  | 'hackage'
  | 'cran'
  | 'conda'
  | 'luarocks'
  | 'opam'
  | 'snap'
  | 'choco'
  | 'winget'
  | 'scoop'
  | 'flathub'
  | 'aur'
  | 'vscode'
  | 'openvsx'
  | 'jetbrains'
  | 'chrome'
  | 'firefox'
  | 'docker'
  | 'helm'
  | 'terraform'
  | 'cloudsmith'
  | 'gemfury'
  | 'github-packages'
  | 'other';

export interface PackageDeed extends DeedBase {
  /** Uploads a package to a registry. */
  readonly kind: 'package';
  readonly registry: Registry;
  /** Package names; empty when not known. */
  readonly names: readonly string[];
  /** A dry run, a pack, a stage that a person finishes: 'stage'. */
  readonly stage?: boolean;
  /** Directory of the package in the tree, when known. */
  readonly directory?: string;
}

export interface ImageDeed extends DeedBase {
  readonly kind: 'image';
  /** `registry/name[:tag]` each; tags may be several values. */
  readonly images: readonly Val[];
  /** false: it builds only. */
  readonly push: Truth;
  /** How it is built, where the step builds it. */
  readonly build?: ImageBuild;
}

/** Computes tags of images from the event; nothing leaves the runner. */
export interface ImageTagsDeed extends DeedBase {
  readonly kind: 'image-tags';
  /** In the order in which they count. */
  readonly rules: readonly ImageTagRule[];
  /** `latest` is added to what the rules make. */
  readonly latest: Truth;
  /** The step ends with this error. */
  readonly error?: string;
}

export interface SiteDeed extends DeedBase {
  readonly kind: 'pages';
  readonly site?: string;
}

/** Deploys to something that is not a registry: a cloud, a cluster, a server. */
export interface DeployDeed extends DeedBase {
  readonly kind: 'deploy';
  readonly target: string;
}

/** Changes a package manager's index in another repository: a tap, a bucket, winget-pkgs. */
export interface TapDeed extends DeedBase {
  readonly kind: 'tap';
  readonly act: 'push' | 'pull-request';
  readonly manager: 'homebrew' | 'scoop' | 'winget' | 'krew' | 'nix' | 'aur' | 'other';
}

export interface CheckoutDeed extends DeedBase {
  readonly kind: 'checkout';
  /** undefined: this repository. */
  readonly ref?: Val;
  readonly path?: Val;
  readonly token: Val;
  readonly sshKey: boolean;
  readonly persist: Truth;
  /** v2-v5: in .git/config; from v6: in a file of the runner's temp directory. undefined when the version is not known. */
  readonly layout: 'config' | 'file' | undefined;
  /** 0 is all history; undefined when not known. */
  readonly depth: number | undefined;
  readonly tags: Truth;
}

/** What a git command does to the working copy; the walk keeps the state and decides what a push sends. */
export interface GitDeed extends DeedBase {
  readonly kind: 'git';
  readonly act: 'commit' | 'tag' | 'push' | 'remote' | 'config' | 'clone' | 'branch' | 'fetch' | 'describe' | 'history' | 'merge' | 'init';
  /** commit: message. tag: name. remote, clone: url. branch: name that is checked out. config: key. */
  readonly name?: Val;
  /** branch: it is made here (`-b`). */
  readonly made?: boolean;
  /** tag: annotated. */
  readonly annotated?: boolean;
  /** tag -d, push --delete. */
  readonly remove?: boolean;
  /** config: value (undefined when unset). remote: name of the remote. */
  readonly value?: Val;
  readonly global?: boolean;
  /** `--unset`, `--unset-all`. */
  readonly unset?: boolean;
  /** push: URL or remote name, refspecs (source:destination as written), and flags. */
  readonly remote?: Val;
  readonly refspecs?: readonly Val[];
  readonly allTags?: boolean;
  readonly followTags?: boolean;
  readonly force?: boolean;
  readonly mirror?: boolean;
  /** `git -c http.….extraheader=…`. */
  readonly header?: Val;
  /** `git -c credential.helper=…`. */
  readonly helper?: Val;
  /** fetch: unshallow or full depth; tags. */
  readonly unshallow?: boolean;
  readonly withTags?: boolean;
  /** Directory (`git -C`, clone target) relative to where it runs. */
  readonly directory?: Val;
}

/** Needs history or tags of the working copy to do its work right (a changelog, `git describe`, a version tool). */
export interface HistoryDeed extends DeedBase {
  readonly kind: 'history';
  /** What goes wrong in a shallow clone, for the message. */
  readonly wants: 'tags' | 'commits' | 'both';
  readonly why: string;
}

/** Runs another thing of the tree: a script, a make or just target, a package.json script. */
export interface RunsDeed extends DeedBase {
  readonly kind: 'runs';
  readonly what:
    | { readonly script: string; readonly interpreter?: string }
    | { readonly text: string; readonly from: Location; readonly shell: string; readonly cwd: string };
  readonly args?: readonly Val[];
}

/** Something that may do anything, with what it is given. */
export interface OpaqueDeed extends DeedBase {
  readonly kind: 'opaque';
  readonly why: string;
}

/** Logs in to a registry, writes an .npmrc, makes gh a credential helper, turns commands into a tool's session. */
export interface LoginDeed extends DeedBase {
  readonly kind: 'login';
  readonly to: 'docker' | 'npm' | 'git-helper' | 'gh' | 'pypi' | 'crates.io' | 'other';
  readonly host?: Val;
  readonly user?: Val;
}

/** Writes protection of a branch, a ruleset or a repository setting. */
export interface ProtectionDeed extends DeedBase {
  readonly kind: 'protection';
  readonly act: 'relax' | 'restore' | 'other';
}

/** What a call of an action or a command does to the world outside of the job's files. */
export type Deed =
  | ReleaseDeed
  | TagDeed
  | BranchDeed
  | PullRequestDeed
  | DispatchDeed
  | PackageDeed
  | ImageDeed
  | ImageTagsDeed
  | SiteDeed
  | DeployDeed
  | TapDeed
  | CheckoutDeed
  | GitDeed
  | HistoryDeed
  | RunsDeed
  | OpaqueDeed
  | LoginDeed
  | ProtectionDeed;
