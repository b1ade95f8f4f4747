import type { Driver } from '../types.ts';
import { isTaken, type Situation } from './situation.ts';
import type { Target } from './target.ts';
import { compareNumbers, isRefusal, type Refusal } from './version.ts';

/** The numbers themselves, or the next ones whose stable version is not out yet; a channel that skips nothing keeps them. */
export function freeNumbers(situation: Situation, target: Target): readonly number[] | Refusal {
  const { arithmetic, question, warnings } = situation;
  let { numbers } = target;
  while (question.channel.taken !== 'refuse' && isTaken(situation, arithmetic.write(numbers))) {
    const next = arithmetic.raise(numbers, target.bump === 'none' ? 'patch' : target.bump, question.day);
    if (isRefusal(next)) return next;
    warnings.push(`${arithmetic.write(numbers)} exists already and is skipped.`);
    numbers = next;
  }
  return numbers;
}

/**
 * Tools whose first pre-release of a version has the number 0, as `inc` of the npm package semver gives it: changesets
 * packages/assemble-release-plan/src/index.ts, knope crates/knope-versioning/src/semver/package_versions.rs, nx, lerna and release-it; read 2026-11-21.
 */
const FROM_ZERO: ReadonlySet<Driver> = new Set(['changesets', 'knope', 'nx', 'lerna', 'release-it']);

/** The number of the next pre-release of these numbers, one more than the highest of any commit. */
export function nextNumber(situation: Situation, numbers: readonly number[], identifier: string): number {
  const { all, contained, question, arithmetic } = situation;
  const known = (question.channel.taken === 'refuse' ? contained : all).filter(
    (one) => one.prerelease[0] === identifier && compareNumbers(one.numbers, numbers) === 0,
  );
  const { driver } = question.component;
  const none = driver !== undefined && FROM_ZERO.has(driver) ? -1 : 0;
  let number = known.reduce((most, one) => Math.max(most, typeof one.prerelease[1] === 'number' ? one.prerelease[1] : none), none) + 1;
  while (question.channel.taken !== 'refuse' && isTaken(situation, arithmetic.write(numbers, [identifier, number]))) number += 1;
  return number;
}
