import type { Rule } from '../../rule.ts';
import { impossibleNames } from './impossible.ts';
import { twoNames } from './two-names.ts';

export const rule: Rule = {
  id: 'secret-name-divergence',
  group: 'credential',
  severity: 'warning',
  title: 'Two names for one secret, or a name that no secret can have',
  *check(analysis) {
    yield* impossibleNames(analysis);
    yield* twoNames(analysis);
  },
};
