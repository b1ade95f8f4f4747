import { asReadBy, changesOf } from '../commits/index.ts';
import type { Change, Commit, Driver, PullRequestFacts, ReleaseConfig } from '../types.ts';

/** What a commit says of versions, or why it says nothing. */
export type Said = { readonly changes: readonly Change[] } | { readonly silent: string };

export const RELEASE_COMMIT_WHY = 'it is the commit of a release';
/** What release tools and people call the commit of a release: `chore(main): release 1.2.0`, `chore: release`, `release: tool v1.2.0`, `v1.2.0`. */
const RELEASE_COMMIT = new RegExp(
  [
    /^(?:chore|build|ci|release)(?:\([^)\n]*\))?: (?:release|prepare|publish|bump version|version)\b.*\d\.\d/,
    /^(?:chore|build|ci)(?:\([^)\n]*\))?: release(?: \(#\d+\))?$/,
    /^(?:chore\(release\): |release(?:\([^)\n]*\))?: (?:\S+ )?|release )?v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?(?: \(#\d+\)| \[skip ci\])?$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
const NONE: ReadonlyMap<number, PullRequestFacts> = new Map();

/** Reads each commit once, for all components: its message, or the title of its pull request where that decides. */
export class Sources {
  /** Labels of pull requests by number; empty where they do not decide. */
  readonly labels: ReadonlyMap<number, readonly string[]>;
  readonly #known: ReadonlyMap<number, PullRequestFacts>;
  readonly #byMerge: ReadonlyMap<string, PullRequestFacts>;
  readonly #titles: boolean;
  readonly #onlyTitles: boolean;
  readonly #own: RegExp;
  readonly #said = new Map<string, Said>();
  readonly #unknown = new Map<number, string>();
  #firstParents: ReadonlySet<string> | undefined;
  readonly #walked: readonly Commit[];
  readonly #head: string;

  constructor(config: ReleaseConfig, known: ReadonlyMap<number, PullRequestFacts> | undefined, walked: readonly Commit[], head: string) {
    this.#titles = config.from.includes('pull-requests');
    this.#onlyTitles = this.#titles && !config.from.includes('commits');
    this.#known = (this.#titles && known) || NONE;
    this.#byMerge = new Map([...this.#known.values()].flatMap((one) => (one.mergeCommit === null ? [] : [[one.mergeCommit, one] as const])));
    this.labels = new Map([...this.#known].map(([number, { labels }]) => [number, labels]));
    this.#own = titlePattern(config.pullRequest.title);
    this.#walked = walked;
    this.#head = head;
  }

  /** What a commit says to one who reads as this tool does. */
  of(commit: Commit, driver: Driver): Said {
    const known = this.#said.get(commit.hash);
    const said = known ?? this.#read(commit);
    if (known === undefined) this.#said.set(commit.hash, said);
    if ('silent' in said) return said;
    const changes = asReadBy(driver, said.changes);
    return changes === said.changes ? said : { changes };
  }

  /** One sentence when pull requests would decide that are not known here. */
  get warnings(): readonly string[] {
    if (this.#unknown.size === 0) return [];
    const numbers = [...this.#unknown.keys()].sort((a, b) => b - a);
    const named = numbers.slice(0, 5).map((number) => `#${number}`);
    const more = numbers.length > named.length ? ` and ${numbers.length - named.length} more` : '';
    return [
      `The title and the labels of ${named.join(', ')}${more} are not known here, so the ${numbers.length === 1 ? 'commit decides by its' : 'commits decide by their'} own subject; \`slipway plan --online\` asks GitHub for them.`,
    ];
  }

  #read(commit: Commit): Said {
    const end = commit.message.indexOf('\n');
    const line = (end < 0 ? commit.message : commit.message.slice(0, end)).trim();
    if (RELEASE_COMMIT.test(line) || this.#own.test(line)) return { silent: RELEASE_COMMIT_WHY };
    const changes = changesOf(commit);
    if (this.#titles) {
      const number = changes[0]!.pullRequest;
      const facts = (number === undefined ? undefined : this.#known.get(number)) ?? this.#byMerge.get(commit.hash);
      if (facts !== undefined) return { changes: fromTitle(commit, facts) };
      if (number !== undefined) this.#unknown.set(number, commit.hash);
      else if (this.#onlyTitles && !this.#isFirstParent(commit.hash)) return { silent: 'it came with a pull request, whose title and labels decide' };
    }
    if (commit.parents.length > 1 && changes.every(({ type }) => type === undefined))
      return { silent: 'it is a merge; the commits that it brings speak for themselves' };
    return { changes };
  }

  #isFirstParent(hash: string): boolean {
    if (this.#firstParents === undefined) {
      const parents = new Map(this.#walked.map((one) => [one.hash, one.parents[0]]));
      const chain = new Set<string>();
      for (let at: string | undefined = this.#head; at !== undefined && !chain.has(at); at = parents.get(at)) chain.add(at);
      this.#firstParents = chain;
    }
    return this.#firstParents.has(hash);
  }
}

/** The pull request as the one change that it is; what its branch held is summed up by its title. */
function fromTitle(commit: Commit, { title, body, number }: PullRequestFacts): readonly Change[] {
  const [own] = changesOf({ ...commit, parents: commit.parents.slice(0, 1), message: `${title}\n\n${body}` });
  return [{ ...own!, pullRequest: number }];
}

/** Subjects that our own pull request's title becomes when it is merged: `chore: release 1.2.0 (#12)`. */
function titlePattern(title: string): RegExp {
  const [before = '', ...after] = title.split('{version}');
  // A title without the version is one that other commits may have too.
  if (after.length === 0) return /^(?!)/;
  // One of several components stands with its name.
  const name = before.trim() === '' ? '' : '(?:\\S+ )?';
  const escaped = [before, after.join('{version}')].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped[0]}${name}\\S*\\d\\S*.*${escaped[1]}(?: \\(#\\d+\\))?$`);
}
