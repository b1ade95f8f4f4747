import type { Fixer } from '../../fixes/types.ts';
import { toJobs } from './mend-environment.ts';
import { toCheckout } from './mend-remote.ts';
import type { Open } from './rule.ts';

/** Hands the token to what needs it, and to nothing else. */
export const fix: Fixer<Open> = function* ({ subject, analysis }) {
  if (subject.why === 'environment') yield toJobs(subject, analysis);
  else if (subject.why === 'remote') yield* toCheckout(subject);
  else
    yield {
      refused:
        subject.why === 'file' ? 'What reads the file is not known, so that it cannot be taken away.' : 'What is printed may be meant for somebody.',
      instead:
        subject.why === 'file'
          ? 'Hand the token over in `env:` of the step that needs it; for git use the token of actions/checkout or `gh auth setup-git`.'
          : 'Take the output away, or hide the new text with `::add-mask::` first.',
    };
};
