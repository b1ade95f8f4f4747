import { type Analysis, mayBeSame, promisesOf, shownName } from '../../../chain/index.ts';
import { isForUsers, isNotNow, placeIn } from '../context.ts';
import { codeSpans } from '../markdown.ts';
import { lacking, releaseFiles, VERSIONED, wantedNames, withoutVersion } from '../release-files.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document, Line } from '../types.ts';

const ENDING =
  /\.(?:tar\.(?:gz|xz|bz2|zst)|tgz|txz|zip|7z|exe|msi|dmg|pkg|deb|rpm|apk|AppImage|jar|whl|vsix|snap|flatpak|sha256|sha512|sha256sum|asc|sig|minisig)$/;
const SECTION = /\bassets?\b|\bartifacts?\b|\bbinar(?:y|ies)\b|\bdownloads?\b|\brelease files\b/i;
const HAS = /\breleases?\b[^.|]{0,30}\b(?:has|have|holds?|contains?|carr(?:y|ies)|comes? with)\b[^.|]{0,20}\bfiles?\b/i;
const MACHINE = /linux|darwin|macos|windows|win64|x86_64|amd64|arm64|aarch64|apple/i;
const COUNT =
  /(?<![\w.-])(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+(?:(?:platform|release|compiled|prebuilt|pre-built)\s+){0,2}(binaries|binary artifacts|assets|platform binaries|platforms|release files)\b/i;
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Files of a release that a document names, and how many of them it counts; compared only when every file is known. */
export function assetClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind === 'report' || !/asset|artifact|binar|download|platform/i.test(document.file.text)) return [];
  const { analysis } = repository;
  if (repository.isTool && document.kind === 'readme') return [];
  const claims: Claim[] = [];
  for (const [at, line] of document.lines.entries()) {
    if (line.kind === 'heading' || isNotNow(line) || isForUsers(document, at)) continue;
    if (isListed(line, at, document))
      for (const name of namesIn(line, document)) if (isLikeOurs(name.text, analysis)) claims.push(nameClaim(name, line, document, repository));
    const count = document.kind === 'guide' ? countClaim(line, document, analysis) : undefined;
    if (count) claims.push(count);
  }
  return claims;
}

interface Written {
  readonly text: string;
  readonly start: number;
}

const NAME = /^[\w$.{}<>…+-]+$/;
const ALONE = /^\s*(?:[-*+]\s+)?([\w$.{}<>…+-]+)(?:\s{2,}\(.*\))?\s*$/;

/** Names of files as a list of assets has them: each alone on its line, in a cell, or as inline code. */
function namesIn(line: Line, document: Document): Written[] {
  const alone = ALONE.exec(line.text);
  if (alone) {
    const text = alone[1]!;
    const among = line.fence !== undefined && text.length > 4 && /[-_.]/.test(text) && isFenceOfNames(line.fence.index, document);
    return isName(text) || among ? [{ text, start: line.text.indexOf(text) }] : [];
  }
  return line.kind === 'code' ? [] : codeSpans(line.text).filter((s) => NAME.test(s.text) && isName(s.text));
}

/** A block in which at least two lines are names of files: the others are meant as such. */
function isFenceOfNames(index: number, document: Document): boolean {
  let names = 0;
  for (const l of document.lines) {
    const text = l.fence?.index === index ? ALONE.exec(l.text)?.[1] : undefined;
    if (text !== undefined && isName(text) && ++names === 2) return true;
  }
  return false;
}

/** Ends as files of a release do, or names a machine and a version; not a path, not a version alone. */
function isName(text: string): boolean {
  const fixed = withoutVersion(text).replace(/^v?[-_.]*/, '');
  if (fixed.length < 3 || text.includes('*')) return false;
  return ENDING.test(text) ? VERSIONED.test(text) || MACHINE.test(text) : MACHINE.test(text) && /^[\w.]+[-_]/.test(text);
}

/** The line stands in a list of what a release has: its heading or the lines above say so. */
function isListed(line: Line, at: number, document: Document): boolean {
  if (SECTION.test(line.headings.at(-1) ?? '') || (line.kind === 'text' && HAS.test(line.text))) return true;
  for (let i = at; i >= 0 && i >= at - 14; i--) {
    const above = document.lines[i]!;
    if (above.kind === 'heading') return false;
    if (above.kind === 'text' && SECTION.test(above.text) && /releas|expect|upload|attach|contain|built|build|publish/i.test(above.text)) return true;
  }
  return false;
}

/** A name without version and ending may be a platform or a target: then it must begin as a file of the release does. */
function isLikeOurs(text: string, analysis: Analysis): boolean {
  if (ENDING.test(text) || VERSIONED.test(text)) return true;
  const first = /^[A-Za-z0-9]+/.exec(text)?.[0];
  return first !== undefined && !MACHINE.test(first) && promisesOf(analysis).files.some((f) => f.name.startsWith(first));
}

function nameClaim({ text, start }: Written, line: Line, document: Document, repository: Repository): Claim {
  const at = placeIn(document, line, start, start + text.length);
  const claim = { kind: 'asset' as const, at, about: 'assets', text: `a release has the file ${text}` };
  const { files, closed } = releaseFiles(repository);
  const names = wantedNames(text);
  const found = files.find((f) => names.some((n) => mayBeSame(n, f.name)));
  if (found) return { ...claim, verdict: 'true', actual: `${shownName(found.name)} is uploaded`, impact: '' };
  // A README may tell of files that lie elsewhere, when the releases have none.
  if (!closed || (files.length === 0 && document.kind !== 'guide'))
    return { ...claim, verdict: 'unknown', actual: 'not every file of a release is known', impact: '' };
  return {
    ...claim,
    verdict: 'false',
    actual: lacking(files.map((f) => f.name)),
    impact: 'who looks for that file does not find it, or holds a whole release for a broken one',
    links: files.slice(0, 3).map((f) => ({ kind: 'effect', text: `makes ${shownName(f.name)}`, location: f.asset.at, state: 'holds' })),
  };
}

function countClaim(line: Line, document: Document, analysis: Analysis): Claim | undefined {
  const said = line.kind === 'code' ? null : COUNT.exec(line.text);
  if (said === null || !/releas|publish|upload|build|verif|all|expect/i.test(`${line.text} ${line.headings.at(-1) ?? ''}`)) return undefined;
  const written = said[1]!.toLowerCase();
  const number = NUMBERS.includes(written) ? NUMBERS.indexOf(written) : Number(written);
  const { files, closed, sets } = promisesOf(analysis);
  const claim = {
    kind: 'count' as const,
    at: placeIn(document, line, said.index, said.index + said[0].length),
    about: said[2]!.toLowerCase(),
    text: `a release has ${said[0]}`,
  };
  if (!closed || sets.length === 0 || number < 2) return { ...claim, verdict: 'unknown', actual: 'not every file of a release is known', impact: '' };
  const programs = files.filter(
    (f) => f.asset.what !== 'checksum' && !/\.(?:sha\d+|sha256sum|asc|sig|minisig|sbom|json|txt|md|sh|ps1)$/i.test(f.name),
  );
  const platforms = new Set(files.flatMap((f) => (f.asset.platform === undefined ? [] : [`${f.asset.platform.os} ${f.asset.platform.arch}`])));
  const counts = [files.length, programs.length, platforms.size, files.length - programs.length];
  if (counts.includes(number)) return { ...claim, verdict: 'true', actual: `it has ${files.length} files`, impact: '' };
  return {
    ...claim,
    verdict: 'unknown',
    actual: `it has ${files.length} files, for ${platforms.size} platforms`,
    impact: 'the number may count something else',
  };
}
