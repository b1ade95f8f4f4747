import type { Component, Tag } from '../types.ts';
import { tagOf } from '../versions/index.ts';
import { type Prepared, preparedRelease, standpointOf } from './believed.ts';
import type { Standing } from './standing.ts';
import type { PlanQuestion } from './types.ts';

/** What the files of a component add to its tags. */
export interface FilesSay {
  /** The component and its tags as versions are counted: a tool that counts from a file does so from a tag that is not there. */
  readonly component: Component;
  readonly all: readonly Tag[];
  readonly contained: readonly Tag[];
  /** A release that only lacks its tag. */
  readonly prepared: Prepared | undefined;
  readonly warnings: readonly string[];
}

/** Commit of a release that has none: the version of a file. */
export const NOWHERE = '';

/**
 * @param waiting there are changesets that no release took: then Changesets make the next version from the ones that files say, with or without tags
 */
export function filesSay(
  { read }: Pick<PlanQuestion, 'read'>,
  { component, all, contained, releases, allReleases }: Standing,
  waiting: boolean,
): FilesSay {
  const known = { all: allReleases, contained: releases };
  const prepared = preparedRelease(read, component, known);
  const { countedFrom, first, warnings } = standpointOf(read, component, known);
  const counted = (version: string): Pick<FilesSay, 'component' | 'all' | 'contained'> => {
    const tag: Tag = { name: tagOf(component.tag, component.name, version), commit: NOWHERE, date: 0, annotated: false };
    return { component, all: [...all, tag], contained: [...contained, tag] };
  };
  if (prepared !== undefined && waiting && component.driver === 'changesets')
    return {
      ...counted(prepared.version),
      prepared: undefined,
      warnings: [
        `${prepared.at.path}:${prepared.at.line} says ${prepared.version}, which no tag has; changesets wait, so the next version is counted from it.`,
      ],
    };
  if (countedFrom !== undefined) return { ...counted(countedFrom), prepared: prepared?.certainty === 'proven' ? prepared : undefined, warnings };
  return { component: first === undefined ? component : { ...component, first }, all, contained, prepared, warnings };
}

/** Why a version that files say is released as it is, or what speaks against it. */
export function sayingOf({ version, at, certainty }: Prepared): string {
  const where = `${at.path}:${at.line} says ${version}, which no tag has`;
  return certainty === 'proven'
    ? `${where}: the release is prepared, and only has to be tagged.`
    : `${where}: ask for it with \`--bump ${version}\` if it is to be released, or take it back.`;
}
