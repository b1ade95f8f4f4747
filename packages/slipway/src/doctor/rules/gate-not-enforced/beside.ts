import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, asksFirst, environmentsOf, type JobRun, neededRuns, type Run, targetsOf, type World } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';

/** What a fix needs to know of a gate that nobody waits for. */
export interface Gate {
  readonly gate: Job;
  readonly workflow: Workflow;
  /** Jobs that deliver beside it. */
  readonly jobs: readonly Job[];
}

/** A job that asks first, and jobs of the same run that deploy or publish without waiting for it. */
export function* besideTheGate(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows) {
    const gates = workflow.jobs.filter((j) => asksFirst(j) && mayRefuse(j));
    for (const gate of gates) {
      const found = passing(gate, analysis.declared.get(workflow.path) ?? [], analysis.world);
      if (found !== undefined) yield draft(gate, found, workflow);
    }
  }
}

/** Something in it can end in failure by its answer. */
export function mayRefuse(job: Job): boolean {
  if (job.environment !== undefined || job.uses !== undefined) return true;
  const { file, span } = job.node;
  return /\bexit\s+[1-9$"]|\bsetFailed\(|\bthrow\b|manual-approval|require-?(?:team|permission)|check-?(?:team|permission)/i.test(
    file.text.slice(span.start, span.end),
  );
}

/** The jobs that deliver in a run in which the gate may refuse, when not one of them waits for it. */
function passing(gate: Job, runs: readonly Run[], world: World): readonly Job[] | undefined {
  const open = new Set<Job>();
  for (const run of runs) {
    const own = run.jobs.find((j) => j.job === gate);
    if (own === undefined || own.runs === false) continue;
    const before = new Set(neededRuns(gate, run.jobs));
    const delivering = run.jobs.filter((j) => j !== own && j.runs !== false && !before.has(j) && delivers(j, run, world));
    // Where one of them waits, the gate is there for that one.
    if (run.jobs.some((j) => delivers(j, run, world) && neededRuns(j.job, run.jobs).includes(own))) return undefined;
    for (const j of delivering) open.add(j.job);
  }
  return open.size > 0 ? [...open] : undefined;
}

/** The job of a run deploys or publishes, itself or by what it calls. */
export function delivers(one: JobRun, run: Run, world: World): boolean {
  if (one.callee !== undefined) return one.callee.jobs.some((j) => delivers(j, run, world));
  return (
    environmentsOf(one, run).length > 0 ||
    run.effects.some((e) => e.job === one.job && e.happens !== false && targetsOf(e, world).some((t) => t.kind !== 'tag'))
  );
}

function draft(gate: Job, jobs: readonly Job[], workflow: Workflow): Draft {
  const { file } = workflow;
  const only = gate.if === undefined ? '' : ' whenever it runs at all';
  return {
    at: file.locate(gate.key.span),
    certainty: 'proven',
    title: `Job ${gate.id} can refuse, and no job that deploys waits for it`,
    message:
      `Job \`${gate.id}\`${gate.name ? ` (${gate.name.text})` : ''} of ${workflow.path} decides whether the run may go on, but ${listed(jobs.map((j) => `\`${j.id}\``))} ${jobs.length === 1 ? 'does' : 'do'} not need it, directly or through another job. ` +
      `Jobs wait only for what \`needs\` names: ${jobs.length === 1 ? 'it starts' : 'they start'} beside the gate${only}, and deploy also when it refuses; only the run ends red.`,
    chain: [
      { kind: 'job', text: `job ${gate.id} asks`, location: file.locate(gate.key.span), state: 'holds' },
      ...jobs.slice(0, 6).map((j) => ({
        kind: 'job' as const,
        text: `job ${j.id} does not need ${gate.id}`,
        location: file.locate(j.key.span),
        state: 'cut' as const,
      })),
    ],
    facts: ['if.needs'],
    key: ['gate', gate.id],
    subject: { gate, workflow, jobs } satisfies Gate,
    advice: `Write \`${gate.id}\` in \`needs\` of each job that deploys; when it is skipped by design, with a condition such as \`always() && (needs.${gate.id}.result == 'success' || needs.${gate.id}.result == 'skipped')\`.`,
  };
}
