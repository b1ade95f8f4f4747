import type { Commit, History, Person, Tag } from '../release/index.ts';
import { InputError, OutsideError } from './errors.ts';
import type { GitPlace } from './facts.ts';
import { gitSync } from './git.ts';
import { GitThread } from './git-thread.ts';
import { AuthorsReader, countArguments } from './history-authors.ts';
import { HistoryCache } from './history-cache.ts';
import { ContainedTags } from './history-contained.ts';
import { noRevision, readHead, readTags } from './history-refs.ts';
import { Region } from './history-region.ts';
import { LogReader, logArguments, readLog } from './log-records.ts';

const LOG_TIMEOUT_MS = 300_000;
const MAX_LOG_BYTES = 2 * 1024 * 1024 * 1024 - 1;
/** Fewer commits are read as fast from git as from a file. */
const WORTH_KEEPING = 1_000;
/** So many more than in the file, and it is written anew. */
const WORTH_WRITING = 200;
/** Fewer people are read as fast from git. */
const WORTH_KEEPING_PEOPLE = 20;
/** A repository with so many tags has so many commits that going through all of them is begun before it is waited for. */
const LARGE_TAGS = 50;
/** So many commits git tells sooner than all that were kept are read, without their paths and with them. */
const FEW = 1_000;
const FEW_WITH_FILES = 300;

export interface HistoryOptions {
  /** What is released; HEAD when not given. */
  readonly revision?: string;
  /** The branch that it is taken to be on; the one that git knows when not given. */
  readonly branch?: string;
  /** The branch of a revision of which git knows none, as a detached HEAD. */
  readonly otherwise?: string;
  /** Folder in which commits are kept between plans; none when not given. */
  readonly cache?: string;
}

/** History that is read from git when it is asked for. */
export interface OpenHistory extends History {
  /** Says that authors of earlier commits will be asked for: what takes long of it is begun while other things are done. */
  expectAuthors(): void;
  /** Keeps for the next plan what was read in this one, where that is worth it. Never throws. */
  keep(): void;
}

/**
 * The history of a repository for a plan, from git alone: partial clones fetch nothing, and no process is started for a single commit or tag.
 *
 * @throws InputError when there is no repository, no commit, or no such revision; `commits` throws it for revisions that git does not know
 */
export async function openHistory(place: GitPlace, options: HistoryOptions = {}): Promise<OpenHistory> {
  const [head, tags] = await Promise.all([readHead(place, options.revision ?? 'HEAD'), readTags(place)]);
  // The commits at the edge of a shallow clone have no parents there, and get them when it is deepened.
  const cache = options.cache === undefined || head.shallow ? undefined : new HistoryCache(options.cache, head.gitDir);
  return new GitHistory(place, { ...head, branch: options.branch ?? head.branch ?? options.otherwise }, tags, cache);
}

/** What was read of one kind, with paths or without. */
interface Held {
  region: Region | undefined;
  /** The file of the cache was looked at. */
  loaded: boolean;
  /** Commits that it had. */
  kept: number;
  /** The widest answer that was given for head, with what it left out. */
  widest: { readonly without: readonly string[]; readonly commits: readonly Commit[] } | undefined;
}

class GitHistory implements OpenHistory {
  readonly head: string;
  readonly branch: string | undefined;
  readonly shallow: boolean;
  readonly tags: readonly Tag[];
  readonly #place: GitPlace;
  readonly #cache: HistoryCache | undefined;
  #plain: Held | undefined;
  #withFiles: Held | undefined;
  /** By the commit whose authors were asked for. */
  readonly #authors = new Map<string, AuthorsReader>();
  /** Counts who wrote what head contains. */
  #counting: GitThread | undefined;
  readonly #contained: ContainedTags;

  constructor(
    place: GitPlace,
    head: { readonly hash: string; readonly branch: string | undefined; readonly shallow: boolean },
    tags: readonly Tag[],
    cache: HistoryCache | undefined,
  ) {
    this.#place = place;
    this.head = head.hash;
    this.branch = head.branch;
    this.shallow = head.shallow;
    this.tags = tags;
    this.#cache = cache;
    this.#contained = new ContainedTags(place, head.hash, tags, () => (tags.length < LARGE_TAGS ? undefined : cache?.loadContained()));
  }

