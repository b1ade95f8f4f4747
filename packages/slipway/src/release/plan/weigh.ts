import { revertedBy } from '../commits/index.ts';
import type { Bump, BumpRules, Change, Commit, Component, Considered } from '../types.ts';
import { subjectOf } from '../versions/bump.ts';
import { bumpOf, larger } from '../versions/index.ts';
import type { Sources } from './sources.ts';

/** A commit of a component, and whether it came after the last pre-release of the channel. */
export interface OwnCommit {
  readonly commit: Commit;
  readonly fresh: boolean;
}

/** What a person wrote down about a component: of a changeset file. */
export interface Declared {
  readonly bump: Bump;
  readonly change: Change;
  readonly path: string;
  readonly fresh: boolean;
}

/** What the changes of one component since its last release amount to. */
export interface Weighed {
  readonly bump: Bump;
  readonly fresh: Bump;
  readonly why: readonly string[];
  readonly considered: readonly Considered[];
  /** Version that a `Release-As` footer asks for. */
  readonly asked?: string;
  /** Changes that count, for the notes, newest first; those of changesets before those of commits. */
  readonly changes: readonly Change[];
  /** Those of them that came after the last pre-release of the channel. */
  readonly freshChanges: readonly Change[];
  /** Its commits, newest first. */
  readonly commits: readonly OwnCommit[];
}

interface Scales {
  readonly component: Component;
  readonly sources: Sources;
  /** Numbers of the last release; undefined before the first. */
  readonly current: readonly number[] | undefined;
  /** Whether commits decide; where changesets do, they are looked at and raise nothing. */
  readonly byCommits: boolean;
  /** Tag of the last release. */
  readonly since: string | undefined;
}

/**
 * How much the changes of one component raise its version, with the reason of each commit. Where nothing raises it, everything is still considered.
 *
 * @param commits newest first
 * @param declared bumps that changeset files write down
 */
export function weigh(
  commits: readonly OwnCommit[],
  declared: readonly Declared[],
  { component, sources, current, byCommits, since }: Scales,
): Weighed {
  const { rules, driver } = component;
  const changes: Change[] = [];
  const freshOnes = new Set<Change>();
  const silent = new Map<string, string>();
  for (const { commit, fresh } of byCommits ? commits : []) {
    const said = sources.of(commit, driver);
    if ('silent' in said) silent.set(commit.hash, said.silent);
    else
      for (const change of said.changes) {
        changes.push(change);
        if (fresh) freshOnes.add(change);
      }
  }
  const judged = bumpOf(changes, rules, current, sources.labels);
  const freshly =
    freshOnes.size === changes.length
      ? judged
      : bumpOf(
          changes.filter((change) => freshOnes.has(change)),
          rules,
          current,
          sources.labels,
        );
  const written = declared.map((one) => ({ ...one, bump: below(one.bump, rules, current) }));
  const raisedBy = (some: typeof written): Bump => some.reduce<Bump>((most, one) => larger(most, one.bump), 'none');
  const cancelled = revertedBy(changes);
  const counted = changes.filter((change) => !cancelled.has(change));
  const bump = larger(judged.bump, raisedBy(written));
  return {
    bump,
    fresh: larger(freshly.bump, raisedBy(written.filter(({ fresh }) => fresh))),
    why: reasons(judged.bump === bump ? judged.why : [], written, bump, commits.length, byCommits).map((sentence) =>
      since === undefined ? sentence : sentence.replace('the last release', since),
    ),
    considered: [...written.map(consideredOf), ...inOrder(commits, judged.considered, silent, byCommits)],
    commits,
    ...(judged.asked === undefined ? {} : { asked: judged.asked }),
    changes: [...written.map(({ change }) => change), ...counted],
    freshChanges: [...written.filter(({ fresh }) => fresh).map(({ change }) => change), ...counted.filter((change) => freshOnes.has(change))],
  };
}

/** Below 1.0.0 a changeset's words mean what those of a commit mean there. */
function below(bump: Bump, rules: BumpRules, current: readonly number[] | undefined): Bump {
  if ((current?.[0] ?? 0) !== 0) return bump;
  return bump === 'major' ? rules.beforeOne.breaking : bump === 'minor' ? rules.beforeOne.feature : bump;
}

function consideredOf({ change, bump, path }: Declared): Considered {
  return { hash: change.commit.hash, subject: subjectOf(change.description), bump, why: `the changeset ${path}: ${bump}` };
}

function reasons(judged: readonly string[], written: readonly Declared[], bump: Bump, commits: number, byCommits: boolean): readonly string[] {
  const deciding = written.filter((one) => one.bump === bump && bump !== 'none');
  if (deciding.length > 0) {
    const others = deciding.length === 1 ? '' : ` and ${deciding.length - 1} more`;
    return [`The changeset ${deciding[0]!.path}${others} of ${written.length}: ${bump}.`];
  }
  if (byCommits) return judged;
  const since =
    commits === 0 ? '' : `; ${commits === 1 ? 'the commit' : `the ${commits} commits`} since the last release ${commits === 1 ? 'has' : 'have'} none`;
  return [written.length === 0 ? `There is no changeset${since}.` : 'None of the changesets raises the version.'];
}

/** The commits in the order in which they were read. */
function inOrder(
  commits: readonly OwnCommit[],
  judged: readonly Considered[],
  silent: ReadonlyMap<string, string>,
  byCommits: boolean,
): readonly Considered[] {
  const byHash = new Map(judged.map((one) => [one.hash, one]));
  return commits.map(({ commit: { hash, message } }) => {
    const why = silent.get(hash) ?? (byCommits ? 'it says nothing' : 'changesets decide, and it is none');
    return byHash.get(hash) ?? { hash, subject: subjectOf(message), bump: 'none', why };
  });
}
