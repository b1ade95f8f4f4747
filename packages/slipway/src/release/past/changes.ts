import { revertedBy } from '../commits/index.ts';
import { type Contributor, compareUrl, contributorsOf, notesOf, readMailmap } from '../notes/index.ts';
import { needsFiles } from '../plan/attributed.ts';
import { PlanError } from '../plan/errors.ts';
import { Sources } from '../plan/sources.ts';
import type { PlanQuestion } from '../plan/types.ts';
import type { Change, Commit, Component } from '../types.ts';
import { attributionOf, isRefusal } from '../versions/index.ts';

/** Reads what commits say of components, as a plan reads them. */
export class Reader {
  readonly needsFiles: boolean;
  readonly #question: PlanQuestion;
  readonly #sources: Sources;
  readonly #owns: ((files: readonly string[] | undefined) => { readonly components: readonly string[] }) | undefined;

  /** @throws PlanError when a glob of the configuration cannot be read */
  constructor(question: PlanQuestion, commits: readonly Commit[]) {
    const { components } = question.config;
    this.#question = question;
    this.needsFiles = needsFiles(components);
    this.#sources = new Sources(question.config, question.pullRequests, commits, question.history.head);
    const owns = this.needsFiles ? attributionOf(components) : undefined;
    if (owns !== undefined && isRefusal(owns)) throw new PlanError(owns.refused);
    this.#owns = owns;
  }

  /** Names of the components that a commit is of; undefined for all. */
  ownersOf(commit: Commit): readonly string[] | undefined {
    return this.#owns?.(commit.files).components;
  }

  changesOf(commit: Commit, component: Component): readonly Change[] {
    const said = this.#sources.of(commit, component.driver);
    return 'silent' in said ? [] : said.changes;
  }

  /**
   * @param changes of one version, newest first
   * @param contributors who took part; undefined where the notes name nobody
   */
  notesOf(
    component: Component,
    changes: readonly Change[],
    contributors: readonly Contributor[] | undefined,
    of: {
      readonly version: string;
      readonly tag: string;
      readonly date: string;
      readonly previous: { readonly version: string; readonly tag: string } | null;
    },
  ): string {
    const { config, repository, server } = this.#question;
    const cancelled = revertedBy(changes);
    return notesOf(
      component,
      changes.filter((change) => !cancelled.has(change)),
      {
        config: config.notes,
        version: of.version,
        tag: of.tag,
        from: of.previous,
        date: of.date,
        ...(repository === undefined ? {} : { repository }),
        ...(server === undefined ? {} : { server }),
        ...(contributors === undefined ? {} : { contributors }),
      },
    );
  }
}

/**
 * Who took part in some commits, and for whom it is the first time; undefined where the configuration wants nobody named.
 *
 * @param commits those of one version, newest first
 * @param before revision of the version before; undefined for the first
 */
export function peopleOf(question: PlanQuestion, commits: readonly Commit[], before: string | undefined): readonly Contributor[] | undefined {
  const { history, config, pullRequests, read } = question;
  if (!config.notes.contributors) return undefined;
  const earlier = before === undefined ? undefined : history.authors?.bind(history, before);
  return contributorsOf(commits, { mailmap: readMailmap(read('.mailmap')), before: earlier, pullRequests });
}

/** Where the difference of two tags is shown; undefined where the repository is not known. */
export function compared({ repository, server }: PlanQuestion, from: string, to: string): string | undefined {
  return repository === undefined ? undefined : compareUrl(`${server ?? 'https://github.com'}/${repository}`, from, to);
}

/** @throws PlanError where a shallow clone lacks commits that are asked for: then notes made of the others would be wrong */
export function refuseCut({ shallow }: PlanQuestion['history'], commits: readonly Commit[]): void {
  if (shallow && commits.some(({ parents }) => parents.length === 0))
    throw new PlanError('The clone is shallow and lacks commits of these releases; fetch the rest with `git fetch --unshallow --tags`.');
}
