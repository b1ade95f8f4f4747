import { notesFor } from '../notes/index.ts';
import { needsFiles } from '../plan/attributed.ts';
import { PlanError } from '../plan/errors.ts';
import type { PlanQuestion } from '../plan/types.ts';
import type { Commit, Component } from '../types.ts';
import { compareVersions, type Release } from '../versions/index.ts';
import { peopleOf, Reader, refuseCut } from './changes.ts';
import { dayOf, type PastReleases, pastReleases, releaseBefore } from './releases.ts';
import type { VersionNotes } from './types.ts';

/** A past release that somebody means. */
export interface Named extends PastReleases {
  readonly release: Release;
}

/**
 * The releases that a name means: a tag, or a version with or without `v`. A version may be one of several components.
 *
 * @param only names of the components that are meant; all when empty
 */
export function releasesNamed(question: PlanQuestion, name: string, only: readonly string[] = []): readonly Named[] {
  const past = pastReleases(question).filter(({ component }) => only.length === 0 || only.includes(component.name));
  const found = (test: (one: Release) => boolean): Named[] =>
    past.flatMap((one) =>
      one.releases
        .filter(test)
        .slice(0, 1)
        .map((release) => ({ ...one, release })),
    );
  const byTag = found(({ tag }) => tag === name);
  return byTag.length > 0 ? byTag : found(({ text }) => text === name || `v${text}` === name);
}

/** Names that a person may mean by a release: tags, the newest versions first. */
export function releaseNames(question: PlanQuestion): readonly string[] {
  return pastReleases(question)
    .flatMap(({ releases }) => releases)
    .sort((a, b) => compareVersions(b, a))
    .map(({ tag }) => tag);
}

/**
 * The notes of a past release: as its changelog has them, else made of the commits since the release before.
 * @throws PlanError when a glob of the configuration cannot be read
 */
export function notesOfRelease(question: PlanQuestion, { release, ...past }: Named): VersionNotes {
  const { history, config, read } = question;
  const { component } = past;
  const before = releaseBefore(release, past.releases);
  const of = {
    version: release.text,
    tag: release.tag,
    date: dayOf(past, release, undefined),
    previous: before === undefined ? null : { version: before.text, tag: before.tag },
  };
  const text = component.changelog === undefined ? undefined : read(component.changelog);
  const shared = config.components.some((other) => other !== component && other.changelog === component.changelog);
  const written = text === undefined ? undefined : notesFor(text, release.text, shared ? component.name : undefined);
  if (written !== undefined && written !== '') return { component: component.name, ...of, notes: written, source: 'changelog' };
  const commits = history.commits(before === undefined ? [] : [before.commit], { to: release.commit, files: needsFiles(config.components) });
  return { component: component.name, ...of, notes: madeOf(question, component, commits, before?.commit, of), source: 'commits' };
}

/**
 * The notes of what one revision has and another has not, by component; those with nothing to tell are left out.
 *
 * @param from revision that is left out, `to` the one that is told of; names of tags, branches or hashes
 * @throws InputError for a revision that is none; PlanError when a glob of the configuration cannot be read
 */
export function notesOfRange(question: PlanQuestion, from: string, to: string, only: readonly string[] = []): readonly VersionNotes[] {
  const { history, config, day } = question;
  const commits = history.commits([from], { to, files: needsFiles(config.components) });
  const meant = config.components.filter(({ name }) => only.length === 0 || only.includes(name));
  const of = { version: to, tag: to, date: day, previous: { version: from, tag: from } };
  // A server knows tags, branches and hashes; what else git reads as a revision (`HEAD~3`) it does not.
  const known = (name: string): boolean => name === history.branch || /^[0-9a-f]{7,64}$/.test(name) || history.tags.some((tag) => tag.name === name);
  const shown = known(from) && known(to) ? of : { ...of, previous: null };
  const all = meant.map((component): VersionNotes => {
    return { component: component.name, ...of, notes: madeOf(question, component, commits, from, shown), source: 'commits' };
  });
  return all.length === 1 ? all : all.filter(({ notes }) => /^[-*] |^#/m.test(notes));
}

function madeOf(
  question: PlanQuestion,
  component: Component,
  commits: readonly Commit[],
  before: string | undefined,
  of: Pick<VersionNotes, 'version' | 'tag' | 'date' | 'previous'>,
): string {
  refuseCut(question.history, commits);
  const reader = new Reader(question, commits);
  const own = commits.filter((commit) => reader.ownersOf(commit)?.includes(component.name) ?? true);
  return reader.notesOf(
    component,
    own.flatMap((commit) => reader.changesOf(commit, component)),
    peopleOf(question, own, before),
    of,
  );
}

/** @throws PlanError that names the nearest tags, for a name that is no release */
export function noRelease(name: string, near: string | undefined, some: readonly string[]): never {
  const known = some.length === 0 ? 'there is no release yet' : `the newest are ${some.slice(0, 5).join(', ')}`;
  throw new PlanError(`There is no release \`${name}\`${near === undefined ? '' : `; did you mean ${near}?`}; ${known}.`);
}
