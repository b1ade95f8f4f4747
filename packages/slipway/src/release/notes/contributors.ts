import { pullRequestOf } from '../commits/header.ts';
import type { Commit, Person, PullRequestFacts } from '../types.ts';
import type { Contributor } from './data.ts';
import { coAuthorsIn, isBot, loginOf, type Mailmap, marksOf } from './people.ts';

/** What is known beside the commits themselves. */
export interface ContributorsOptions {
  readonly mailmap: Mailmap;
  /**
   * Authors of what was released before; given a test that says when no more is needed, for they are many. Undefined where that is not known, or
   * where nothing was released: then nobody is said to be new.
   */
  readonly before?: ((enough: (some: Iterable<Person>) => boolean) => Iterable<Person>) | undefined;
  /** By number: they tell the name on the server of who opened them. */
  readonly pullRequests?: ReadonlyMap<number, PullRequestFacts> | undefined;
}

interface Found {
  person: Person;
  login: string | undefined;
  readonly marks: Set<string>;
  pullRequest: number | undefined;
}

/**
 * Who took part in a release, by name: authors of its commits and their co-authors, everybody once, whatever address they used; programs are left out,
 * and so is who only merged. `first` says that nothing of theirs was in a release before, and `pullRequest` is then that of their first change.
 *
 * @param commits those of the release, newest first
 */
export function contributorsOf(commits: readonly Commit[], options: ContributorsOptions): readonly Contributor[] {
  const found: Found[] = [];
  const byMark = new Map<string, Found>();
  // A history has one object for each person, and many commits of few: whose a commit is, is told once.
  const settled = new Map<Person, Found | undefined>();
  for (let at = commits.length - 1; at >= 0; at--) {
    const commit = commits[at]!;
    if (commit.parents.length > 1) continue;
    const { author } = commit;
    const isSettled = settled.has(author) && (options.pullRequests === undefined || settled.get(author)?.login !== undefined);
    const others = coAuthorsIn(commit);
    if (isSettled && others.length === 0) continue;
    const number = pullRequestOf(firstLine(commit.message).trimEnd());
    const facts = number === undefined ? undefined : options.pullRequests?.get(number);
    if (!isSettled) settled.set(author, put(author, number, facts?.author ?? undefined));
    for (const other of others) put(other, number, undefined);
  }
  const news = newcomers(found, options);
  return found
    .map((one) => ({
      name: one.person.name,
      ...(one.login === undefined ? {} : { login: one.login }),
      first: news.has(one),
      ...(one.pullRequest === undefined || !news.has(one) ? {} : { pullRequest: one.pullRequest }),
    }))
    .sort((a, b) => compare(a.login ?? a.name, b.login ?? b.name));

  function put(raw: Person, number: number | undefined, author: string | undefined): Found | undefined {
    const person = options.mailmap(raw);
    if (isBot(raw) || isBot(person) || (person.name.trim() === '' && loginOf(person) === undefined)) return undefined;
    const login = author ?? loginOf(person) ?? loginOf(raw);
    const marks = [...marksOf(person), ...(login === undefined ? [] : [`@${login.toLowerCase()}`])];
    const known = marks.map((mark) => byMark.get(mark)).find((one) => one !== undefined);
    const one = known ?? { person, login, marks: new Set<string>(), pullRequest: number };
    if (known === undefined) found.push(one);
    one.login ??= login;
    if (one.person.name.trim() === '') one.person = { ...one.person, name: person.name.trim() === '' ? one.login! : person.name };
    for (const mark of marks) {
      one.marks.add(mark);
      if (!byMark.has(mark)) byMark.set(mark, one);
    }
    return one;
  }
}

/** Those of whom nothing is among what was released before. */
function newcomers(found: readonly Found[], { before, mailmap }: ContributorsOptions): ReadonlySet<Found> {
  if (before === undefined || found.length === 0) return new Set();
  const waiting = new Set(found);
  const owners = new Map<string, Found[]>();
  for (const one of found) for (const mark of one.marks) owners.set(mark, [...(owners.get(mark) ?? []), one]);
  const seen = new Set<Person>();
  const strike = (some: Iterable<Person>): boolean => {
    for (const raw of some) {
      if (seen.has(raw)) continue;
      seen.add(raw);
      const person = mailmap(raw);
      const login = loginOf(raw);
      for (const mark of [...marksOf(person), ...(login === undefined ? [] : [`@${login.toLowerCase()}`])])
        for (const owner of owners.get(mark) ?? []) waiting.delete(owner);
      if (waiting.size === 0) return true;
    }
    return false;
  };
  strike(before(strike));
  return waiting;
}

function firstLine(message: string): string {
  const end = message.indexOf('\n');
  return end < 0 ? message : message.slice(0, end);
}

function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
