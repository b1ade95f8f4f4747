/** A tag as git knows it. */
export interface GitTag {
  readonly name: string;
  /** Seconds since 1970: the tagger's date, or the commit's. */
  readonly date: number;
  /** Subject of the tagged commit's message ('' when not known). */
  readonly subject: string;
}

/** What git says about the repository, none of it from the network. */
export interface GitFacts {
  /** Newest first; none of a commit that is younger than the one that is read. */
  readonly tags: readonly GitTag[];
  /** Local and remote-tracking branch names, without their remote's name. */
  readonly branches: readonly string[];
  /** Guessed from origin/HEAD, then HEAD of a bare repository, then `main` or `master`. */
  readonly defaultBranch: string | undefined;
  /** `owner/name` from the remote's URL. */
  readonly slug: string | undefined;
  /** Full message of the commit that is read. */
  readonly message: string;
  /** Seconds since 1970 of the commit that is read. */
  readonly date: number;
}

/** A tree of files at one moment: a folder, or a revision of a git directory. Reading is synchronous and never leaves the tree. */
export interface Tree {
  /** Shown to people: the path or `dir@rev` as given. */
  readonly label: string;
  /** Full hash, or null when there is no git. */
  readonly revision: string | null;
  /** The folder differs from its revision. */
  readonly dirty: boolean;
  /** Paths of all files from the root, sorted, '/' on every system; symlinks that leave the tree are not listed. */
  list(): readonly string[];
  has(path: string): boolean;
  /** undefined: no such file, binary, or larger than 1 MiB (then `limits` says so). */
  read(path: string): string | undefined;
  /** Loads files that are about to be read, all at once where that is cheaper than one by one. */
  prefetch?(paths: readonly string[]): void;
  readonly git: GitFacts | undefined;
  /** What could not be read, one sentence each. */
  limits(): readonly string[];
}
