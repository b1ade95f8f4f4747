import { type Contributor, contributorsOf, type Mailmap, readMailmap } from '../notes/index.ts';
import type { Commit, Person } from '../types.ts';
import type { PlanQuestion } from './types.ts';
import type { Walk } from './walk.ts';

/** What the contributors of one component are asked of. */
export interface Part {
  /** Commits of the release, newest first. */
  readonly commits: readonly Commit[];
  /** Commit of the release before; undefined for a first one. */
  readonly base: string | undefined;
}

/**
 * Who took part in each release of a plan. Who had a part in earlier ones is asked of the history once for all components, and only where notes tell it.
 */
export class Contributors {
  readonly #question: PlanQuestion;
  readonly #walked: Walk;
  readonly #parts: readonly Part[];
  readonly #mailmap: Mailmap;
  #older: readonly Person[] | undefined;

  /** @param parts of all components that are released */
  constructor(question: PlanQuestion, walked: Walk, parts: readonly Part[]) {
    this.#question = question;
    this.#walked = walked;
    this.#parts = parts;
    this.#mailmap = readMailmap(question.config.notes.contributors ? question.read('.mailmap') : undefined);
  }

  /** undefined where notes do not name anybody. */
  of({ commits, base }: Part): readonly Contributor[] | undefined {
    if (!this.#question.config.notes.contributors) return undefined;
    const before = base === undefined || this.#question.history.authors === undefined ? undefined : () => this.#before(base);
    return contributorsOf(commits, { mailmap: this.#mailmap, before, pullRequests: this.#question.pullRequests });
  }

  #before(base: string): Iterable<Person> {
    this.#older ??= this.#below();
    const people = new Set(this.#older);
    this.#walked.commits.forEach(({ author }, at) => {
      if (this.#walked.reaches(base, at)) people.add(author);
    });
    return people;
  }

  /** Authors of everything that was not walked; no more of them than tell who is new in any of the releases. */
  #below(): readonly Person[] {
    const { floor } = this.#walked;
    const { history, pullRequests } = this.#question;
    const found = new Set<Person>();
    if (floor === undefined || history.authors === undefined) return [];
    const commits = [...new Set(this.#parts.flatMap((part) => (part.base === undefined ? [] : part.commits)))];
    contributorsOf(commits, {
      mailmap: this.#mailmap,
      pullRequests,
      before: (enough) => {
        for (const person of history.authors!(floor, enough)) found.add(person);
        return found;
      },
    });
    return [...found];
  }
}
