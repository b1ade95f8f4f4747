import type { Rule } from '../../rule.ts';
import { releaseDrafts } from './releases.ts';
import { writtenDrafts } from './written.ts';

export const rule: Rule = {
  id: 'artifact-expires',
  group: 'assets',
  severity: 'warning',
  title: 'A promise that rests on a workflow artifact, which expires',
  *check(analysis) {
    yield* writtenDrafts(analysis);
    yield* releaseDrafts(analysis);
  },
};
