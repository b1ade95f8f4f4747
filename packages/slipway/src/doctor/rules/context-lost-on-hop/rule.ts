import type { Rule } from '../../rule.ts';
import { lostInputs } from './dispatch-hop.ts';
import { unreadInputs } from './inputs.ts';
import { emptyOutputs, missingSteps } from './outputs.ts';
import { secondHops } from './second-hop.ts';
import { undeclaredNeeds } from './undeclared-needs.ts';

export const rule: Rule = {
  id: 'context-lost-on-hop',
  group: 'chain',
  severity: 'warning',
  title: 'A version, environment or ref that is not carried on to where it is needed',
  *check(analysis) {
    yield* emptyOutputs(analysis);
    yield* missingSteps(analysis);
    yield* undeclaredNeeds(analysis);
    yield* lostInputs(analysis);
    yield* secondHops(analysis);
    yield* unreadInputs(analysis);
  },
};
