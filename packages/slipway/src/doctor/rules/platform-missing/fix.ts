import type { Fixer } from '../../fixes/types.ts';
import { mendFormula } from './mend-formula.ts';
import { mendMachine } from './mend-machine.ts';
import { mendUnbuilt } from './mend-unbuilt.ts';
import { mendUpdater } from './mend-updater.ts';
import type { PlatformSubject } from './subject.ts';

/** The platform is built, or not promised any more. */
export const fix: Fixer<PlatformSubject> = function* ({ subject, analysis }) {
  if (subject.kind === 'formula') yield* mendFormula(subject, analysis);
  else if (subject.kind === 'machine') yield* mendMachine(subject, analysis);
  else if (subject.kind === 'unbuilt') yield* mendUnbuilt(subject, analysis);
  else yield* mendUpdater(subject, analysis);
};
