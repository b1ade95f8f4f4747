import type { Fixer } from '../../fixes/types.ts';
import { unescaped } from './mend-escape.ts';
import { onMerge } from './mend-merge.ts';
import { holding } from './mend-never.ts';
import type { Untrue } from './subject.ts';

/** Makes the condition ask for what its events have, or gives the workflow the event that it asks for. */
export const fix: Fixer<Untrue> = function* ({ subject, analysis }) {
  if (subject.why === 'escape') yield* unescaped(subject);
  else if (subject.why === 'merge') yield onMerge(subject);
  else yield* holding(subject, analysis);
};
