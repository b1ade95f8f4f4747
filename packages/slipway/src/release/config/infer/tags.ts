import type { Scheme } from '../../types.ts';

/** Tags that are written alike: `v1.2.3`, `core-v0.4.0`. */
export interface TagFamily {
  /** With `{version}`. */
  readonly template: string;
  /** What stands before the version. */
  readonly prefix: string;
  readonly newest: string;
  /** Of the newest tag, in seconds since 1970; 0 when it is not known. */
  readonly date: number;
  /** Of its newest five tags among all, from 0. */
  readonly places: readonly number[];
  /** Of its newest tag without a pre-release. */
  readonly stable: number;
  readonly count: number;
  readonly scheme: Scheme;
}

const VERSION = /^(.*?)((?<![0-9.])\d+\.\d+(?:\.\d+)*(?:[-.+]?[0-9A-Za-z][0-9A-Za-z.+-]*)?)$/;
/** A day with hyphens: `2026-08-17`, and `2026-08-17.1` for one more of that day. */
const DAY = /^(|.*?\D)(20[1-4]\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[.-]\d+)?)$/;
/** Tags that move with every build name no release. */
const ROLLING = /nightly|canary|snapshot|edge|latest|preview|\bdev\b|unstable|\btip\b|weekly/i;

/** Of these, what some projects call releases that people make; and for so long they have made no others. */
const STREAM = /^(?:edge|preview|weekly)[-_/.]?v?$/i;
const QUIET_SECONDS = 365 * 86_400;

/** Families of tags that name versions, the one with the newest tag first. @param tags newest first @param dates seconds since 1970, where they are known */
export function tagFamilies(tags: readonly string[], dates: ReadonlyMap<string, number> = new Map()): readonly TagFamily[] {
  const families = allFamilies(tags, dates);
  const usual = families.filter(({ prefix }) => !STREAM.test(prefix));
  const [stream] = families.filter(({ prefix, count }) => STREAM.test(prefix) && count > 2);
  const last = Math.max(0, ...usual.map(({ date }) => date));
  return stream !== undefined && last > 0 && stream.date - last > QUIET_SECONDS ? [stream] : usual;
}

function allFamilies(tags: readonly string[], dates: ReadonlyMap<string, number>): readonly TagFamily[] {
  const families = new Map<string, { readonly own: string[]; readonly places: number[] }>();
  for (const [place, tag] of tags.entries()) {
    const match = DAY.exec(tag) ?? VERSION.exec(tag);
    const prefix = match?.[1];
    if (prefix === undefined || (ROLLING.test(prefix) && !STREAM.test(prefix)) || /nightly|snapshot|canary/i.test(match?.[2] ?? '')) continue;
    // What git allows in a tag and a template does not would not read back.
    if (prefix.includes('{') || prefix.includes('}')) continue;
    const family = families.get(prefix) ?? { own: [], places: [] };
    family.own.push(tag);
    family.places.push(place);
    families.set(prefix, family);
  }
  return [...families].map(([prefix, { own, places }]) => ({
    template: `${prefix}{version}`,
    prefix,
    newest: own[0]!,
    date: dates.get(own[0]!) ?? 0,
    count: own.length,
    places: places.slice(0, 5),
    stable: places[own.findIndex((tag) => /\d$/.test(tag) && !/[-a-z]/i.test(tag.slice(prefix.length)))] ?? Number.POSITIVE_INFINITY,
    scheme: schemeOf(own.slice(0, 5).map((tag) => ({ version: tag.slice(prefix.length), date: dates.get(tag) ?? 0 }))),
  }));
}

/** Tags without a name in front: `v1.2.3`, `1.2.3`. */
export const isPlain = ({ prefix }: TagFamily): boolean => prefix === '' || prefix === 'v';

/**
 * The family that a repository releases by: the newest, unless it is a stray beside one with many more tags, or the one of a part (a chart,
 * a module) beside versions of the whole that come out as often.
 */
export function mainFamily(families: readonly TagFamily[]): TagFamily | undefined {
  const [newest] = families;
  if (!newest) return undefined;
  // Of `v1.2.3` and `1.2.3` the one with the newest version that is no pre-release.
  const [whole] = families.filter(isPlain).sort((a, b) => a.stable - b.stable || a.places[0]! - b.places[0]!);
  if (whole && whole.count > 1 && (whole === newest || whole.places[0]! < newest.places.at(-1)!)) return whole;
  const most = families.reduce((a, b) => (b.count > a.count ? b : a));
  return newest.count * 4 >= most.count ? newest : most;
}

/** Versions that begin with a year of our days count by the calendar. @param tags newest first */
function schemeOf(tags: readonly { readonly version: string; readonly date: number }[]): Scheme {
  if (tags.every(({ version }) => DAY.test(version))) return { kind: 'calver', format: 'YYYY-0M-0D' };
  const parts = tags.map(({ version }) => /^(20[1-4]\d|[12]\d)\.(\d{1,2})(?:\.(\d+))?(?:\.(\d+))?(?:$|[-+.]|(?:a|b|rc|alpha|beta)\d)/.exec(version));
  if (parts.length === 0 || !parts.every((match) => match !== null && Number(match[2]) >= 1 && Number(match[2]) <= 12)) return { kind: 'semver' };
  const long = parts.every((match) => match![1]!.length === 4);
  const days = tags.map(({ date }) => new Date(date * 1000));
  // The last patch of a month may come weeks after it.
  const near = (at: number, days: number, year: number, month: number, day: number): boolean => {
    const late = (at - Date.UTC(2000 + (year % 100), month - 1, day)) / 86_400_000;
    return late >= -Math.min(days, 31) && late <= days;
  };
  // Two digits alone could be any major version: a padded month makes it a date, and so do tags that were made when they say.
  const padded = parts.some((match) => match![2]!.startsWith('0'));
  const dated = parts.every((match, at) => near(days[at]!.getTime(), 75, Number(match![1]), Number(match![2]), 15));
  if (!long && !padded && !(dated && parts.length > 2)) return { kind: 'semver' };
  const month = padded ? '0M' : 'MM';
  const third = parts.map((match) => match![3]);
  const isDay = third.every((text) => text !== undefined && /^(?:0?[1-9]|[12]\d|3[01])$/.test(text));
  const madeThen = parts.every((match, at) => near(days[at]!.getTime(), 3, Number(match![1]), Number(match![2]), Number(match![3])));
  const day = isDay && (third.some((text) => text!.startsWith('0')) ? '.0D' : parts.length > 2 && madeThen ? '.DD' : undefined);
  const more = parts.every((match) => match![4] !== undefined) ? '.MICRO' : '';
  // `2026.08.19-1` is the first release of its day, not one before it.
  if (day && more === '' && tags.every(({ version }) => /^[\d.]+-\d+$/.test(version)))
    return { kind: 'calver', format: `${long ? 'YYYY' : 'YY'}.${month}${day}-MICRO` };
  const last = third.every((text) => text === undefined) ? '' : day ? `${day}${more}` : more === '' ? '.MICRO' : '.MINOR.MICRO';
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
