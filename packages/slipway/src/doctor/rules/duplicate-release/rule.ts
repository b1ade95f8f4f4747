import type { Rule } from '../../rule.ts';
import { madeTwice } from './made-twice.ts';
import { sameEvent } from './same-event.ts';
import { twins } from './twins.ts';
import { twoEvents } from './two-events.ts';

export const rule: Rule = {
  id: 'duplicate-release',
  group: 'chain',
  severity: 'warning',
  title: 'One release that is made twice',
  *check(analysis) {
    const pairs = new Set<string>();
    for (const found of [twins, sameEvent, madeTwice, twoEvents])
      for (const { draft, of } of found(analysis)) {
        const key = of
          .map((w) => w.path)
          .sort()
          .join('|');
        if (pairs.has(key)) continue;
        pairs.add(key);
        yield draft;
      }
  },
};
