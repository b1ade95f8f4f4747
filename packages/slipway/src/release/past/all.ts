import { needsFiles } from '../plan/attributed.ts';
import type { PlanQuestion } from '../plan/types.ts';
import type { Change } from '../types.ts';
import { compareVersions, type Release } from '../versions/index.ts';
import { Reader, refuseCut } from './changes.ts';
import { graphOf, NOBODY, ownersOf } from './owners.ts';
import { dayOf, isStable, type PastReleases, pastReleases } from './releases.ts';
import type { VersionNotes } from './types.ts';

/**
 * The notes of every release that head contains, made of its commits: by component, the newest first. Candidates of a version that came out are
 * folded into it. One pass over the history, whatever the number of tags.
 *
 * @param only names of the components that are meant; all when empty
 * @throws PlanError when a glob of the configuration cannot be read
 */
export function allNotes(question: PlanQuestion, only: readonly string[] = []): readonly VersionNotes[] {
  const { history, config } = question;
  const commits = history.commits([], { files: needsFiles(config.components) });
  refuseCut(question.history, commits);
  const reader = new Reader(question, commits);
  const graph = graphOf(commits);
  const past = pastReleases(question).filter(({ component }) => only.length === 0 || only.includes(component.name));
  const asked = past.map((one) => {
    const releases = inOrder(one, graph.places);
    const owners = ownersOf(
      graph,
      releases.map(({ commit }) => graph.places.get(commit)!),
    );
    return { ...one, releases, owners, changes: releases.map((): Change[] => []) };
  });
  const byName = new Map(asked.map((one) => [one.component.name, one]));
  commits.forEach((commit, at) => {
    const names = reader.ownersOf(commit);
    for (const one of names === undefined ? asked : names.flatMap((name) => byName.get(name) ?? [])) {
      const owner = one.owners[at]!;
      if (owner !== NOBODY) for (const change of reader.changesOf(commit, one.component)) one.changes[owner]!.push(change);
    }
  });
  return asked.flatMap((one) => {
    const told = one.releases
      .map((release, index) => ({ release, changes: one.changes[index]! }))
      .sort((a, b) => compareVersions(b.release, a.release));
    return told.map(({ release, changes }, index): VersionNotes => {
      const before = told[index + 1]?.release;
      const of = {
        version: release.text,
        tag: release.tag,
        date: dayOf(one, release, commits[graph.places.get(release.commit)!]?.date),
        previous: before === undefined ? null : { version: before.text, tag: before.tag },
      };
      return { component: one.component.name, ...of, notes: reader.notesOf(one.component, changes, undefined, of), source: 'commits' };
    });
  });
}

/**
 * In the order in which releases claim commits: stable ones from the oldest commit on, then candidates of what has not come out yet.
 */
function inOrder({ releases }: PastReleases, places: ReadonlyMap<string, number>): readonly Release[] {
  const contained = releases.filter(({ commit }) => places.has(commit));
  // Children stand before their parents, so the oldest has the highest place. Of two versions on one commit the lower one came first.
  const oldestFirst = (a: Release, b: Release): number => places.get(b.commit)! - places.get(a.commit)! || compareVersions(a, b);
  const stable = contained.filter(isStable).sort(oldestFirst);
  const highest = stable.reduce<Release | undefined>((most, one) => (most === undefined || compareVersions(one, most) > 0 ? one : most), undefined);
  const waiting = contained.filter((one) => !isStable(one) && (highest === undefined || compareVersions(one, highest) > 0));
  return [...stable, ...waiting.sort(oldestFirst)];
}
