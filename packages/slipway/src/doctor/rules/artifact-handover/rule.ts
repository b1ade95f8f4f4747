import type { Analysis } from '../../../chain/index.ts';
import type { Draft, Rule } from '../../rule.ts';
import { conflictDrafts } from './conflicts.ts';
import { handovers } from './handover.ts';
import { hiddenDrafts } from './hidden.ts';
import { inputDrafts } from './inputs.ts';
import { layoutDrafts } from './layout.ts';
import { badNameDrafts, nameDrafts } from './names.ts';
import { orderDrafts } from './order.ts';
import { retiredDrafts } from './retired.ts';

export const rule: Rule = {
  id: 'artifact-handover',
  group: 'assets',
  severity: 'error',
  title: 'An uploaded artifact and its download that do not meet',
  *check(analysis) {
    const said = new Set<string>();
    for (const draft of drafts(analysis)) {
      const place = `${draft.at.path}:${draft.at.line}:${draft.key[1]}`;
      if (said.has(place)) continue;
      said.add(place);
      yield draft;
    }
  },
};

function* drafts(analysis: Analysis): Generator<Draft> {
  if (!analysis.world.workflows.some((w) => w.file.text.includes('-artifact'))) return;
  yield* retiredDrafts(analysis);
  for (const handover of handovers(analysis)) {
    yield* conflictDrafts(handover, analysis);
    yield* badNameDrafts(handover, analysis);
    yield* nameDrafts(handover, analysis);
    yield* orderDrafts(handover, analysis);
    yield* inputDrafts(handover);
    yield* hiddenDrafts(handover, analysis);
    yield* layoutDrafts(handover, analysis);
  }
}
