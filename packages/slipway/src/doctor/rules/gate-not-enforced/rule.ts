import type { Rule } from '../../rule.ts';
import { besideTheGate } from './beside.ts';
import { forgivenRefusals } from './forgiven.ts';
import { onlyOnPaper } from './paper.ts';

export const rule: Rule = {
  id: 'gate-not-enforced',
  group: 'environments',
  severity: 'error',
  title: 'A gate that nothing waits for',
  *check(analysis) {
    yield* besideTheGate(analysis);
    yield* forgivenRefusals(analysis);
    yield* onlyOnPaper(analysis);
  },
};