  contains(tag: Tag): boolean {
    return this.#read(tag.commit) ?? this.#contained.has(tag);
  }

  /** Whether head has a commit, as far as what was read tells. */
  #read(hash: string): boolean | undefined {
    for (const held of [this.#plain, this.#withFiles]) {
      if (held?.region?.has(hash)) return true;
      // Nothing was left out, so what is not here is nowhere.
      if (held?.region?.without.length === 0) return false;
    }
    return undefined;
  }

  commits(without: readonly string[], options: { readonly to?: string; readonly files?: boolean } = {}): readonly Commit[] {
    const { to = this.head, files = false } = options;
    const held = this.#held(files);
    const known = this.#select(held, files, to, without) ?? this.#readFew(held, files, to, without) ?? this.#fromKept(held, files, to, without);
    if (known !== undefined) return known;
    const commits = this.#readCommits(files, to, without);
    if (to === this.head) this.#hold(held, without, commits);
    return commits;
  }

  /** Where something is kept: what git tells, if it is little. A few commits are read sooner than all those that were kept. */
  #readFew(held: Held, files: boolean, to: string, without: readonly string[]): readonly Commit[] | undefined {
    if (held.loaded || without.length === 0 || to !== this.head || this.#cache?.has(files) !== true) return undefined;
    const most = files ? FEW_WITH_FILES : FEW;
    const commits = this.#readCommits(files, to, without, most + 1);
    if (commits.length > most) return undefined;
    this.#hold(held, without, commits);
    return commits;
  }

