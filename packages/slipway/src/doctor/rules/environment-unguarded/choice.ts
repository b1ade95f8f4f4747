import type { InputDecl, Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, asksFirst, locate, neededRuns, type Run, tierOf } from '../../../chain/index.ts';
import { infraCommands } from '../../infrastructure.ts';
import type { Draft } from '../../rule.ts';
import type { Unguarded } from './subject.ts';

/** One job deploys to what a person chooses, production among it, and has no environment that could hold it. */
export function* anyoneMayChoose(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows)
    for (const trigger of workflow.triggers) {
      if (trigger.event !== 'workflow_dispatch') continue;
      for (const input of trigger.inputs) {
        const options = input.options ?? [];
        const production = options.find((o) => tierOf(o.text) === 'production');
        if (production === undefined || !options.some((o) => ['staging', 'development'].includes(tierOf(o.text)))) continue;
        const run = analysis.declared.get(workflow.path)?.find((r) => r.event.name === 'workflow_dispatch');
        const job = run === undefined ? undefined : unguarded(input, workflow, run, analysis);
        if (job === undefined) continue;
        yield {
          at: locate(production),
          certainty: 'proven',
          title: `Whoever may dispatch ${workflow.path} deploys to ${production.text}`,
          message:
            `The choice \`${input.name}: ${production.text}\` is handled by job \`${job.id}\`, which deploys to each of the choices and has no \`environment:\`; nothing before it has one either, or looks who asks. ` +
            `Reviewers, waiting times and allowed branches are rules of an environment, so none can hold ${production.text} here: everyone with write access deploys to it from any branch.`,
          chain: [{ kind: 'job', text: `job ${job.id} has no environment`, location: workflow.file.locate(job.key.span), state: 'holds' }],
          facts: ['env.rules'],
          key: ['choice', input.name, job.id],
          subject: { why: 'choice', workflow, job, environment: production.text, input: input.name } satisfies Unguarded,
          advice: `Write \`environment: \${{ inputs.${input.name} }}\` in job \`${job.id}\`, and give the environment its reviewers.`,
        };
      }
    }
}

/** The job that deploys to the choice, when no job and no environment stands before it. */
function unguarded(input: InputDecl, workflow: Workflow, run: Run, { world }: Analysis): Job | undefined {
  if (workflow.jobs.some((j) => j.environment !== undefined || j.uses !== undefined || asksFirst(j))) return undefined;
  if (
    /github\.(?:triggering_)?actor\b|GITHUB_(?:TRIGGERING_)?ACTOR\b|\bcheck-?(?:user|team|actor)|getCollaboratorPermission|inputs\.(?:confirm|approve)/i.test(
      workflow.file.text,
    )
  )
    return undefined;
  const read = new RegExp(`inputs\\.${input.name.replace(/[^\w-]/g, '.')}\\b`);
  for (const jobRun of run.jobs) {
    const { job } = jobRun;
    const { file, span } = job.node;
    const text = file.text.slice(span.start, span.end);
    if (jobRun.runs === false || !(read.test(text) || read.test(envText(workflow)))) continue;
    // Nothing is decided by the choice but the job itself: then another job is for the others.
    if (job.if !== undefined && read.test(job.if.text)) continue;
    const applies = infraCommands(world).some((c) => c.job === job && c.act === 'apply');
    // Emptying a cache changes nothing that is deployed.
    const named = /deploy|releas|roll[-_ ]?out|promot/i.test(`${workflow.path} ${workflow.displayName} ${job.id} ${job.name?.text ?? ''}`);
    const deploys = applies || (named && run.effects.some((e) => e.job === job && e.deed.kind === 'deploy' && e.happens !== false));
    if (deploys && neededRuns(job, run.jobs).every((a) => a.job.environment === undefined)) return job;
  }
  return undefined;
}

const envText = (workflow: Workflow): string => workflow.env.map((p) => (p.value?.kind === 'scalar' ? p.value.text : '')).join('\n');
