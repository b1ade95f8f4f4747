import type { Scheme } from '../../types.ts';

/** Tags that are written alike: `v1.2.3`, `core-v0.4.0`. */
export interface TagFamily {
  /** With `{version}`. */
  readonly template: string;
  /** What stands before the version. */
  readonly prefix: string;
  readonly newest: string;
  readonly count: number;
  readonly scheme: Scheme;
}

const VERSION = /^(.*?)((?<![0-9.])\d+\.\d+(?:\.\d+)*(?:[-.+]?[0-9A-Za-z][0-9A-Za-z.+-]*)?)$/;
/** Tags that move with every build name no release. */
const ROLLING = /nightly|canary|snapshot|edge|latest|preview|\bdev\b|unstable|\btip\b|weekly/i;

/** Families of tags that name versions, the one with the newest tag first. @param tags newest first */
export function tagFamilies(tags: readonly string[]): readonly TagFamily[] {
  const families = new Map<string, string[]>();
  for (const tag of tags) {
    const match = VERSION.exec(tag);
    const prefix = match?.[1];
    if (prefix === undefined || ROLLING.test(prefix) || /nightly|snapshot|canary/i.test(match?.[2] ?? '')) continue;
    // What git allows in a tag and a template does not would not read back.
    if (prefix.includes('{') || prefix.includes('}')) continue;
    families.set(prefix, [...(families.get(prefix) ?? []), tag]);
  }
  return [...families].map(([prefix, own]) => ({
    template: `${prefix}{version}`,
    prefix,
    newest: own[0]!,
    count: own.length,
    scheme: schemeOf(own.slice(0, 5).map((tag) => tag.slice(prefix.length))),
  }));
}

/** The family that a repository releases by: the newest, unless it is a stray beside one with many more tags. */
export function mainFamily(families: readonly TagFamily[]): TagFamily | undefined {
  const [newest] = families;
  if (!newest) return undefined;
  const most = families.reduce((a, b) => (b.count > a.count ? b : a));
  return newest.count * 4 >= most.count ? newest : most;
}

/** Versions that begin with a year of our days count by the calendar. @param versions newest first */
function schemeOf(versions: readonly string[]): Scheme {
  const parts = versions.map((one) => /^(20[1-4]\d|[12]\d)\.(\d{1,2})(?:\.(\d+))?(?:$|[-+.])/.exec(one));
  if (parts.length === 0 || !parts.every((match) => match !== null && Number(match[2]) >= 1 && Number(match[2]) <= 12)) return { kind: 'semver' };
  const long = parts.every((match) => match![1]!.length === 4);
  // Two digits alone could be any major version: only a padded month makes it a date.
  const padded = parts.some((match) => match![2]!.startsWith('0'));
  if (!long && !padded) return { kind: 'semver' };
  const month = padded ? '0M' : 'MM';
  const day =
    parts.every((match) => match![3] !== undefined && /^(?:0[1-9]|[12]\d|3[01])$/.test(match![3])) &&
    parts.some((match) => match![3]!.startsWith('0'));
  const last = parts.every((match) => match![3] === undefined) ? '' : day ? '.0D' : '.MICRO';
  return { kind: 'calver', format: `${long ? 'YYYY' : 'YY'}.${month}${last}` };
}

/** Identifiers of pre-releases that these tags have, the most frequent first: `rc` of `v1.0.0-rc.1`. */
export function identifiersOf(tags: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const tag of tags) {
    const found = /\d+\.\d+\.\d+-([A-Za-z][A-Za-z-]*?)(?:[.-]?\d[\d.-]*)?$/.exec(tag)?.[1]?.toLowerCase();
    if (found !== undefined && found.length > 1 && found.length <= 12) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
