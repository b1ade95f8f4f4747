import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, asksFirst, locate, neededRuns, type Run } from '../../../chain/index.ts';
import type { ScalarNode } from '../../../source/index.ts';
import type { Draft } from '../../rule.ts';
import { delivers, mayRefuse } from './beside.ts';

const approval = /manual-approval|required-approval|approve-deployment/i;

/** A job that asks first, is waited for, and whose refusal counts as a yes. */
export function* forgivenRefusals({ world, declared }: Analysis): Generator<Draft> {
  for (const workflow of world.workflows)
    for (const gate of workflow.jobs) {
      if (!asksFirst(gate) || !mayRefuse(gate)) continue;
      const forgiving = forgives(gate);
      if (forgiving === undefined) continue;
      const guarded = guardedBy(gate, declared.get(workflow.path) ?? [], (j, run) => delivers(j, run, world));
      if (guarded !== undefined) yield draft(gate, guarded, forgiving, workflow);
    }
}

/** `continue-on-error` of the job, or of the step that asks. */
function forgives(gate: Job): ScalarNode | undefined {
  if (gate.continueOnError?.value === true) return gate.continueOnError;
  const step = gate.steps.find((s) => s.continueOnError?.value === true && approval.test(s.uses?.at.text ?? ''));
  return step?.continueOnError;
}

function guardedBy(gate: Job, runs: readonly Run[], publishes: (job: Run['jobs'][number], run: Run) => boolean): Job | undefined {
  for (const run of runs)
    for (const j of run.jobs) if (j.runs !== false && publishes(j, run) && neededRuns(j.job, run.jobs).some((a) => a.job === gate)) return j.job;
  return undefined;
}

function draft(gate: Job, guarded: Job, forgiving: ScalarNode, workflow: Workflow): Draft {
  return {
    at: locate(forgiving),
    certainty: 'proven',
    title: `The refusal of job ${gate.id} counts as a yes`,
    message: `Job \`${guarded.id}\` of ${workflow.path} waits for \`${gate.id}\`, which asks whether it may go on. With \`continue-on-error: true\` a refusal is no failure: \`${gate.id}\` ends as if it had agreed, and \`${guarded.id}\` goes on.`,
    chain: [
      { kind: 'job', text: `job ${gate.id} asks`, location: workflow.file.locate(gate.key.span), state: 'cut' },
      { kind: 'job', text: `job ${guarded.id} goes on`, location: workflow.file.locate(guarded.key.span), state: 'holds' },
    ],
    facts: ['coe'],
    key: ['forgiven', gate.id],
    advice: 'Take `continue-on-error` away.',
  };
}
