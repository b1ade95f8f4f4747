import { conditionTrees, type Job, usesStatus, type Workflow } from '../../../actions/index.ts';
import { type Analysis, locate, neededJobs } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import { literally } from '../../patterns.ts';
import { type RequiredCheck, requiredChecks } from '../../protection.ts';
import type { Draft, Rule } from '../../rule.ts';

/** What a fix needs to know of checks that pass by being skipped. */
export interface Skippable {
  readonly workflow: Workflow;
  /** The jobs of the checks; one alone that its own condition skips. */
  readonly jobs: readonly Job[];
  readonly byItself: boolean;
}

export const rule: Rule = {
  id: 'required-check-skippable',
  group: 'environments',
  severity: 'warning',
  title: 'A required check that counts as passed because it is skipped',
  *check(analysis) {
    const checks = requiredChecks(analysis.world);
    if (checks.length === 0) return;
    for (const workflow of analysis.world.workflows) {
      if (!workflow.triggers.some((t) => t.event === 'pull_request' || t.event === 'pull_request_target')) continue;
      const required = new Map(workflow.jobs.flatMap((job) => checks.filter((c) => isCheckOf(c.context, job)).map((c) => [job, c] as const)));
      const behind = [...required].flatMap(([job, check]) => {
        const open = runsWhateverItNeeds(job)
          ? []
          : neededJobs(job, workflow.jobs, (need) => !runsWhateverItNeeds(need)).filter((a) => !required.has(a) && a.continueOnError?.value !== true);
        return open.length > 0 ? [{ job, check, open }] : [];
      });
      if (behind.length > 0) yield behindOthers(behind, workflow);
      for (const [job, check] of required) if (neverForPullRequests(job, workflow, analysis)) yield skippedItself(job, check, workflow);
    }
  },
};

/** The check of a job is called by its name, with the values of its matrix in brackets. */
function isCheckOf(context: string, job: Job): boolean {
  const name = job.name?.text ?? job.id;
  if (!name.includes('${{'))
    return (
      context === name ||
      (job.matrix !== undefined && context.startsWith(`${name} (`)) ||
      (job.uses !== undefined && context.startsWith(`${name} / `))
    );
  const pattern = name.split(/\$\{\{.*?\}\}/).map(literally);
  return pattern.some((p) => p.trim() !== '') && new RegExp(`^${pattern.join('.+')}$`).test(context);
}

const runsWhateverItNeeds = (job: Job): boolean => job.if !== undefined && conditionTrees(job.if.text).some(usesStatus);

function behindOthers(behind: readonly { job: Job; check: RequiredCheck; open: readonly Job[] }[], workflow: Workflow): Draft {
  const { job, check, open } = behind[0]!;
  const need = job.needs.find((n) => open.some((o) => o.id === n.text)) ?? job.needs[0]!;
  const blockers = listed(open.map((o) => `\`${o.id}\``));
  const others = behind.slice(1).map((b) => `\`${b.job.id}\``);
  return {
    at: locate(need),
    certainty: 'proven',
    title: `Required check "${check.context}" is skipped, and so passes, when ${blockers} fails`,
    message:
      `${check.at.path}:${check.at.line} requires "${check.context}", which is job \`${job.id}\` of ${workflow.path}. That job needs ${blockers}, which no rule requires: when ${open.length === 1 ? 'it' : 'one of them'} fails, \`${job.id}\` is skipped, and GitHub counts a skipped job as passed. ` +
      `A pull request with a failed ${blockers} can be merged, and released.${others.length > 0 ? ` The same holds for ${listed(others)}.` : ''}`,
    chain: [
      { kind: 'filter', text: `"${check.context}" is required`, location: check.at, state: 'holds' },
      ...open
        .slice(0, 4)
        .map((o) => ({ kind: 'job' as const, text: `job ${o.id} fails, and is not required`, location: locate(o.key), state: 'holds' as const })),
      { kind: 'job', text: `job ${job.id} is skipped`, location: locate(job.key), state: 'cut' },
    ],
    facts: ['chk.skipjob', 'chk.names'],
    key: [job.id, ...open.map((o) => o.id)],
    subject: { workflow, jobs: behind.map((b) => b.job), byItself: false } satisfies Skippable,
    advice: `Require ${blockers} too, or let job \`${job.id}\` run with \`if: \${{ !cancelled() }}\` and fail when one of its needs did.`,
  };
}

/** No event of a pull request lets the job run. */
function neverForPullRequests(job: Job, workflow: Workflow, { declared }: Analysis): boolean {
  if (job.if === undefined) return false;
  const runs = (declared.get(workflow.path) ?? []).filter((r) => r.event.name.startsWith('pull_request') && r.event.activity !== 'closed');
  return runs.length > 0 && runs.every((r) => r.jobs.find((j) => j.job === job)?.own === false);
}

function skippedItself(job: Job, check: RequiredCheck, workflow: Workflow): Draft {
  return {
    at: locate(job.if!),
    certainty: 'proven',
    title: `Required check "${check.context}" never runs for a pull request, and so always passes`,
    message: `${check.at.path}:${check.at.line} requires "${check.context}", which is job \`${job.id}\` of ${workflow.path}. Its condition is false for every pull request, and GitHub counts a job that its \`if\` skips as passed: the check guards nothing.`,
    chain: [
      { kind: 'filter', text: `"${check.context}" is required`, location: check.at, state: 'holds' },
      { kind: 'job', text: `job ${job.id} is skipped`, location: locate(job.if!), state: 'cut' },
    ],
    facts: ['chk.skipjob'],
    key: [job.id, 'if'],
    subject: { workflow, jobs: [job], byItself: true } satisfies Skippable,
    advice: 'Let the job run for pull requests, or require another check.',
  };
}
