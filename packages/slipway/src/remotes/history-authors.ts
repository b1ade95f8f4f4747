import type { Person } from '../release/index.ts';
import type { GitPlace } from './facts.ts';
import { gitSync } from './git.ts';

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 512 * 1024 * 1024;
/** Most who take part in a release took part not long before it; whoever is new makes the whole history be read. */
const PARTS = [400, 4_000];

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
  readonly #people = new Map<string, Person>();
  #parts = 0;
  #commits = 0;
  #all = false;
  #failed = false;

  constructor(place: GitPlace, to: string, kept: KeptAuthors | undefined) {
    this.#place = place;
    this.#to = to;
    this.#kept = kept;
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
    const part = PARTS[this.#parts++];
    const read =
      part === undefined ? everybody(this.#place, this.#to) : authorsOf(this.#place, [`--skip=${this.#commits}`, `--max-count=${part}`, this.#to]);
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

/** Each once, as .mailmap has them: git counts a hundred thousand commits sooner than it writes them. */
function everybody(place: GitPlace, to: string): readonly Person[] | undefined {
  const asked = ['--no-replace-objects', '-c', 'i18n.logOutputEncoding=UTF-8', 'shortlog', '--summary', '--email', '--end-of-options', to, '--'];
  const { code, out } = gitSync(asked, { ...place, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
  if (code !== 0) return undefined;
  return [...out.toString('utf8').matchAll(/^ *\d+\t(.*) <([^\n]*)>$/gm)].map(([, name = '', email = '']) => ({ name, email }));
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
