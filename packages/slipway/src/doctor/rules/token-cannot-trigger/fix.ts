import type { Analysis } from '../../../chain/index.ts';
import { baseName } from '../../../chain/index.ts';
import { tokenPlaces } from '../../fixes/parts/token-places.ts';
import { tokenProposals } from '../../fixes/parts/token-proposals.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { afterOpaque } from './after-opaque.ts';
import { byCall } from './by-call.ts';
import { byDispatch } from './by-dispatch.ts';
import { byTag } from './by-tag.ts';
import { type Missed, missedBy, type Subject } from './subject.ts';

export const fix: Fixer<Subject> = function* ({ subject, analysis }) {
  if ('opaque' in subject) {
    yield* afterOpaque(subject, analysis);
    return;
  }
  const missed = missedBy(subject);
  if (missed === undefined || missed.waiting.length === 0) return;
  yield* byDispatch(missed, analysis);
  yield* byCall(missed, analysis);
  yield* byTag(missed, analysis);
  yield* byToken(missed, analysis);
};

function byToken({ effect, waiting }: Missed, analysis: Analysis): Proposal[] {
  const files = listed(waiting.map((w) => baseName(w.listener.path)));
  return tokenProposals(
    {
      places: tokenPlaces(effect, analysis),
      so: `what it makes starts ${files}`,
      check: `After the next release \`gh run list --workflow ${baseName(waiting[0]!.listener.path)} --limit 1\` shows a run that nobody started by hand.`,
    },
    analysis,
  );
}
