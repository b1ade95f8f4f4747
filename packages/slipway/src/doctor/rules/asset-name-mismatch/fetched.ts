import { globMayMatch, isKnown, namesOf, type Promises, shownName } from '../../../chain/index.ts';
import { quoted } from '../../asked-files.ts';
import type { Draft } from '../../rule.ts';
import type { NameSubject } from './subject.ts';

/** Jobs of the release that download files of this repository's release by a pattern that none of them has. */
export function* fetched(promises: Promises, version: string): Generator<Draft> {
  const said = new Set<string>();
  for (const { deed, at, runs } of promises.legs) {
    if (deed.op !== 'download-asset' || runs === false || deed.repository !== undefined) continue;
    const patterns = deed.names.flatMap((n) => namesOf(n, version));
    if (patterns.length === 0 || !patterns.every(isKnown) || patterns.some((p) => promises.files.some((f) => globMayMatch(p, f.name)))) continue;
    const key = `${at.path}:${at.line}`;
    if (said.has(key)) continue;
    said.add(key);
    const first = promises.files[0]!;
    yield {
      at,
      severity: runs === true ? 'error' : 'warning',
      certainty: runs === true ? 'proven' : 'likely',
      title: `No file of the release matches ${quoted(patterns.map(shownName), 2)}`,
      message: `This downloads the files of the release that match ${quoted(patterns.map(shownName))}. The files that are uploaded have other names, for instance ${quoted(promises.files.slice(0, 3).map((f) => shownName(f.name)))}: nothing is found, and the command ends with an error.`,
      chain: [
        { kind: 'step', text: `downloads ${shownName(patterns[0]!)}`, location: at, state: 'cut' },
        { kind: 'step', text: `makes ${shownName(first.name)}`, location: first.asset.at, state: 'holds' },
        { kind: 'effect', text: 'uploads it', location: first.asset.uploadAt, state: 'holds' },
      ],
      key: ['fetched', ...patterns.map(shownName)],
      subject: { kind: 'pattern', at, patterns, files: promises.files } satisfies NameSubject,
      advice: 'Ask for the names that are uploaded.',
    };
  }
}
