import type { Analysis } from '../../../chain/index.ts';
import { locate } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { isRollbackJob } from './going-back.ts';

/** A job that goes back when something failed, and waits for no job that could fail. */
export function* neverStarts({ world }: Analysis): Generator<Draft> {
  for (const workflow of world.workflows)
    for (const job of workflow.jobs) {
      if (!isRollbackJob(job) || job.if === undefined || job.needs.length > 0) continue;
      const condition = job.if.text;
      if (!/\bfailure\(\s*\)/.test(condition) || /\b(?:always|cancelled|success)\(|\|\||!\s*failure/.test(condition)) continue;
      yield {
        at: locate(job.if),
        certainty: 'proven',
        title: `Job ${job.id} never runs`,
        message: `\`failure()\` of a job is true when a job that it needs has failed. Job \`${job.id}\` of ${workflow.path} has no \`needs\`, so nothing that it looks at can fail: it is skipped in every run, also when the deployment fails.`,
        chain: [{ kind: 'job', text: `job ${job.id} needs no job`, location: workflow.file.locate(job.key.span), state: 'cut' }],
        facts: ['if.failure'],
        key: ['never', job.id],
        advice: 'Name the job that deploys in `needs`.',
      };
    }
}
