import type { Job, Step, Workflow } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';

const back = /roll(?:s|ed|ing)?[-_ ]?back|last[-_ ]?known[-_ ]?good/i;
const urgent = /emergency|hot[-_]?fix|disaster|recover/i;

/** The workflow is there for going back, by its file, its name, or what it lets one choose. */
export function isForRollback(workflow: Workflow): boolean {
  if (back.test(`${workflow.path} ${workflow.displayName}`)) return true;
  return workflow.triggers.some((t) => t.inputs.some((i) => back.test(i.name) || (i.options ?? []).some((o) => back.test(o.text))));
}

/** The workflow is there for the hour when something is wrong. */
export const isForEmergency = (workflow: Workflow): boolean => isForRollback(workflow) || urgent.test(`${workflow.path} ${workflow.displayName}`);

export const isRollbackJob = (job: Job): boolean => back.test(`${job.id} ${job.name?.text ?? ''}`);

export interface RollbackScript {
  readonly step: Step;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** Scripts of steps that go back: the step, its job or its workflow says so. */
export function* rollbackScripts(world: World): Generator<RollbackScript> {
  for (const workflow of world.workflows) {
    if (!back.test(workflow.file.text)) continue;
    const whole = isForRollback(workflow);
    for (const job of workflow.jobs)
      for (const step of job.steps) {
        if (step.run === undefined) continue;
        const said = `${step.name?.text ?? ''} ${step.id ?? ''} ${step.if?.text ?? ''}`;
        if ((whole && back.test(step.run.text)) || isRollbackJob(job) || back.test(said)) yield { step, job, workflow };
      }
  }
}
