import { changed, inStep } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { ShortClone } from './shallow.ts';

/** Fetches what the way back asks git for. Where else it should lead a person has to say. */
export const fix: Fixer<ShortClone | undefined> = function* ({ subject }) {
  if (subject === undefined) return;
  const { job, checkout } = subject;
  const { path } = checkout.node.file;
  yield {
    id: 'full-history',
    title: `Check out the whole history in job \`${job.id}\` of ${path}`,
    changes: [changed(path, { op: 'set', at: inStep(checkout, job, 'with', 'fetch-depth'), value: '0' })],
    tradeoffs: ['The checkout takes longer in a repository with a long history.'],
    check: 'A rehearsal of the way back ends at the earlier commit.',
  };
};
