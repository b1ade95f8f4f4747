import type { Bump } from '../types.ts';
import { hotfix, nightly, prerelease, promotion, stable } from './channels.ts';
import { custom } from './custom.ts';
import type { Next, NextQuestion } from './question.ts';
import { arithmeticOf } from './scheme.ts';
import { countsItself, isPassing, refused, situationOf } from './situation.ts';
import { tagTemplateProblem } from './templates.ts';
import { isAboveRange, isRange, isRefusal } from './version.ts';

/**
 * The next version of one component. It is higher than all that its commit contains, it is free, and it stays in its line; asked again once
 * it is tagged, the answer is that there is nothing to release.
 * @throws never: what cannot be answered is a refusal of one sentence
 */
export function nextVersion(question: NextQuestion): Next {
  const { component, channel, line } = question;
  const arithmetic = arithmeticOf(component.scheme);
  const wrong = isRefusal(arithmetic) ? arithmetic.refused : tagTemplateProblem(component.tag);
  if (isRefusal(arithmetic) || wrong !== undefined) return { kind: 'refused', reason: wrong!, why: [wrong!], warnings: [], leftOut: [] };
  const situation = situationOf(question, arithmetic);
  if (line && !isRange(line.range))
    return refused(situation, `The range \`${line.range}\` of the line ${line.branch} cannot be read; write it as \`1.x\`.`);
  const above = line && situation.contained.find((one) => one.prerelease.length === 0 && isAboveRange(one, line.range));
  if (above) return refused(situation, `This commit contains ${above.tag}, which lies above the line ${line.range}; it is not of that line.`);
  const asked = explicitBump(question.explicit);
  if (question.explicit !== undefined && asked === undefined && !['rc', 'hotfix'].includes(question.explicit))
    return custom(situation, question.explicit.trim());
  if (situation.unread !== undefined && !line && question.bump !== 'none')
    return refused(
      situation,
      `${situation.unread} and the tags before it are no versions that can be read${component.scheme.kind === 'calver' ? ` as \`${component.scheme.format}\`` : ''}, so what follows them is not known: ask for it with \`--bump VERSION\`, or say in slipway.yaml how this project's versions are written.`,
    );
  if (question.explicit !== undefined) situation.why.push(`A person asked for ${question.explicit}.`);
  const bump = asked ?? question.bump;
  if (question.explicit === 'rc') return prerelease(situation, channel.name === 'rc' ? (channel.identifier ?? 'rc') : 'rc', bump, true);
  if (question.explicit === 'hotfix' || channel.hotfix !== undefined || channel.name === 'hotfix') {
    if (asked === 'major' || asked === 'minor')
      return refused(situation, `The channel ${channel.name} raises the patch version only; release a ${asked} version on another one.`);
    return hotfix(situation, bump, question.explicit !== undefined);
  }
  const { identifier } = channel;
  if (identifier !== undefined && !/^[A-Za-z-][0-9A-Za-z-]*$/.test(identifier))
    return refused(
      situation,
      `The channel ${channel.name} has the identifier \`${identifier}\`; it may hold letters, digits and hyphens, and begins with no digit.`,
    );
  if (identifier !== undefined && isPassing({ prerelease: [identifier] })) return nightly(situation, identifier, bump);
  if (identifier !== undefined) return prerelease(situation, identifier, bump, asked !== undefined);
  // Another tool builds anew from the commits, also where candidates went before.
  if (channel.promotes !== undefined && countsItself(component.driver)) {
    const promoted = question.channels?.find(({ name }) => name === channel.promotes);
    return promotion(situation, promoted?.identifier ?? channel.promotes, asked);
  }
  return stable(situation, bump);
}

function explicitBump(text: string | undefined): Exclude<Bump, 'none'> | undefined {
  return text === 'major' || text === 'minor' || text === 'patch' ? text : undefined;
}
