import type { Bump } from '../types.ts';
import { freeNumbers, nextNumber } from './free.ts';
import type { Next } from './question.ts';
import type { Release } from './releases.ts';
import { isPassing, isTaken, nothing, refused, release, type Situation } from './situation.ts';
import { startingPoint, targetOf } from './target.ts';
import { compareNumbers, compareVersions, isRefusal } from './version.ts';

const stableHere = ({ here }: Situation): Release | undefined => here.find((one) => one.prerelease.length === 0);
const already = ({ tag }: Release): string => `This commit is ${tag} already.`;
const since = ({ from }: Situation): string => (from ? ` since ${from.tag}` : '');

/** The next version without a pre-release. */
export function stable(situation: Situation, bump: Bump): Next {
  const there = stableHere(situation);
  if (there) return nothing(situation, already(there));
  const target = targetOf(situation, bump);
  if (!target) return nothing(situation, `No commit${since(situation)} raises the version.`);
  if (isRefusal(target)) return refused(situation, target.refused);
  const numbers = freeNumbers(situation, target);
  return isRefusal(numbers) ? refused(situation, numbers.refused) : release(situation, { numbers, bump: target.bump });
}

/**
 * The next pre-release: the first of the next version, or one more of the same. It starts anew where the bump rises above what was promised.
 * @param asked whether a person wants one, whatever the commits say
 */
export function prerelease(situation: Situation, identifier: string, bump: Bump, asked: boolean): Next {
  const { question, arithmetic, contained, from, here, why } = situation;
  const there = stableHere(situation) ?? here.find((one) => one.prerelease[0] === identifier);
  if (there) return nothing(situation, already(there));
  const last = contained.find((one) => one.prerelease[0] === identifier && (!from || compareVersions(one, from) > 0));
  if (!asked && bump === 'none') return nothing(situation, `No commit${since(situation)} raises the version.`);
  if (!asked && last && question.fresh === 'none') return nothing(situation, `No commit since ${last.tag} raises the version.`);
  // Asked for without a commit that counts: one more of the candidate that is out, or a first one of the next minor.
  const target = targetOf(situation, bump === 'none' && !last ? 'minor' : bump);
  if (!target) return nothing(situation, `No commit${since(situation)} raises the version.`);
  if (isRefusal(target)) return refused(situation, target.refused);
  const numbers = freeNumbers(situation, target);
  if (isRefusal(numbers)) return refused(situation, numbers.refused);
  const number = nextNumber(situation, numbers, identifier);
  const core = arithmetic.write(numbers);
  const known = situation.all.some((one) => one.prerelease[0] === identifier && compareNumbers(one.numbers, numbers) === 0);
  why.push(known ? `${core} has ${identifier}.${number - 1} already.` : `It is the first ${identifier} of ${core}.`);
  return release(situation, { numbers, prerelease: [identifier, number], bump: target.bump });
}

/** A build of the day: `1.3.0-nightly.20261121`, and `.1`, `.2` for further commits of that day. Any commit is worth one. */
export function nightly(situation: Situation, identifier: string, bump: Bump): Next {
  const { question, all, here } = situation;
  const there = stableHere(situation) ?? here.find((one) => one.prerelease[0] === identifier);
  if (there) return nothing(situation, already(there));
  const target = targetOf(situation, bump === 'none' ? 'patch' : bump);
  if (!target) return nothing(situation, `No commit${since(situation)} raises the version.`);
  if (isRefusal(target)) return refused(situation, target.refused);
  const numbers = freeNumbers(situation, target);
  if (isRefusal(numbers)) return refused(situation, numbers.refused);
  const today = Number(question.day.replaceAll('-', ''));
  // Highest first. A day before that of the last build never leads back.
  const last = all.find(
    (one) => one.prerelease[0] === identifier && typeof one.prerelease[1] === 'number' && compareNumbers(one.numbers, numbers) === 0,
  );
  const lastDay = Number(last?.prerelease[1] ?? 0);
  if (lastDay < today) return release(situation, { numbers, prerelease: [identifier, today], bump: target.bump });
  const count = typeof last?.prerelease[2] === 'number' ? last.prerelease[2] : 0;
  return release(situation, { numbers, prerelease: [identifier, lastDay, count + 1], bump: target.bump });
}

