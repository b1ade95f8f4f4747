import type { Person } from '../release/index.ts';
import type { GitPlace } from './facts.ts';
import { type GitResult, gitSync } from './git.ts';
import type { GitThread } from './git-thread.ts';

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 512 * 1024 * 1024;
/** Most who take part in a release took part not long before it; whoever is new makes the whole history be read. */
const PARTS = [400, 4_000];

/** Everybody who wrote what a revision contains is being counted already. */
export interface Counting {
  readonly revision: string;
  readonly thread: GitThread;
}

/** Arguments with which git tells who wrote how many commits. */
export function countArguments(...range: readonly string[]): string[] {
  return ['--no-replace-objects', '-c', 'i18n.logOutputEncoding=UTF-8', 'shortlog', '--summary', '--email', '--end-of-options', ...range, '--'];
}

/** Everybody who wrote what a commit contains, kept for the next question. */
export interface KeptAuthors {
  readonly to: string;
  readonly people: readonly Person[];
}

/** Reads the authors of the commits that a commit contains, as `History.authors` promises it: further each time, and no more than is asked for. */
export class AuthorsReader {
  readonly #place: GitPlace;
  readonly #to: string;
  readonly #kept: KeptAuthors | undefined;
  readonly #counting: Counting | undefined;
  readonly #people = new Map<string, Person>();
  #parts = 0;
  #commits = 0;
  #all = false;
  #failed = false;

  /** @param counting of a revision that contains `to` */
  constructor(place: GitPlace, to: string, kept: KeptAuthors | undefined, counting: Counting | undefined) {
    this.#place = place;
    this.#to = to;
    this.#kept = kept;
    this.#counting = counting;
  }

  /** Everybody was read, and not from what was kept alone. */
  get worthKeeping(): KeptAuthors | undefined {
    return this.#all && this.#kept?.to !== this.#to ? { to: this.#to, people: [...this.#people.values()] } : undefined;
  }

  /** Of a history that git cannot read nobody is known. */
  ask(enough: (some: Iterable<Person>) => boolean): Iterable<Person> {
    if (this.#parts === 0) this.#readKept();
    if (this.#people.size > 0 && enough(this.#people.values())) return this.#people.values();
    while (!this.#all && !this.#failed && !enough(this.#readPart()));
    return this.#people.values();
  }

  #readKept(): void {
    if (this.#kept === undefined || this.#people.size > 0 || !contains(this.#place, this.#to, this.#kept.to)) return;
    put(this.#people, this.#kept.people);
    const since = this.#kept.to === this.#to ? [] : authorsOf(this.#place, [this.#to, `^${this.#kept.to}`]);
    put(this.#people, since ?? []);
    this.#all = since !== undefined;
  }

  #readPart(): readonly Person[] {
    // Who is counted already is not read again.
    const part = this.#parts > 0 && this.#counting?.thread.ended ? undefined : PARTS[this.#parts];
    this.#parts += 1;
    const read =
      part === undefined
        ? everybody(this.#place, this.#to, this.#counting)
        : authorsOf(this.#place, [`--skip=${this.#commits}`, `--max-count=${part}`, this.#to]);
    if (read === undefined) {
      this.#failed = true;
      return [];
    }
    this.#commits += read.length;
    this.#all = part === undefined || read.length < part;
    return put(this.#people, read);
  }
}

function contains(place: GitPlace, to: string, hash: string): boolean {
  if (to === hash) return true;
  return gitSync(['--no-replace-objects', 'merge-base', '--is-ancestor', hash, to], place).code === 0;
}

/** One for each commit; undefined when git cannot tell. */
function authorsOf(place: GitPlace, range: readonly string[]): readonly Person[] | undefined {
  const form = ['-z', '--no-mailmap', '--no-show-signature', '--no-patch', '--encoding=UTF-8', '--format=%an%x00%ae'];
  const { code, out } = gitSync(['--no-replace-objects', 'log', ...form, ...range, '--'], { ...place, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
  if (code !== 0) return undefined;
  const fields = out.toString('utf8').split('\0');
  const people: Person[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) people.push({ name: fields[at]!, email: fields[at + 1]! });
  return people;
}

/** Each once, as .mailmap has them: git counts a hundred thousand commits sooner than it writes them. undefined when git cannot tell. */
function everybody(place: GitPlace, to: string, counting: Counting | undefined): readonly Person[] | undefined {
  if (counting !== undefined) {
    const all = counts(counting.thread.result());
    const later = counts(count(place, counting.revision, `^${to}`));
    // Those who wrote more than came later wrote some of it before.
    if (all && later) return [...all].flatMap(([key, { person, many }]) => (many > (later.get(key)?.many ?? 0) ? [person] : []));
  }
  const all = counts(count(place, to));
  return all && [...all.values()].map(({ person }) => person);
}

function count(place: GitPlace, ...range: readonly string[]): GitResult {
  return gitSync(countArguments(...range), { ...place, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
}

function counts({ code, out }: GitResult): ReadonlyMap<string, { readonly person: Person; readonly many: number }> | undefined {
  if (code !== 0) return undefined;
  const lines = out.toString('utf8').matchAll(/^ *(\d+)\t(.*) <([^\n]*)>$/gm);
  return new Map([...lines].map(([, many, name = '', email = '']) => [`${name}\0${email}`, { person: { name, email }, many: Number(many) }]));
}

/** Adds those who are new; gives them. */
function put(people: Map<string, Person>, some: readonly Person[]): readonly Person[] {
  const fresh: Person[] = [];
  for (const person of some) {
    const key = `${person.name}\0${person.email}`;
    if (people.has(key)) continue;
    people.set(key, person);
    fresh.push(person);
  }
  return fresh;
}
