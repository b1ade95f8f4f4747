import type { Fixer } from '../../fixes/types.ts';
import { mendQuietEnd } from './mend-quiet-end.ts';
import { failingCheck, spokenFailure, statusInTime } from './mend-scripts.ts';
import { mendSwallow } from './mend-swallow.ts';
import type { SwallowSubject } from './subject.ts';

/** What failed fails the run. */
export const fix: Fixer<SwallowSubject> = function* ({ subject, analysis }) {
  switch (subject.kind) {
    case 'swallow':
      yield* mendSwallow(subject, analysis);
      return;
    case 'quiet':
      yield* mendQuietEnd(subject, analysis);
      return;
    case 'spoken':
      yield* spokenFailure(subject.at, analysis);
      return;
    case 'late-status':
      yield* statusInTime(subject, analysis);
      return;
    case 'blind':
      yield* failingCheck(subject, analysis);
  }
};
