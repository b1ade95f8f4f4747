import type { Fixer } from '../../fixes/types.ts';
import { mendBadName } from './mend-bad-names.ts';
import { distinctNames } from './mend-conflicts.ts';
import { mendIgnoredPattern, mendMissingName, mendMissingPattern } from './mend-downloads.ts';
import { mendHidden, mendInput, mendLayout, mendOrder } from './mend-others.ts';
import { mendRetired } from './mend-retired.ts';
import type { HandoverSubject } from './subject.ts';

/** Both sides of a handover get what makes them meet; the side that fewer places depend on is changed. */
export const fix: Fixer<HandoverSubject> = function* ({ subject, analysis }) {
  switch (subject.kind) {
    case 'conflict':
      yield distinctNames(subject, analysis);
      return;
    case 'bad-name':
      yield* mendBadName(subject, analysis);
      return;
    case 'ignored-pattern':
      yield* mendIgnoredPattern(subject, analysis);
      return;
    case 'missing-name':
      yield* mendMissingName(subject, analysis);
      return;
    case 'missing-pattern':
      yield* mendMissingPattern(subject, analysis);
      return;
    case 'order':
      yield mendOrder(subject);
      return;
    case 'input':
      yield* mendInput(subject, analysis);
      return;
    case 'hidden':
      yield* mendHidden(subject, analysis);
      return;
    case 'layout':
      yield* mendLayout(subject, analysis);
      return;
    case 'retired':
      yield* mendRetired(subject, analysis);
  }
};
