import type { Fixer } from '../../fixes/types.ts';
import { mendNames } from './mend-names.ts';
import { mendPattern, mendStranger } from './mend-others.ts';
import { mendPrefix } from './mend-prefix.ts';
import { mendUnmade } from './mend-unmade.ts';
import type { NameSubject } from './subject.ts';

/** One name on both sides. */
export const fix: Fixer<NameSubject> = function* ({ subject, analysis }) {
  switch (subject.kind) {
    case 'names':
      yield* mendNames(
        subject.lost.map((a) => a.files.find((w) => !w.optional) ?? a.files[0]!),
        subject.consumer,
        analysis,
      );
      return;
    case 'twin':
      yield* mendNames([subject.want], subject.consumer, analysis);
      return;
    case 'pattern':
      yield* mendPattern(subject, analysis);
      return;
    case 'stranger':
      yield* mendStranger(subject, analysis);
      return;
    case 'prefix':
      yield mendPrefix(subject, analysis);
      return;
    case 'unmade':
      yield* mendUnmade(subject, analysis);
  }
};
