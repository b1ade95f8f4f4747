import type { Draft, Rule } from '../../rule.ts';
import { dirtyTree } from './dirty-tree.ts';
import { besideInMatrix } from './legs.ts';
import { wrongOrder } from './order.ts';
import { cargoUploads } from './publications.ts';
import { refused } from './refused.ts';

export const rule: Rule = {
  id: 'publish-order',
  group: 'publish',
  severity: 'error',
  title: 'Packages published before what they need',
  *check(analysis) {
    const said = new Set<string>();
    const first = (draft: Draft): boolean => !said.has(draft.key.join(' ')) && said.add(draft.key.join(' ')).size > 0;
    for (const uploads of cargoUploads(analysis))
      for (const draft of [...wrongOrder(uploads, analysis.world), ...refused(uploads, analysis), ...dirtyTree(uploads, analysis.world)])
        if (first(draft)) yield draft;
    for (const draft of besideInMatrix(analysis)) if (first(draft)) yield draft;
  },
};
