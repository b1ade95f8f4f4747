import { asksVersion, globMayMatch, promisesOf, shownName } from '../../../chain/index.ts';
import { askedOf, isMissing } from '../../asked-files.ts';
import { isPlaceholder } from '../commands.ts';
import { isConditional, isNotNow } from '../context.ts';
import { lacking, type ReleaseFiles, releaseFiles, wantedNames } from '../release-files.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Command, Document } from '../types.ts';
import { isElsewhere, optionOf } from './dispatches.ts';

const IMPACT = 'nothing is found under that name, and the download fails';

/** Files of this repository's releases that a document lets its readers download, or check: by commands, or by their address. */
export function downloadClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind === 'report' || !/gh release download|\/releases\//.test(document.file.text)) return [];
  return [...commandClaims(document, repository), ...addressClaims(document, repository)];
}

function commandClaims(document: Document, repository: Repository): Claim[] {
  const claims: Claim[] = [];
  // In a block, what follows a download works on its files.
  let block: number | undefined;
  for (const command of document.commands) {
    const { words, line } = command;
    const downloads = words[0] === 'gh' && words[1] === 'release' && words[2] === 'download';
    if (downloads) block = isElsewhere(words, repository) || isOfOneVersion(words) ? undefined : line.fence?.index;
    // `--ignore-missing` says nothing of when.
    if (isNotNow({ ...line, text: line.text.replace(/--[\w-]+/g, '') }) || isConditional(document, line, command.said)) continue;
    const asked = downloads ? patternsOf(words, repository) : block !== undefined && line.fence?.index === block ? sumsOf(words) : [];
    for (const name of asked) claims.push(claimOf(name, command, releaseFiles(repository)));
  }
  return claims;
}

/** A release that is out keeps its names, whatever the next one is called. */
const isOfOneVersion = (words: readonly string[]): boolean => /^v?\d/.test(words[3] ?? '') && !isPlaceholder(words[3]!);

function patternsOf(words: readonly string[], repository: Repository): string[] {
  if (isElsewhere(words, repository) || isOfOneVersion(words)) return [];
  const patterns: string[] = [];
  for (const [i, word] of words.entries()) {
    const joined = /^--pattern=(.+)$/.exec(word)?.[1];
    if (joined !== undefined) patterns.push(joined);
    else if ((word === '-p' || word === '--pattern') && words[i + 1] !== undefined) patterns.push(words[i + 1]!);
  }
  return patterns;
}

/** The list of checksums that is checked: `sha256sum --check FILE`. */
function sumsOf(words: readonly string[]): string[] {
  if (!/^\(?(?:sha(?:256|512)sum|shasum)$/.test(words[0] ?? '')) return [];
  const file = optionOf(words, ['-c', '--check']);
  const last = words.slice(1).find((w) => /\.\w+\)?$/.test(w) && !w.startsWith('-') && !/[/$*]/.test(w));
  return file === undefined || last === undefined ? [] : [last.replace(/\)$/, '')];
}

function claimOf(name: string, { at }: Command, { files, closed }: ReleaseFiles): Claim {
  const claim = { kind: 'asset' as const, at, about: name, text: `a release has a file ${name}` };
  const names = wantedNames(name);
  const found = files.find((f) => names.some((n) => globMayMatch(n, f.name)));
  if (found) return { ...claim, verdict: 'true', actual: `${shownName(found.name)} is uploaded`, impact: '' };
  if (!closed) return { ...claim, verdict: 'unknown', actual: 'not every file of a release is known', impact: '' };
  return { ...claim, verdict: 'false', actual: lacking(files.map((f) => f.name)), impact: IMPACT };
}

/** Addresses are read with those of installers, so that both are judged alike; their defects are those of asset-name-mismatch and platform-missing. */
function addressClaims(document: Document, { analysis }: Repository): Claim[] {
  const promises = promisesOf(analysis);
  if (!promises.closed) return [];
  return promises.consumers
    .filter((c) => c.kind === 'document' && c.at.path === document.path)
    .flatMap((c) => askedOf(c).flatMap((a) => [...a.files, ...a.sums]))
    .filter((want) => asksVersion(want))
    .map((want): Claim => {
      const name = shownName(want.names[0]!);
      const claim = { kind: 'download' as const, at: want.at, about: name, text: `a release has the file ${name}` };
      if (!isMissing([want], promises)) return { ...claim, verdict: 'true', actual: 'it is uploaded', impact: '' };
      return { ...claim, verdict: 'false', actual: lacking(promises.files.map((f) => f.name)), impact: IMPACT };
    });
}
