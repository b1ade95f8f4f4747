import type { Analysis } from '../../../chain/index.ts';
import type { Draft, Rule } from '../../rule.ts';
import { overwritten } from './overwritten.ts';
import { ownerless } from './ownerless.ts';

export const rule: Rule = {
  id: 'changelog-lost',
  group: 'publish',
  severity: 'error',
  title: 'A changelog that each release overwrites, or that nothing writes',
  *check(analysis: Analysis): Iterable<Draft> {
    yield* overwritten(analysis);
    yield* ownerless(analysis);
  },
};
