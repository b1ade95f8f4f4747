import { draftsOf } from '../../documents/index.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'capability-absent',
  group: 'docs',
  severity: 'warning',
  title: 'A documented stage or channel that nothing implements',
  check: (analysis) => draftsOf(analysis, 'capability'),
};
