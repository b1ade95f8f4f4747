import semver from 'semver';
import type { Bump } from '../types.ts';

/** A version that was read, of either scheme. Build metadata stays in the text only: it orders nothing. */
export interface Version {
  /** As it is written, without what the tag adds. */
  readonly text: string;
  /** `1.2.3` is [1, 2, 3]; `2026.07.1` is [2026, 7, 1]. */
  readonly numbers: readonly number[];
  /** As it is read: `rc1` is ['rc', 1], as `rc.1` is. */
  readonly prerelease: readonly (string | number)[];
  /** Whether the number of the pre-release is written without its dot (`rc1`). */
  readonly undotted: boolean;
}

/** A sentence that says why something is not what it should be. */
export interface Refusal {
  readonly refused: string;
}

/** How versions of one scheme are read, written and raised. */
export interface Arithmetic {
  read(text: string): Version | Refusal;
  write(numbers: readonly number[], prerelease?: readonly (string | number)[]): string;
  /** The first version; `first` is what the configuration names, `day` is `YYYY-MM-DD`. */
  start(first: string, day: string): readonly number[] | Refusal;
  /** The numbers after a bump; always higher than the ones before. */
  raise(numbers: readonly number[], bump: Exclude<Bump, 'none'>, day: string): readonly number[] | Refusal;
}

/** A version that could not be read or made, with the reason. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

const UNDOTTED = /^([A-Za-z]+)(\d+)$/;

/** Splits `rc1` into the identifier and the number that its author meant; other pre-releases stay as they are. */
export function readPrerelease(parts: readonly (string | number)[]): Pick<Version, 'prerelease' | 'undotted'> {
  const only = parts.length === 1 && typeof parts[0] === 'string' ? UNDOTTED.exec(parts[0]) : null;
  const number = Number(only?.[2]);
  return only && Number.isSafeInteger(number) ? { prerelease: [only[1]!, number], undotted: true } : { prerelease: parts, undotted: false };
}

/** Order of numbers alone; a missing one is 0. */
export function compareNumbers(a: readonly number[], b: readonly number[]): -1 | 0 | 1 {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const left = a[at] ?? 0;
    const right = b[at] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Precedence as semver.org defines it (item 11), of what was meant: `rc2` before `rc10`. */
export function compareVersions(a: Pick<Version, 'numbers' | 'prerelease'>, b: Pick<Version, 'numbers' | 'prerelease'>): -1 | 0 | 1 {
  const order = compareNumbers(a.numbers, b.numbers);
  if (order !== 0) return order;
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return a.prerelease.length === b.prerelease.length ? 0 : a.prerelease.length === 0 ? 1 : -1;
  return semver.compare(`0.0.0-${a.prerelease.join('.')}`, `0.0.0-${b.prerelease.join('.')}`);
}

/** The highest of some versions; undefined of none. */
export function highest<T extends Pick<Version, 'numbers' | 'prerelease'>>(versions: Iterable<T>): T | undefined {
  let best: T | undefined;
  for (const version of versions) if (best === undefined || compareVersions(version, best) > 0) best = version;
  return best;
}

/** Whether a version lies in a range as npm writes it. Of a calendar version the first three numbers are asked for. */
export function inRange(version: Pick<Version, 'numbers' | 'prerelease'>, range: string): boolean {
  return semver.satisfies(threeNumbers(version), range, { includePrerelease: true });
}

/** Whether a version is higher than all of a range. */
export function isAboveRange(version: Pick<Version, 'numbers' | 'prerelease'>, range: string): boolean {
  return semver.gtr(threeNumbers(version), range);
}

/** Whether a range can be read. */
export function isRange(text: string): boolean {
  return semver.validRange(text) !== null;
}

function threeNumbers({ numbers: [major = 0, minor = 0, patch = 0], prerelease }: Pick<Version, 'numbers' | 'prerelease'>): string {
  return `${major}.${minor}.${patch}${prerelease.length > 0 ? `-${prerelease.join('.')}` : ''}`;
}
