import { effectivePermissions, type Job, type Shortfall, shortfall, type Workflow } from '../../../actions/index.ts';
import { calledWorkflow, locate } from '../../../chain/index.ts';
import type { Right } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import type { Rule } from '../../rule.ts';

/** What a fix needs to know of a call that grants too little. */
export interface ShortCall {
  readonly job: Job;
  readonly callee: Workflow;
  readonly rights: readonly Right[];
}

export const rule: Rule = {
  id: 'reusable-permission-shortfall',
  group: 'credential',
  severity: 'error',
  title: 'A called workflow that asks for more than its caller grants',
  *check({ world }) {
    for (const caller of world.workflows)
      for (const job of caller.jobs) {
        if (!job.uses) continue;
        const callee = calledWorkflow(job.uses.is, { workflow: caller }, world);
        const granted = effectivePermissions(caller, job);
        if (callee === undefined || !granted.known) continue;
        const short = worst(shortfall(granted, callee));
        const [first] = short;
        if (first === undefined) continue;
        const rights = short.map((s) => `${s.scope}: ${s.level}`);
        const where = granted.from.file.locate(granted.from.span);
        yield {
          at: locate(job.uses.at),
          certainty: 'proven',
          title: `${callee.path} asks for ${listed(rights.map((r) => `\`${r}\``))}, which job \`${job.id}\` does not grant: no job of this run starts`,
          message:
            `A called workflow's jobs get at most what the calling job has. Job \`${first.job}\` of ${callee.path} asks for \`${first.scope}: ${first.level}\`, and job \`${job.id}\` has \`${first.scope}: ${first.granted}\` ` +
            `(${job.permissions ? 'its' : "the workflow's"} \`permissions\`, ${where.path}:${where.line}; a scope that is not named there is \`none\`). GitHub refuses the whole run of ${caller.path} when it starts, before any of its jobs.`,
          chain: [
            { kind: 'job', text: `job ${job.id} calls ${callee.path}`, location: locate(job.uses.at), state: 'holds' },
            { kind: 'credential', text: `grants ${first.scope}: ${first.granted}`, location: where, state: 'cut' },
            ...short.slice(0, 4).map((s) => ({
              kind: 'credential' as const,
              text: `job ${s.job} asks for ${s.scope}: ${s.level}`,
              location: s.permissions.file.locate(s.span),
              state: 'cut' as const,
            })),
          ],
          facts: ['perm.reuse', 'perm.key'],
          key: [job.id, callee.path],
          subject: { job, callee, rights: short.map((s) => ({ scope: s.scope, level: s.level as Right['level'] })) } satisfies ShortCall,
          advice: `Give job \`${job.id}\` \`permissions\` with ${listed(rights.map((r) => `\`${r}\``))} beside what it has, or take ${short.length === 1 ? 'it' : 'them'} out of ${callee.path}.`,
        };
      }
  },
};

/** The highest level of each scope, once. */
function worst(all: readonly Shortfall[]): Shortfall[] {
  const out = new Map<string, Shortfall>();
  for (const s of all) if (out.get(s.scope)?.level !== 'write') out.set(s.scope, s);
  return [...out.values()];
}
