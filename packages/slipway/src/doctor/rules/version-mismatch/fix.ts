import type { Location } from '../../../source/index.ts';
import { together } from '../../fixes/parts/places.ts';
import { writtenOtherwise } from '../../fixes/parts/written-otherwise.ts';
import type { Fixer } from '../../fixes/types.ts';

/** Versions that should be one: where each that is behind stands, and the newest. */
export interface VersionSubject {
  readonly newest: string;
  readonly behind: readonly { readonly at: Location; readonly value: string }[];
}

/** Hashes of a file in `checksum: "…"` or the like: of the version that stands beside it. */
const hashed = /(?:checksum|sha\d*|hash|integrity)\w*["']?\s*[:=(]\s*["']?(?:[0-9a-f]{32,}|sha\d+-)/i;

/** What is behind gets the version that the others have; how they come apart again is for the release to mend. */
export const fix: Fixer<VersionSubject | undefined> = function* ({ subject, draft, analysis }) {
  const pinned = subject?.behind.find(({ at }) => hashed.test(around(analysis.world.tree.read(at.path) ?? '', at.line)));
  if (pinned) {
    yield {
      refused: `beside the version in ${pinned.at.path} stands the checksum of a file of that version, and that of another one is not known`,
      instead: draft.advice ?? '',
    };
    return;
  }
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

const around = (text: string, line: number): string =>
  text
    .split('\n')
    .slice(Math.max(0, line - 6), line + 5)
    .join('\n');
