import { isNotNow, isOfRelease, placeIn } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document } from '../types.ts';

const LINK = /https:\/\/github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git)?(?=[)\s#/"'>]|$)/g;
const SAYS = /\b(?:actions?|workflows?)\b/i;
const USES = /\b(?:is|are) used\b|\buses\b|\btriggers?\b|\bautomat(?:es|ed)\b|\b(?:powered|handled|performed|done|created) by\b/i;

/** Actions that a document says do the release: a workflow uses them. */
export function actionClaims(document: Document, repository: Repository): Claim[] {
  const { world } = repository.analysis;
  if (document.kind === 'report' || repository.isTool || !repository.releases) return [];
  return document.lines.flatMap((line): Claim[] => {
    if (line.kind !== 'text' || !line.text.includes('github.com/') || !SAYS.test(line.text) || !USES.test(line.text)) return [];
    if (isNotNow(line) || !/releas|publish|deploy/i.test(line.headings.join(' ')) || !isOfRelease(document, line)) return [];
    return [...line.text.matchAll(LINK)].flatMap((m): Claim[] => {
      const slug = `${m[1]}/${m[2]}`;
      // Named as an action is; other repositories that are linked may be anything.
      if (
        !/(?:^|[-_.])actions?(?:[-_.]|$)/i.test(m[2]!) ||
        /^(?:features|marketplace|orgs|apps|about|sponsors)$/.test(m[1]!) ||
        slug.toLowerCase() === world.slug?.toLowerCase()
      )
        return [];
      const claim = {
        kind: 'action' as const,
        at: placeIn(document, line, m.index, m.index + m[0].length),
        about: slug.toLowerCase(),
        text: `the action ${slug} takes part in the release`,
      };
      if (repository.automation().includes(slug.toLowerCase())) return [{ ...claim, verdict: 'true', actual: 'a workflow uses it', impact: '' }];
      return [
        {
          ...claim,
          verdict: 'false',
          actual: 'no workflow of this repository uses it',
          impact: 'the step that is described does not exist, and the release is made another way',
        },
      ];
    });
  });
}
