import type { Rule } from '../../rule.ts';
import { accountDiffers } from './accounts.ts';
import { backendsTogether } from './backends.ts';
import { differentSpellings } from './names.ts';
import { placeholders } from './placeholders.ts';
import { publishersBeside } from './publishers.ts';
import { regionDiffers } from './regions.ts';
import { secretsOutside } from './secrets.ts';
import { secretsSetElsewhere } from './set.ts';
import { usedBackends } from './used.ts';

export const rule: Rule = {
  id: 'environment-mismatch',
  group: 'environments',
  severity: 'warning',
  title: 'Names, secrets, regions or states of environments that do not belong together',
  *check(analysis) {
    yield* secretsOutside(analysis);
    yield* secretsSetElsewhere(analysis);
    yield* publishersBeside(analysis);
    yield* placeholders(analysis);
    yield* differentSpellings(analysis);
    for (const group of usedBackends(analysis.world)) {
      yield* backendsTogether(group, analysis.world);
      yield* accountDiffers(group, analysis.world);
      yield* regionDiffers(group, analysis.world);
    }
  },
};
