import type { Job } from '../../../actions/index.ts';
import type { Analysis, Fallback } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { rewriteExpressions } from '../../fixes/parts/expression-edits.ts';
import { guardStep } from '../../fixes/parts/guard-step.ts';
import { workflowOf } from '../../fixes/parts/permissions.ts';
import { changed, inJob, together } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import { listed, targetText } from '../../links.ts';

export interface Subject {
  readonly fallback: Fallback;
}

export const fix: Fixer<Subject> = function* ({ subject: { fallback }, analysis }) {
  const { secret, effect, losses } = fallback;
  const lost = listed(
    losses.map((l) => targetText(l.target)),
    2,
  );
  const jobs = new Set<Job>(losses.flatMap((l) => l.cuts.flatMap((c) => (c.effect ? [c.effect.job] : []))));
  if (jobs.size === 0) jobs.add(effect.job);
  // The next to fall back would be another job that reads it so.
  for (const { jobs: others, file } of analysis.world.workflows)
    for (const job of others) if (fallbackOf(secret).is.test(file.text.slice(job.node.span.start, job.node.span.end))) jobs.add(job);
  const guards = guarded([...jobs], secret, `the GITHUB_TOKEN starts no workflow, and ${lost} would not be reached`, analysis);
  if (guards.length > 0) yield proposal('guard', `Fail at once when secret ${secret} is missing`, guards, secret, lost);
  const without = together(analysis.world.workflows.map((w) => changed(w.path, ...rewriteExpressions(w.parsed.root, [fallbackOf(secret)]))));
  const kept = without.filter((c) => c.op !== 'change' || c.changes.length > 0);
  if (kept.length > 0) yield proposal('no-fallback', `Read secret ${secret} and nothing else`, kept, secret, lost);
};

function guarded(jobs: readonly Job[], secret: string, why: string, analysis: Analysis): FileChange[] {
  return jobs.flatMap((job) => {
    const workflow = workflowOf(job, analysis);
    if (workflow === undefined || job.steps.length === 0) return [];
    // A pull request from a fork is given no secret.
    const when = workflow.triggers.some((t) => t.event === 'pull_request' && !t.types?.some((y) => y.text === 'closed'))
      ? "github.event_name != 'pull_request'"
      : undefined;
    return [changed(workflow.path, { op: 'insert', at: inJob(job, 'steps', 0), value: guardStep(secret, why, when) })];
  });
}

const fallbackOf = (secret: string) => ({
  is: new RegExp(`secrets\\.${secret}\\s*\\|\\|\\s*(?:secrets\\.GITHUB_TOKEN|github\\.token)`, 'gi'),
  by: `secrets.${secret}`,
});

function proposal(id: 'guard' | 'no-fallback', title: string, changes: readonly FileChange[], secret: string, lost: string): Proposal {
  return {
    id,
    title,
    changes,
    tradeoffs: [
      id === 'guard'
        ? `A run without ${secret} is red from its first step on, in forks too; nothing of it happens with the weaker token any more.`
        : `What is given an empty token says so in words of its own: checkout names the input, an API answers 401.`,
    ],
    setup: [`Secret ${secret} has to be there before the next release: \`gh secret list\` shows whether it is.`],
    check: `Run it once where ${secret} is not set (a fork will do): the run ends red, where it was green and ${lost} did not come.`,
  };
}
