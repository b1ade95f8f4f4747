import { grantPermission, workflowOf } from '../../fixes/parts/permissions.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import type { ShortCall } from './rule.ts';

/** Lets the calling job grant what the called jobs ask for. */
export const fix: Fixer<ShortCall> = function* ({ subject, analysis }) {
  const { job, callee, rights } = subject;
  const workflow = workflowOf(job, analysis);
  if (workflow === undefined) return;
  yield {
    id: 'grant',
    title: `Let job \`${job.id}\` of ${workflow.path} grant ${listed(rights.map((r) => `\`${r.scope}: ${r.level}\``))}, as ${callee.path} asks for`,
    changes: grantPermission(job, rights, analysis),
    tradeoffs: ['The jobs of the called workflow that ask for it get it, and no other job of the caller.'],
    check: `Start ${workflow.path}: its run has jobs, where it ended at once with "startup failure" before.`,
  };
};
