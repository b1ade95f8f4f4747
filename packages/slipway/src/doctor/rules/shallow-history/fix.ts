import type { HistoryNeed } from '../../../chain/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { type SeenStep, setInput, stepAt } from '../../fixes/parts/step-at.ts';
import type { Fixer } from '../../fixes/types.ts';

/** What a job asks of a history that its working copy does not have. */
export interface ShallowSubject {
  readonly needs: readonly HistoryNeed[];
  readonly job: string;
}

/** The checkout takes the whole history; only tags, where nothing asks for what lies between them. */
export const fix: Fixer<ShallowSubject> = function* ({ subject: { needs, job }, analysis }) {
  const checkouts = new Map<string, SeenStep>();
  for (const { checkoutAt } of needs) {
    const seen = checkoutAt && stepAt(checkoutAt, analysis);
    if (seen?.step.uses && /(?:^|\/)checkout@/i.test(seen.step.uses.at.text)) checkouts.set(`${seen.path}:${seen.at.join('/')}`, seen);
  }
  const tools = [...new Set(needs.map((n) => n.tool))].join(', ');
  if (checkouts.size === 0) {
    yield {
      refused: `the working copy of job ${job} is not made by a checkout step that can be edited`,
      instead: 'Fetch the rest before it is needed: `git fetch --unshallow --tags`.',
    };
    return;
  }
  const all = [...checkouts.values()];
  yield {
    id: 'full-history',
    title: `check out the whole history in job ${job}`,
    changes: all.map((seen) => changed(seen.path, setInput(seen, 'fetch-depth', '0'))),
    tradeoffs: ['The checkout takes longer in a repository with a long history.'],
    check: `In the next run, the output of ${tools} names the commits and the tag before.`,
  };
  if (needs.every((n) => n.wants === 'tags' && n.tool !== 'git describe')) {
    yield {
      id: 'tags',
      title: `fetch the tags in job ${job}`,
      changes: all.map((seen) => changed(seen.path, setInput(seen, 'fetch-tags', 'true'))),
      tradeoffs: ['Only the tags come; what asks for the commits between them still finds nothing.'],
      check: `In the next run, ${tools} lists the tags of the repository.`,
    };
  }
};
