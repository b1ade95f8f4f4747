import type { Person } from '../release/index.ts';
import type { GitPlace } from './facts.ts';
import { gitSync } from './git.ts';

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 512 * 1024 * 1024;
/** Most who take part in a release took part not long before it; whoever is new makes the whole history be read. */
const PARTS = [400, 4_000, Number.POSITIVE_INFINITY];

/** Everybody who wrote what a commit contains, kept for the next question. */
export interface KeptAuthors {
  readonly to: string;
  readonly people: readonly Person[];
}

/** What was read; `all` where that is everybody. */
export interface ReadAuthors {
  readonly people: readonly Person[];
  readonly all: boolean;
}

/** Authors of the commits that a commit contains, as `History.authors` promises it. Of a history that git cannot read nobody is known. */
export function readAuthors(place: GitPlace, to: string, enough: (some: Iterable<Person>) => boolean, kept: KeptAuthors | undefined): ReadAuthors {
  const people = new Map<string, Person>();
  if (kept !== undefined && contains(place, to, kept.to)) {
    put(people, kept.people);
    const since = kept.to === to ? [] : authorsOf(place, [to, `^${kept.to}`]);
    put(people, since ?? []);
    return { people: [...people.values()], all: since !== undefined };
  }
  let skipped = 0;
  for (const part of PARTS) {
    const limit = Number.isFinite(part) ? [`--max-count=${part}`] : [];
    const read = authorsOf(place, [`--skip=${skipped}`, ...limit, to]);
    if (read === undefined) break;
    const fresh = put(people, read);
    skipped += read.length;
    if (read.length < part) return { people: [...people.values()], all: true };
    if (enough(fresh)) break;
  }
  return { people: [...people.values()], all: false };
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