/** Mends the last release: X.Y.Z+1, or `X.Y.Z+1-hotfix.N` in the manner of the suffix. */
export function hotfix(situation: Situation, bump: Bump, asked: boolean): Next {
  const { question, arithmetic, from, here, why, warnings } = situation;
  const suffix = question.channel.hotfix === 'suffix';
  const identifier = question.channel.identifier ?? 'hotfix';
  const there = stableHere(situation) ?? (suffix ? here.find((one) => one.prerelease[0] === identifier) : undefined);
  if (there) return nothing(situation, already(there));
  if (!from) return refused(situation, 'There is no stable release that a hotfix could mend.');
  if (bump === 'none' && !asked) return nothing(situation, `No commit since ${from.tag} raises the version.`);
  const base = startingPoint(situation, 'patch', true) ?? from.numbers;
  if (isRefusal(base)) return refused(situation, base.refused);
  const raised = arithmetic.raise(base, 'patch', question.day);
  if (isRefusal(raised)) return refused(situation, raised.refused);
  const numbers = freeNumbers(situation, { numbers: raised, bump: 'patch' });
  if (isRefusal(numbers)) return refused(situation, numbers.refused);
  why.push(`A hotfix of ${from.tag} raises the patch version only.`);
  if (bump === 'major' || bump === 'minor')
    warnings.push(`The commits since ${from.tag} hold ${bump === 'major' ? 'a breaking change' : 'a feature'}, which a patch version does not tell.`);
  if (!suffix) return release(situation, { numbers, bump: 'patch' });
  const number = nextNumber(situation, numbers, identifier);
  if (question.registry)
    warnings.push(
      `${arithmetic.write(numbers, [identifier, number])} is a pre-release to every package manager: nobody gets it who does not ask for it by name.`,
    );
  return release(situation, { numbers, prerelease: [identifier, number], bump: 'patch' });
}

/** Makes a candidate stable: the same commit, without the suffix. Where none waits, the commits decide. */
export function promotion(situation: Situation, identifier: string, asked: Bump | undefined): Next {
  const { question, arithmetic, contained, from, why } = situation;
  const candidates = contained.filter((one) => one.prerelease[0] === identifier && !isPassing(one));
  // One that became stable on another commit waits for nothing.
  const candidate = candidates.find((one) => (!from || compareVersions(one, from) > 0) && !isTaken(situation, arithmetic.write(one.numbers)));
  if (!candidate) {
    const done = candidates.find((one) => one.commit === from?.commit && compareNumbers(one.numbers, from.numbers) === 0);
    // Who has made the last release of a candidate makes the next one of a candidate too; others use candidates now and then.
    if (done) {
      const ways = `; \`--channel ${question.channel.promotes ?? identifier}\` plans the next one, \`--bump VERSION\` a release without one`;
      return nothing(situation, `${done.tag} is ${from!.tag} already, and no ${identifier} came since${question.bump === 'none' ? '' : ways}.`);
    }
    const used = situation.all.some((one) => one.prerelease[0] === identifier);
    if (used && (question.bump !== 'none' || asked !== undefined))
      why.push(`No ${identifier} waits${since(situation)}, so the version is made of the commits.`);
    return stable(situation, asked ?? question.bump);
  }
  const text = arithmetic.write(candidate.numbers);
  if (asked !== undefined && asked !== 'none' && from) {
    const wanted = arithmetic.raise(from.numbers, asked, question.day);
    if (!isRefusal(wanted) && compareNumbers(wanted, candidate.numbers) !== 0)
      return refused(situation, `${candidate.tag} can only become ${text}, not ${arithmetic.write(wanted)}; release a candidate of that first.`);
  }
  why.push(`${candidate.tag} becomes ${text}, of the same commit ${candidate.commit.slice(0, 7)}.`);
  if (candidate.commit !== question.head) why.push(`Commits after ${candidate.tag} are not in it.`);
  return release(situation, { numbers: candidate.numbers, bump: difference(from?.numbers, candidate.numbers), promotes: candidate });
}

/** Which number is the first to differ. */
export function difference(from: readonly number[] | undefined, to: readonly number[]): Bump {
  if (!from) return 'none';
  const at = to.findIndex((number, place) => number !== (from[place] ?? 0));
  return at < 0 ? 'none' : at === 0 ? 'major' : at < to.length - 1 ? 'minor' : 'patch';
}
