import type { Commit, Component, Considered } from '../types.ts';
import { subjectOf } from '../versions/bump.ts';
import { attributionOf, isRefusal } from '../versions/index.ts';
import { PlanError } from './errors.ts';
import type { Walk } from './walk.ts';

/** The commits since a component's last release: its own, and a look at those of others. */
export interface Attributed {
  /** Newest first. */
  readonly own: readonly { readonly commit: Commit; readonly at: number }[];
  /** The newest commits that are not its own, each with whose it is. */
  readonly others: readonly Considered[];
  /** One sentence of all commits that are not its own; none when there are none. */
  readonly why: readonly string[];
}

/** A component whose commits are wanted, and the commit of its last release. */
export interface Wanted {
  readonly component: Component;
  readonly base: string | undefined;
}

/** Commits of others that are told one by one; with fifty components each list would be the whole history. */
const TOLD = 20;

/** Whether paths of commits are needed to tell whose they are. */
export function needsFiles(components: readonly Component[]): boolean {
  return components.length > 1 || components.some(({ path, paths }) => path !== '' || paths.length > 0);
}

/**
 * Tells for every commit whose it is, in one pass over all.
 *
 * @throws PlanError when a glob of the configuration cannot be read
 */
export function attribute(walked: Walk, components: readonly Component[], wanted: readonly Wanted[]): ReadonlyMap<string, Attributed> {
  const owns = needsFiles(components) ? attributionOf(components) : undefined;
  if (owns !== undefined && isRefusal(owns)) throw new PlanError(owns.refused);
  const lists = new Map(wanted.map(({ component, base }) => [component.name, { base, own: [] as { commit: Commit; at: number }[] }]));
  const everybody = components.map(({ name }) => name);
  walked.commits.forEach((commit, at) => {
    for (const name of owns === undefined ? everybody : owns(commit.files).components) {
      const list = lists.get(name);
      if (list !== undefined && !(list.base !== undefined && walked.reaches(list.base, at))) list.own.push({ commit, at });
    }
  });
  const counts = new Map<string | undefined, number>();
  return new Map(
    [...lists].map(([name, { base, own }]) => {
      const all = counts.get(base) ?? countOf(walked, base);
      counts.set(base, all);
      if (owns === undefined || all === own.length) return [name, { own, others: [], why: [] }];
      const others = newestOthers(walked, base, own).map((commit) => ({
        hash: commit.hash,
        subject: subjectOf(commit.message),
        bump: 'none' as const,
        why: owns(commit.files).why,
      }));
      const many = all - own.length;
      return [
        name,
        { own, others, why: [`${many} other ${many === 1 ? 'commit' : 'commits'} since then ${many === 1 ? 'changes' : 'change'} nothing of it.`] },
      ];
    }),
  );
}

function countOf(walked: Walk, base: string | undefined): number {
  if (base === undefined) return walked.commits.length;
  let count = 0;
  walked.commits.forEach((_, at) => {
    if (!walked.reaches(base, at)) count += 1;
  });
  return count;
}

function newestOthers(walked: Walk, base: string | undefined, own: Attributed['own']): readonly Commit[] {
  const found: Commit[] = [];
  let next = 0;
  for (let at = 0; at < walked.commits.length && found.length < TOLD; at++) {
    if (own[next]?.at === at) next += 1;
    else if (base === undefined || !walked.reaches(base, at)) found.push(walked.commits[at]!);
  }
  return found;
}
