import type { Job } from '../../../actions/index.ts';
import type { Location } from '../../../source/index.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';

/** A job that installs hooks, and the script that does. */
export interface HookSubject {
  readonly job: Job;
  readonly by: string;
  readonly install: Location;
}

/** What switches each manager of hooks off. Source: their documents, read on 2026-11-20. */
const switches: readonly { readonly is: RegExp; readonly name: string; readonly value: string }[] = [
  { is: /husky/, name: 'HUSKY', value: "'0'" },
  { is: /lefthook/, name: 'LEFTHOOK', value: "'0'" },
  { is: /simple-git-hooks/, name: 'SKIP_SIMPLE_GIT_HOOKS', value: "'1'" },
];

/** The hooks of development stay out of the job that releases. */
export const fix: Fixer<HookSubject> = function* ({ subject: { job, by } }) {
  const found = switches.find((s) => s.is.test(by));
  if (found === undefined) return;
  yield {
    id: 'no-hooks',
    title: `run no git hooks in job ${job.id} (\`${found.name}\`)`,
    changes: [
      changed(job.node.file.path, {
        op: 'set',
        at: inJob(job, 'env', found.name),
        value: found.value,
        ...(job.env.length > 0 ? {} : { place: { before: 'steps' } }),
      }),
    ],
    tradeoffs: ['What the hooks check is not checked for the release’s own commit; the checks of the pull request stay.'],
    check: 'The log of the next release shows no output of the hooks behind `git commit` and `git push`.',
  };
};
