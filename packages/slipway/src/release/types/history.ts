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
  /** The description was written for the notes, as Markdown with links: a changeset. */
  readonly markdown?: true;
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
