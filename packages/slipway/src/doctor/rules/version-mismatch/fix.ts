import type { Location } from '../../../source/index.ts';
import { together } from '../../fixes/parts/places.ts';
import { writtenOtherwise } from '../../fixes/parts/written-otherwise.ts';
import type { Fixer } from '../../fixes/types.ts';

/** Versions that should be one: where each that is behind stands, and the newest. */
export interface VersionSubject {
  readonly newest: string;
  readonly behind: readonly { readonly at: Location; readonly value: string }[];
}

/** What is behind gets the version that the others have; how they come apart again is for the release to mend. */
export const fix: Fixer<VersionSubject | undefined> = function* ({ subject, draft, analysis }) {
  const changes = subject?.behind.flatMap(({ at, value }) => writtenOtherwise(at, value, subject.newest, analysis) ?? []) ?? [];
  if (subject === undefined || changes.length < subject.behind.length) {
    yield { refused: 'which of the versions is right, or what keeps them equal, is for a person to say', instead: draft.advice ?? '' };
    return;
  }
  const paths = [...new Set(subject.behind.map((b) => b.at.path))];
  yield {
    id: 'align',
    title: `write ${subject.newest} into ${paths.slice(0, 3).join(', ')}`,
    changes: together(changes),
    tradeoffs: ['They come apart again with the next release unless one command, or the release tool, writes all of them.'],
    check: `The files say ${subject.newest}, and after the next release they say one version again.`,
  };
};
