import type { Bump } from '../types.ts';
import type { Release } from './releases.ts';
import { isPassing, type Situation } from './situation.ts';
import { shapeOf, versionText } from './templates.ts';
import { compareNumbers, compareVersions, highest, inRange, isRefusal, type Refusal } from './version.ts';

/** The numbers of a version that is not out yet, and what counts towards it. */
export interface Target {
  readonly numbers: readonly number[];
  readonly bump: Bump;
}

/**
 * The numbers that a release starts from: the last stable release, or a higher one that another commit has already, for no version is given twice
 * and none goes back. Those of other maintained lines do not count.
 * A patch of 1.8.0 must contain it, and so must a minor version of 2.0.0: where head does not, that is refused.
 * @param near for a hotfix: only versions that differ from the last one in their last number count
 * @returns undefined before the first release
 */
export function startingPoint(situation: Situation, bump: Bump, near = false): readonly number[] | undefined | Refusal {
  const { question, all, from } = situation;
  const { line, lines = [], channel } = question;
  const ours = all.filter((one) => {
    if (one.prerelease.length > 0) return false;
    if (line) return inRange(one, line.range);
    if (near && from) return compareNumbers(one.numbers.slice(0, -1), from.numbers.slice(0, -1)) === 0;
    return one.tag === from?.tag || !lines.some(({ range }) => inRange(one, range));
  });
  const top = highest(from ? [...ours, from] : ours);
  if (!top || top === from) return from?.numbers;
  // A candidate that head contains is ahead of what other branches have released.
  const promised = announced(situation, from?.numbers);
  if (!near && promised && compareNumbers(promised, top.numbers) > 0) return from?.numbers;
  const elsewhere = `${top.tag} is released from a commit that head does not contain`;
  if (channel.taken === 'refuse') return { refused: `${elsewhere}, and the channel ${channel.name} skips no version; merge it first.` };
  const kept = bump === 'major' ? 0 : bump === 'minor' ? 1 : 2;
  const same = from !== undefined && compareNumbers(top.numbers.slice(0, kept), from.numbers.slice(0, kept)) === 0;
  const cut = isCutHere(situation, top.numbers);
  if (from && !line && !near && !same && !cut && question.component.scheme.kind === 'semver')
    return {
      refused: `${elsewhere}, so no ${bump === 'none' ? 'patch' : bump} version of it can be made here: merge it, or declare this branch a line below it (\`${from.numbers.slice(0, kept).join('.')}.x\`) to go on from ${from.tag}.`,
    };
  situation.warnings.push(`${elsewhere}; the next version is counted from it, so that none is given twice.`);
  return top.numbers;
}

/** Whether releases above head's last one, and so these numbers, come from branches that are cut here. What a person asks for is taken as it is. */
function isCutHere({ question, from }: Situation, numbers: readonly number[]): boolean {
  const asked = question.explicit === 'patch' || question.explicit === 'minor';
  return question.outgrown === true && !asked && from !== undefined && compareNumbers(numbers.slice(0, 2), from.numbers.slice(0, 2)) > 0;
}

/** The major version that a tag of one number gives away already, as `v1` does; 0 where there is none. A longer number is a date, or counts builds. */
function movingMajor({ leftOut, question: { component } }: Situation): number {
  const shape = shapeOf(component.tag, component.name);
  return Math.max(0, ...leftOut.flatMap(({ tag }) => (/^\d{1,3}$/.test(versionText(shape, tag) ?? '') ? [Number(versionText(shape, tag))] : [])));
}

/** A candidate of these numbers that head does not contain. */
function candidateOf({ all, contained }: Situation, numbers: readonly number[] | Refusal): Release | undefined {
  if (isRefusal(numbers)) return undefined;
  const there = all.find((one) => one.prerelease.length > 0 && !isPassing(one) && compareNumbers(one.numbers, numbers) === 0);
  return there === undefined || contained.some(({ tag }) => tag === there.tag) ? undefined : there;
}

/** The highest numbers that a pre-release contained in head has promised; undefined when none is above `above`. */
export function announced(situation: Situation, above: readonly number[] | undefined): readonly number[] | undefined {
  const { channel, line } = situation.question;
  const passing = isPassing({ prerelease: channel.identifier === undefined ? [] : [channel.identifier] });
  return situation.contained.find(
    (one) =>
      one.prerelease.length > 0 &&
      (passing || !isPassing(one)) &&
      (above === undefined || compareNumbers(one.numbers, above) > 0) &&
      (!line || inRange(one, line.range)),
  )?.numbers;
}

/** The numbers of the next stable version: what the bump gives, or what a pre-release has promised where that is higher. */
export function targetOf(situation: Situation, bump: Bump): Target | Refusal | undefined {
  const { question, arithmetic, from, why } = situation;
  if (question.line && !from)
    return { refused: `No release of the line ${question.line.range} is contained in head; start the branch at one, or mend its range.` };
  if (bump === 'none' && announced(situation, from?.numbers) === undefined) return undefined;
  const base = startingPoint(situation, bump);
  if (base !== undefined && isRefusal(base)) return base;
  const promised = announced(situation, base);
  if (bump === 'none' && promised === undefined) return undefined;
  let raised = base;
  if (base === undefined) {
    const first = arithmetic.start(question.component.first, question.day);
    if (isRefusal(first)) return first;
    const least = question.component.scheme.kind !== 'semver' ? 0 : Math.max(movingMajor(situation), bump === 'major' ? 1 : 0);
    raised = (first[0] ?? 0) < least ? [least, 0, 0] : first;
    why.push(`There is no release yet; the first is ${arithmetic.write(raised)}.`);
  } else if (bump !== 'none') {
    // Patches of it are made on its own branch.
    const cut = isCutHere(situation, base);
    const own = bump === 'patch' && cut ? 'minor' : bump;
    let next = arithmetic.raise(base, own, question.day);
    for (let there = cut ? candidateOf(situation, next) : undefined; there !== undefined; there = candidateOf(situation, next)) {
      why.push(`${there.tag} is a candidate of a branch that was cut here already, which ${arithmetic.write(there.numbers)} will come from.`);
      next = arithmetic.raise(there.numbers, own, question.day);
    }
    if (isRefusal(next)) return next;
    raised = next;
    why.push(`${arithmetic.write(base)} rises to ${arithmetic.write(raised)}: ${own}.`);
    if (own !== bump) why.push(`${arithmetic.write(base)} has a branch of its own for patches, so here it is a minor version.`);
    if (promised === undefined || compareNumbers(raised, promised) >= 0) return { numbers: raised, bump: own };
  }
  if (promised === undefined || compareNumbers(raised!, promised) >= 0) return { numbers: raised!, bump };
  const pre = situation.contained.find(
    (one) => compareVersions(one, { numbers: promised, prerelease: [] }) < 0 && compareNumbers(one.numbers, promised) === 0,
  )!;
  why.push(`${pre.tag} has promised ${arithmetic.write(promised)}.`);
  return { numbers: promised, bump };
}
