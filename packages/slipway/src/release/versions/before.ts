import type { NextQuestion } from './question.ts';
import type { Release } from './releases.ts';
import { arithmeticOf } from './scheme.ts';
import { situationOf } from './situation.ts';
import { compareVersions, isRefusal, type Refusal } from './version.ts';

/** What a commit has released already: where the commits that are new begin. */
export interface ReleasedBefore {
  /** The last stable release that head contains, on this line: `bump` is of the commits since it. */
  readonly from?: Release;
  /** The last pre-release of the channel after it: `fresh` is of the commits since this one. */
  readonly last?: Release;
}

/** Asked before `nextVersion`, which needs to know what the commits since then raise. */
export function releasedBefore(question: Omit<NextQuestion, 'bump' | 'fresh'>): ReleasedBefore | Refusal {
  const arithmetic = arithmeticOf(question.component.scheme);
  if (isRefusal(arithmetic)) return arithmetic;
  const { from, contained } = situationOf({ ...question, bump: 'none' }, arithmetic);
  const { channel, explicit } = question;
  const identifier = explicit === 'rc' && channel.name !== 'rc' ? 'rc' : (channel.identifier ?? (channel.hotfix === 'suffix' ? 'hotfix' : undefined));
  const last = contained.find((one) => one.prerelease[0] === identifier && identifier !== undefined && (!from || compareVersions(one, from) > 0));
  return { ...(from ? { from } : {}), ...(last ? { last } : {}) };
}
