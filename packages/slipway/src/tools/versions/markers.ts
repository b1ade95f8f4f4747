import type { SourceFile } from '../../source/index.ts';
import { found, placed } from './place.ts';
import type { VersionSource } from './types.ts';

/**
 * Comments that say "the version stands here": those of release-please, of Google's Java tools, and Slipway's own `slipway:version`,
 * `slipway:version-start` and `slipway:version-end`; a name may follow (`slipway:version=core`) where a tree has several versions.
 */
const MARKER =
  /x-release-please-(version|start-version|end)\b|\{x-version-update(-start|-end)?(?::([\w@/.-]+):(?:current|released))?\}|\bslipway:version(-start|-end)?(?:=([\w@/.-]*[\w@/-]))?/g;
/** The end of a file's name (`-linux-amd64`) is no pre-release: only identifiers that are used for one count. */
const VERSION =
  /(?<![\d.])\d{1,9}\.\d{1,9}\.\d{1,9}(?!\d|\.\d)(?:-(?:alpha|beta|rc|pre|preview|dev|next|canary|nightly|hotfix|snapshot|\d{1,9})(?:[.-]?\d{1,9}){0,4}(?![\w])|(?:a|b|rc)\d{1,9}(?!\w))?(?:\+\d[-\w.]{0,30}\b)?/gi;

type Kind = 'line' | 'start' | 'end';

/** Versions in lines with a marker, and between the markers of a block; `name` is the marker's, when it has one. */
export function* markedPlaces(file: SourceFile, about: Parameters<typeof placed>[2]): Generator<VersionSource> {
  let from: { readonly offset: number; readonly name: string | undefined } | undefined;
  for (const mark of file.text.matchAll(MARKER)) {
    const kind = kindOf(mark[1] ?? mark[2] ?? mark[4] ?? '');
    const name = mark[3] ?? mark[5];
    if (kind === 'start') from = { offset: mark.index + mark[0].length, name };
    else if (kind === 'end') {
      if (from !== undefined) yield* versionsIn(file, from.offset, mark.index, { ...about, name: from.name ?? about.name });
      from = undefined;
    } else if (from === undefined) {
      const line = file.position(mark.index).line;
      yield* versionsIn(file, file.lineStart(line), file.lineStart(line + 1), { ...about, name: name ?? about.name });
    }
  }
}

function kindOf(word: string): Kind {
  if (/start/.test(word)) return 'start';
  return /end/.test(word) ? 'end' : 'line';
}

function* versionsIn(file: SourceFile, start: number, end: number, about: Parameters<typeof placed>[2]): Generator<VersionSource> {
  for (const one of file.text.slice(start, end).matchAll(VERSION))
    yield* found(placed(file, { start: start + one.index, end: start + one.index + one[0].length }, { ...about, key: 'marker' }));
}
