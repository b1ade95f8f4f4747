import { draftsOf } from '../../documents/index.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'docs-drift',
  group: 'docs',
  severity: 'warning',
  title: 'Documentation that says what is not so',
  check: (analysis) => draftsOf(analysis, 'drift'),
};
