import { grantPermission, grantTradeoffs, workflowOf } from '../../fixes/parts/permissions.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { MissingRight } from './right.ts';

/** Writes the right into the permissions of the job that needs it. */
export const fix: Fixer<MissingRight> = function* ({ subject, analysis }) {
  const { job, right } = subject;
  const workflow = workflowOf(job, analysis);
  const changes = grantPermission(job, [right], analysis);
  if (workflow === undefined || changes.length === 0) return;
  yield {
    id: 'grant',
    title: `Give job \`${job.id}\` of ${workflow.path} \`${right.scope}: ${right.level}\``,
    changes,
    tradeoffs: [
      `Every step of the job, also of the actions that it uses, can use this right; no other job gets it${changes.length > 1 ? ' but the calls that lead to it' : ''}.`,
      ...grantTradeoffs(job, [right], analysis),
    ],
    check: `Look at "GITHUB_TOKEN Permissions" in the log's *Set up job* of the next run: it names ${right.scope}: ${right.level}.`,
  };
};
