import { quoteScalar } from '../../../source/index.ts';
import { pathOf } from '../../fixes/parts/node-path.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Mismatched } from './subject.ts';

/** Lets a job name the environment that the others name. What else does not belong together lies outside of the workflows. */
export const fix: Fixer<Mismatched | undefined> = function* ({ subject }) {
  if (subject === undefined) return;
  const { job, workflow, environment, now, secret } = subject;
  const at = now ? pathOf(workflow.parsed.root, now) : inJob(job, 'environment');
  if (at === undefined) return;
  yield {
    id: 'environment',
    title: `Let job \`${job.id}\` of ${workflow.path} name environment ${environment}, as the others do`,
    changes: [changed(workflow.path, { op: 'set', at, value: quoteScalar(environment), ...(now ? {} : { place: { after: 'runs-on' } }) })],
    tradeoffs: [
      `The rules of ${environment} hold for the job too: it may wait for a reviewer, or be refused for its branch.`,
      ...(now ? [`Environment ${now.text.trim()}, with what was set in it, is used no more.`] : []),
    ],
    check: `The run lists \`${job.id}\` under ${environment}${secret ? `, and ${secret} is not empty in it` : ''}.`,
  };
};
