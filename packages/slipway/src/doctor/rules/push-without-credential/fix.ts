import type { Fixer } from '../../fixes/types.ts';
import { handedOn } from './mend-export.ts';
import { forGit } from './mend-git.ts';
import { forTool } from './mend-tool.ts';
import type { Uncredited } from './subject.ts';

/** Gives the push, or the request, a credential: the job's own token where that does, another where what follows has to start. */
export const fix: Fixer<Uncredited> = function* ({ subject, analysis }) {
  if (subject.why === 'git') yield* forGit(subject.effect, subject.checkout, analysis);
  else if (subject.why === 'tool') yield* forTool(subject.effect, analysis);
  else yield* handedOn(subject, analysis);
};
