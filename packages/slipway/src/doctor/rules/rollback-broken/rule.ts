import type { Rule } from '../../rule.ts';
import { effectsOnPaper } from './documents.ts';
import { methodAsTarget } from './method.ts';
import { neverStarts } from './never.ts';
import { newestAsTarget } from './newest.ts';
import { otherRoot } from './root.ts';
import { withoutHistory } from './shallow.ts';
import { otherState } from './state.ts';
import { unreadTarget } from './unread.ts';

export const rule: Rule = {
  id: 'rollback-broken',
  group: 'environments',
  severity: 'error',
  title: 'A way back that cannot work',
  *check(analysis) {
    yield* newestAsTarget(analysis);
    yield* methodAsTarget(analysis);
    yield* otherRoot(analysis);
    yield* otherState(analysis);
    yield* withoutHistory(analysis);
    yield* neverStarts(analysis);
    yield* unreadTarget(analysis);
    yield* effectsOnPaper(analysis);
  },
};
