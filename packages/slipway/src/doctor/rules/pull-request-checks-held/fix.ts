import type { Effect } from '../../../chain/index.ts';
import { tokenPlaces } from '../../fixes/parts/token-places.ts';
import { tokenProposals } from '../../fixes/parts/token-proposals.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';

export interface Subject {
  readonly effect: Effect;
  /** The workflows whose runs wait. */
  readonly files: readonly string[];
}

export const fix: Fixer<Subject> = function* ({ subject: { effect, files }, analysis }) {
  yield* tokenProposals(
    {
      places: tokenPlaces(effect, analysis),
      so: `the checks of its pull request (${listed(files, 2)}) run at once`,
      check: 'The next release pull request shows running checks, and no button that approves them.',
      tradeoffs: ['What else the step makes starts runs too: tags and releases among it.'],
    },
    analysis,
  );
};
