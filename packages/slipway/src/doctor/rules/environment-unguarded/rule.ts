import type { Rule } from '../../rule.ts';
import { anyoneMayChoose } from './choice.ts';
import { preReleases } from './pre-releases.ts';
import { pullRequests } from './pull-requests.ts';

export const rule: Rule = {
  id: 'environment-unguarded',
  group: 'environments',
  severity: 'warning',
  title: 'Production that is deployed to by what should not get there',
  *check(analysis) {
    yield* preReleases(analysis);
    yield* pullRequests(analysis);
    yield* anyoneMayChoose(analysis);
  },
};
