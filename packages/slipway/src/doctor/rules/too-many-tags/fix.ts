import type { Fixer } from '../../fixes/types.ts';
import { ofRun } from './mend-run.ts';
import { ofScripts } from './mend-scripts.ts';
import type { ManyTags } from './rule.ts';

/** Pushes the tags that are meant, at most three at once. */
export const fix: Fixer<ManyTags> = function* ({ subject, analysis }) {
  if ('effect' in subject) yield ofRun(subject.effect, analysis);
  else yield* ofScripts(subject.sweeps, analysis);
};
