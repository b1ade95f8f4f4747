import type { Rule } from '../../rule.ts';
import { withoutBraces } from './braces.ts';
import { asksForCall } from './called.ts';
import { deadChoices } from './choices.ts';
import { neverDeployed } from './never.ts';

export const rule: Rule = {
  id: 'environment-unreachable',
  group: 'environments',
  severity: 'error',
  title: 'An environment that nothing deploys to',
  *check(analysis) {
    yield* withoutBraces(analysis);
    yield* deadChoices(analysis);
    yield* neverDeployed(analysis);
    yield* asksForCall(analysis);
  },
};
