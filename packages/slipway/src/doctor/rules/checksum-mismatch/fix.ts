import { promisesOf, shownName } from '../../../chain/index.ts';
import type { Fixer } from '../../fixes/types.ts';
import { mendNames } from '../asset-name-mismatch/mend-names.ts';
import { besideTheirNames, endOfName } from './mend-scripts.ts';
import { summed } from './mend-uploads.ts';
import type { SumSubject } from './subject.ts';

/** The sum is made where the files are, and has the name that is asked for. */
export const fix: Fixer<SumSubject> = function* ({ subject, analysis }) {
  if (subject.kind === 'pattern') yield* endOfName(subject.at, analysis);
  else if (subject.kind === 'paths') yield* besideTheirNames(subject.at, analysis);
  else if (subject.kind === 'unsummed') yield* summed(subject.set, '.sha256', analysis);
  else {
    const { want, consumer, files, made } = subject;
    if (made.length > 0) yield* mendNames([want], consumer, analysis);
    const asked = shownName(want.names[0]!);
    const file = files.map((f) => shownName(f.names[0]!)).find((name) => asked.startsWith(name));
    const { sets } = promisesOf(analysis);
    const set = sets.find((s) => s.assets.some((a) => a.what === 'archive' || a.what === 'binary')) ?? sets[0];
    if (set) yield* summed(set, file === undefined ? { list: asked } : asked.slice(file.length), analysis);
  }
};
