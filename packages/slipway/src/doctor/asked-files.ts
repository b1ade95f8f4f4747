import { type Consumer, mayHave, type Promises, type PublishedFile, shownName, shownNames, type Want } from '../chain/index.ts';
import type { Location } from '../source/index.ts';
import { kindOfFile, type Platform } from '../tools/index.ts';
import type { Link } from './report.ts';

/** The files that a consumer asks for on one machine: any of them does. */
export interface Asked {
  readonly platform: Platform | undefined;
  readonly files: readonly Want[];
  readonly sums: readonly Want[];
}

/** What a consumer asks for, machine by machine; what a document names is asked for one by one. */
export function askedOf(consumer: Consumer): Asked[] {
  const oneByOne = consumer.kind !== 'installer' && consumer.kind !== 'package';
  const groups = new Map<string, { platform: Platform | undefined; files: Want[]; sums: Want[] }>();
  for (const [i, want] of consumer.wants.entries()) {
    const key = oneByOne ? String(i) : `${want.platform?.os ?? ''}/${want.platform?.arch ?? ''}`;
    const group = groups.get(key) ?? { platform: want.platform, files: [], sums: [] };
    groups.set(key, group);
    (isSum(want) ? group.sums : group.files).push(want);
  }
  return [...groups.values()];
}

const isSum = (want: Want): boolean => want.names.every((n) => ['checksum', 'signature'].includes(kindOfFile(shownName(n))));

/** None of the files that would do is on the release. */
export const isMissing = (wants: readonly Want[], promises: Promises): boolean => wants.length > 0 && !wants.some((w) => mayHave(promises, w));

const systems = /windows|win32|win64|pc-windows|darwin|macos|apple|osx|linux|freebsd|(?<![a-z])(?:mac|win)(?![a-z])/gi;
const hardware =
  /x86_64|aarch64|amd64|arm64|armv[5-8]\w*|armhf|arm|i[36]86|386|x64|x86|universal2?|riscv64(?:gc)?|ppc64le|powerpc64le|s390x|intel|silicon|64-?bit|32-?bit/gi;

/** A name without what it says of the machine: two names of one shape differ in the machine only. */
const shapeOf = (name: string): string => shownName(name).replace(hardware, '@').replace(systems, '#').toLowerCase();

/** A file of the release that has the same name but for the machine. */
export function sibling(want: Want, promises: Promises): PublishedFile | undefined {
  const shapes = new Set(want.names.map(shapeOf));
  return promises.files.find((f) => shapes.has(shapeOf(f.name)));
}

/** The files of the release that are most like what is asked for: those of the same machine, then those that begin alike. */
export function nearest(want: Want, promises: Promises): PublishedFile[] {
  const name = shownName(want.names[0]!);
  const score = (f: PublishedFile): number => {
    const platform = f.asset.platform;
    const same =
      want.platform !== undefined && platform?.os === want.platform.os && (want.platform.arch === undefined || platform?.arch === want.platform.arch);
    const other = shownName(f.name);
    let common = 0;
    while (common < name.length && name[common] === other[common]) common++;
    return (same ? 100 : 0) + common - Math.abs(name.length - other.length) / 2;
  };
  return promises.files
    .filter((f) => f.asset.what !== 'checksum' && f.asset.what !== 'signature')
    .map((f) => ({ f, s: score(f) }))
    .sort((a, b) => b.s - a.s)
    .slice(0, 3)
    .map(({ f }) => f);
}

/** Names in back quotes, at most `most` of them. */
export function quoted(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map((n) => `\`${n}\``);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '');
}

/** `linux/arm64`, as a reader says it. */
export const machineText = (p: Platform | undefined): string =>
  p === undefined ? '' : `${systemText(p.os)}${p.arch === undefined ? '' : ` on ${p.arch}`}`;

const systemText = (os: Platform['os']): string =>
  ({ linux: 'Linux', darwin: 'macOS', windows: 'Windows', freebsd: 'FreeBSD', android: 'Android', ios: 'iOS', any: 'any system' })[os ?? 'any'];

/** Who asks, as the subject of a sentence. */
export const consumerText = (c: Consumer): string =>
  c.kind === 'formula' && c.at.path.endsWith('.yml') ? `the formula that \`${c.at.path}\` writes` : `\`${c.at.path}\``;

/** From the request to the line that gives the nearest file its name, and to its upload. */
export function requestChain(want: Want, file: PublishedFile | undefined): Link[] {
  const out: Link[] = [{ kind: 'person', text: `asks for ${shownNames(want.names)[0]}`, location: want.at, state: 'cut' }];
  if (want.urlAt !== undefined && !isSameLine(want.urlAt, want.at))
    out.push({ kind: 'step', text: 'downloads it', location: want.urlAt, state: 'cut' });
  if (file === undefined) return out;
  out.push({ kind: 'step', text: `makes ${shownName(file.name)}`, location: file.asset.at, state: 'holds' });
  if (!isSameLine(file.asset.at, file.asset.uploadAt))
    out.push({ kind: 'effect', text: 'uploads it', location: file.asset.uploadAt, state: 'holds' });
  return out;
}

const isSameLine = (a: Location, b: Location): boolean => a.path === b.path && a.line === b.line;