  #fromKept(held: Held, files: boolean, to: string, without: readonly string[]): readonly Commit[] | undefined {
    if (held.loaded) return undefined;
    held.loaded = true;
    const kept = this.#cache?.load(files);
    if (kept === undefined) return undefined;
    held.kept = kept.commits.length;
    held.region = this.#extend(kept, files) ?? held.region;
    return this.#select(held, files, to, without);
  }

  authors(to: string, enough: (some: Iterable<Person>) => boolean): Iterable<Person> {
    const read = this.#plain?.region?.select(to, []) ?? this.#withFiles?.region?.select(to, []);
    if (read !== undefined) return new Set(read.map(({ author }) => author));
    const reader = this.#authors.get(to) ?? new AuthorsReader(this.#place, to, this.#cache?.loadAuthors(), this.#countingFor(to));
    this.#authors.set(to, reader);
    return reader.ask(enough);
  }

  expectAuthors(): void {
    if (this.#counting !== undefined || this.tags.length < LARGE_TAGS || this.#cache?.loadAuthors() !== undefined) return;
    this.#counting = new GitThread(countArguments(this.head), { ...this.#place, timeoutMs: LOG_TIMEOUT_MS });
  }

  #countingFor(to: string): { readonly revision: string; readonly thread: GitThread } | undefined {
    const contained = to === this.head || this.tags.some(({ name, commit }) => commit === to && this.#contained.known(name));
    return contained && this.#counting !== undefined ? { revision: this.head, thread: this.#counting } : undefined;
  }

  keep(): void {
    this.#counting?.stop();
    const people = [...this.#authors.values()]
      .map((one) => one.worthKeeping)
      .find((one) => one !== undefined && one.people.length >= WORTH_KEEPING_PEOPLE);
    if (people !== undefined) this.#cache?.saveAuthors(people);
    if (this.#cache === undefined) return;
    const contained = this.tags.length < LARGE_TAGS ? undefined : this.#contained.worthKeeping;
    if (contained !== undefined) this.#cache.saveContained(contained);
    for (const files of [false, true]) {
      const held = files ? this.#withFiles : this.#plain;
      const widest = held?.widest;
      if (held === undefined || widest === undefined || widest.commits.length < WORTH_KEEPING) continue;
      const change = widest.commits.length - held.kept;
      if (change >= WORTH_WRITING || -change > widest.commits.length) this.#cache.save(new Region(this.head, widest.without, widest.commits), files);
    }
  }

  #held(files: boolean): Held {
    const held = (files ? this.#withFiles : this.#plain) ?? { region: undefined, kept: 0, loaded: false, widest: undefined };
    if (files) this.#withFiles = held;
    else this.#plain = held;
    return held;
  }

  /** What was kept for an earlier head with what came since; undefined when head does not follow on it. */
  #extend(kept: Region, files: boolean): Region | undefined {
    if (kept.head === this.head) return kept;
    const input = rangeOf(this.head, [kept.head, ...kept.without], this.#where);
    const { code, out } = gitSync(logArguments(files), { ...this.#place, input, timeoutMs: LOG_TIMEOUT_MS, maxBytes: MAX_LOG_BYTES });
    if (code !== 0) return undefined;
    const fresh = readLog(out, files);
    if (!fresh.some(({ parents }) => parents.includes(kept.head))) return undefined;
    return new Region(this.head, kept.without, [...fresh, ...kept.commits]);
  }

  /** @param most no more than so many, the newest */
  #readCommits(files: boolean, to: string, without: readonly string[], most?: number): Commit[] {
    const asked = [...logArguments(files), ...(most === undefined ? [] : [`--max-count=${most}`])];
    const options = { ...this.#place, input: rangeOf(to, without, this.#where), timeoutMs: LOG_TIMEOUT_MS, maxBytes: MAX_LOG_BYTES };
    if (without.length > 0 || this.tags.length < LARGE_TAGS) {
      const { code, out, error } = gitSync(asked, options);
      if (code !== 0) throw this.#notRead(error, files);
      return readLog(out, files);
    }
    // All of a large history: what git has written is read while it goes on.
    const thread = new GitThread(asked, options);
    const reader = new LogReader(files);
    for (let bytes = thread.next(); bytes !== undefined; bytes = thread.next()) reader.push(bytes);
    const { code, error } = thread.result();
    if (code !== 0) throw this.#notRead(error, files);
    return reader.end();
  }

  #select(held: Held, files: boolean, to: string, without: readonly string[]): readonly Commit[] | undefined {
    const found = held.region?.select(to, without) ?? (files ? undefined : this.#withFiles?.region?.select(to, without));
    if (found !== undefined && to === this.head) widen(held, without, found);
    return found;
  }

  #hold(held: Held, without: readonly string[], commits: readonly Commit[]): void {
    widen(held, without, commits);
    if (held.region === undefined || commits.length > held.region.commits.length) held.region = new Region(this.head, without, commits);
  }

  get #where(): string {
    return this.#place.gitDir ?? this.#place.cwd ?? '.';
  }

  #notRead(error: string, files: boolean): Error {
    const revision = /(?:bad revision|bad object|ambiguous argument) '?([^':]+)/.exec(error)?.[1];
    if (revision !== undefined) return noRevision(revision.replace(/^\^/, ''), this.#where);
    if (files && /unable to (?:read|find)|missing|bad tree|could not fetch|lazy fetching|promisor/i.test(error))
      return new InputError(
        `The clone \`${this.#where}\` lacks files of its history, which are needed to tell what each commit touches; clone it without --filter=tree:0.`,
      );
    return new OutsideError(`git could not read the history of \`${this.#where}\`: ${error === '' ? 'it took too long' : error}.`);
  }
}

function widen(held: Held, without: readonly string[], commits: readonly Commit[]): void {
  if (held.widest === undefined || commits.length > held.widest.commits.length) held.widest = { without, commits };
}

/** Standard input of `git log --stdin`. */
function rangeOf(to: string, without: readonly string[], where: string): string {
  for (const revision of [to, ...without]) if (/^[-^]|[\0\n]/.test(revision) || revision === '') throw noRevision(revision, where);
  return [to, ...without.map((revision) => `^${revision}`), ''].join('\n');
}
