import { alts, bool, type InputDecl, type Job, str, type Trigger, type Val, type Workflow } from '../../../actions/index.ts';
import { type Analysis, dispatchWorkflow, environmentsOf, locate, perform, targetsOf, tierOf } from '../../../chain/index.ts';
import { fileName } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import type { Unreached } from './subject.ts';

const person = { kind: 'person' } as const;

/** Choices that are carried out in one analysis. */
const mostChoices = 200;

/** A choice of environment for which no job runs that would deploy, while the others have one. */
export function* deadChoices(analysis: Analysis): Generator<Draft> {
  let left = mostChoices;
  for (const workflow of analysis.world.workflows) {
    if (workflow.problems.some((p) => p.effect === 'refused') || workflow.jobs.some((j) => j.uses !== undefined)) continue;
    for (const trigger of workflow.triggers) {
      if (trigger.event !== 'workflow_dispatch') continue;
      for (const input of trigger.inputs) {
        const options = (input.options ?? []).filter((o) => tierOf(o.text) !== 'other');
        if (options.length < 2 || options.length > 8 || options.length > left) continue;
        left -= options.length;
        const handled = options.map((option) => ({ option, jobs: handling(option.text, input, workflow, trigger, analysis) }));
        const dead = handled.filter((h) => h.jobs.length === 0);
        const alive = handled.filter((h) => h.jobs.length > 0);
        if (dead.length === 0 || alive.length === 0) continue;
        for (const { option } of dead)
          yield {
            at: locate(option),
            certainty: 'proven',
            title: `No job deploys to ${option.text}`,
            message:
              `${workflow.path} offers \`${input.name}: ${option.text}\`, but with this choice every job that deploys is skipped: ${listed(alive.map((a) => `\`${a.jobs[0]!.id}\` runs for ${a.option.text}`))}, and no condition names ${option.text}. ` +
              `The run is green, and nothing is deployed.`,
            chain: alive.slice(0, 3).map((a) => ({
              kind: 'job' as const,
              text: `job ${a.jobs[0]!.id} is for ${a.option.text}`,
              location: workflow.file.locate((a.jobs[0]!.if ?? a.jobs[0]!.key).span),
              state: 'holds' as const,
            })),
            facts: ['if.skipgreen'],
            key: ['choice', input.name, option.text],
            subject: { why: 'choice', workflow, input: input.name, option } satisfies Unreached,
            advice: `Give ${option.text} a job, or take it out of the choices.`,
          };
      }
    }
  }
}

/** Jobs that do something with a choice: they name an environment, deliver, or read the input beyond their condition. */
function handling(option: string, input: InputDecl, workflow: Workflow, trigger: Trigger, { world }: Analysis): Job[] {
  const file = fileName(workflow.path);
  const values = new Map<string, Val>(trigger.inputs.map((i) => [i.name, i === input ? str(option) : offered(i)]));
  const run = perform(dispatchWorkflow(world, str(file), str(world.defaultBranch), 'branch', values, person, true), workflow, world);
  const read = new RegExp(`inputs\\.${input.name.replace(/[^\w-]/g, '.')}\\b`);
  return run.jobs
    .filter((j) => {
      if (j.runs === false) return false;
      if (environmentsOf(j, run).length > 0 || j.environment !== undefined) return true;
      if (run.effects.some((e) => e.job === j.job && e.happens !== false && targetsOf(e, world).length > 0)) return true;
      const text = j.job.node.file.text.slice(j.job.node.span.start, j.job.node.span.end);
      return read.test(j.job.if === undefined ? text : text.replace(j.job.if.text, ''));
    })
    .map((j) => j.job);
}

function offered(input: InputDecl): Val {
  if (input.type === 'boolean') return alts([bool(true), bool(false)]);
  if (input.type === 'choice') return alts((input.options ?? []).map((o) => str(o.text)));
  return { k: 'unknown', why: `input ${input.name}` };
}
