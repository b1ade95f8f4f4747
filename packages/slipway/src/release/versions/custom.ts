import { difference } from './channels.ts';
import type { Next } from './question.ts';
import { nothing, refused, release, type Situation } from './situation.ts';
import { shapeOf, versionText } from './templates.ts';
import { compareVersions, isRefusal } from './version.ts';

/** The very version that a person asks for, as a version or as a tag; it is judged like every other. */
export function custom(situation: Situation, wanted: string): Next {
  const { question, arithmetic, all, from, here, why, warnings } = situation;
  const { component } = question;
  const plain = versionText(shapeOf(component.tag, component.name), wanted) ?? wanted;
  const version = arithmetic.read(plain);
  if (isRefusal(version))
    return refused(situation, `\`${wanted}\` cannot be the next version: ${version.refused}; ask for major, minor, patch, rc, hotfix or a version.`);
  if (plain.includes('+')) return refused(situation, `\`${wanted}\` has build metadata, which orders nothing; leave out what follows the \`+\`.`);
  const there = here.find((one) => compareVersions(one, version) === 0);
  if (there) return nothing(situation, `This commit is ${there.tag} already.`);
  const text = arithmetic.write(version.numbers, version.prerelease);
  if (version.undotted) warnings.push(`${plain} is written ${text}: without the dot \`rc10\` sorts before \`rc2\`.`);
  why.push(`A person asked for ${text}.`);
  const top = all.find((one) => one.prerelease.length === 0 && !question.line);
  if (top && version.prerelease.length === 0 && compareVersions(version, top) < 0)
    warnings.push(`${top.tag} is out already, from a commit that head does not contain; ${text} is lower.`);
  return release(situation, { numbers: version.numbers, prerelease: version.prerelease, bump: difference(from?.numbers, version.numbers) });
}
