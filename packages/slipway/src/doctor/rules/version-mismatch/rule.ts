import type { Analysis } from '../../../chain/index.ts';
import type { Draft, Rule } from '../../rule.ts';
import { bumpsSome } from './bumps-some.ts';
import { checkedElsewhere } from './checked-elsewhere.ts';
import { givenVersion } from './given-version.ts';
import { keptEqual } from './kept-equal.ts';
import { locks } from './locks.ts';
import { onePackage } from './one-package.ts';
import { oneRelease } from './one-release.ts';
import { prefixedTag } from './prefixed-tag.ts';
import { requirements } from './requirements.ts';
import { semanticRelease } from './semantic-release.ts';
import { tauri } from './tauri.ts';
import { toolRecords } from './tool-records.ts';
import { unchecked } from './unchecked.ts';
import { unwritable } from './unwritable.ts';

const parts: readonly ((analysis: Analysis) => Generator<Draft>)[] = [
  toolRecords,
  unwritable,
  requirements,
  locks,
  bumpsSome,
  oneRelease,
  onePackage,
  tauri,
  keptEqual,
  semanticRelease,
  unchecked,
  givenVersion,
  checkedElsewhere,
  prefixedTag,
];

export const rule: Rule = {
  id: 'version-mismatch',
  group: 'publish',
  severity: 'error',
  title: 'Versions of one release that disagree',
  *check(analysis) {
    if (analysis.targets.size === 0) return;
    for (const part of parts) yield* part(analysis);
  },
};
