import { conditionTrees, type Job, literalsIn, str, type Trigger, type Val, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, type Event, locate, perform } from '../../../chain/index.ts';
import { effectText, listed } from '../../links.ts';
import { isDelivery, opened } from '../../opened.ts';
import type { Draft, Rule } from '../../rule.ts';
import { optionalJob } from './optional.ts';

/** What a fix needs to know of a follower. */
export interface Follower {
  readonly workflow: Workflow;
  readonly upstream: Workflow;
  /** The job of the upstream workflow that may fail; undefined when nothing is asked at all. */
  readonly optional?: Job;
}

export const rule: Rule = {
  id: 'upstream-conclusion',
  group: 'chain',
  severity: 'warning',
  title: 'A follower that looks wrongly, or not at all, at how its upstream ended',
  *check(analysis) {
    for (const workflow of analysis.world.workflows) {
      const trigger = workflow.triggers.find((t) => t.event === 'workflow_run');
      if (trigger === undefined || (trigger.types?.length && !trigger.types.some((t) => t.text === 'completed'))) continue;
      if (opened(workflow, analysis).effects.length === 0) continue;
      const draft = whateverHappened(workflow, trigger, analysis) ?? poisoned(workflow, trigger, analysis);
      if (draft) yield draft;
    }
  },
};

/** A run of a workflow that another one waits for, and how it ended. */
function ended(event: Event, conclusion: string): Event {
  const fields = event.payload.k === 'obj' ? new Map(event.payload.fields) : new Map<string, Val>();
  const run = fields.get('workflow_run');
  if (run?.k === 'obj') fields.set('workflow_run', { ...run, fields: new Map(run.fields).set('conclusion', str(conclusion)) });
  return { ...event, id: `${event.id}|${conclusion}`, payload: { k: 'obj', fields, open: false } };
}

/** It delivers also when the upstream run failed: nothing asks for its conclusion. */
function whateverHappened(workflow: Workflow, trigger: Trigger, analysis: Analysis): Draft | undefined {
  const { world, declared } = analysis;
  if (/conclusion|\/check-runs|\/actions\/runs\b|gh run (?:view|list|watch|download)/.test(workflow.file.text)) return undefined;
  const event = (declared.get(workflow.path) ?? []).map((r) => r.event).find((e) => e.name === 'workflow_run' && e.upstream);
  if (event?.upstream === undefined) return undefined;
  const reached = perform(ended(event, 'failure'), workflow, world).effects.filter(
    (e) => e.happens === true && isDelivery(e, world) && e.deed.kind !== 'dispatch' && e.deed.kind !== 'pages',
  );
  const first = reached[0];
  if (first === undefined) return undefined;
  const upstream = event.upstream.workflow;
  const named = trigger.workflows?.find((n) => n.text === upstream.displayName);
  return {
    at: locate(trigger.key),
    certainty: 'proven',
    title: `${workflow.path} delivers whatever ${upstream.displayName} ended as`,
    message: `\`workflow_run\` with \`completed\` comes when a run of ${upstream.displayName} ends, also when it failed or was cancelled, and nothing in ${workflow.path} asks for its conclusion. So after a failed ${upstream.path} it ${listed([...new Set(reached.map(effectText))], 3)} all the same.`,
    chain: [
      { kind: 'workflow', text: `${upstream.path} fails`, ...(named ? { location: locate(named) } : {}), state: 'maybe' },
      { kind: 'event', text: 'workflow_run: completed', location: locate(trigger.key), state: 'holds' },
      { kind: 'effect', text: effectText(first), location: first.at, state: 'holds' },
    ],
    facts: ['wfrun.conclusion'],
    key: ['any conclusion', upstream.path],
    subject: { workflow, upstream } satisfies Follower,
    advice: "Give its first job `if: github.event.workflow_run.conclusion == 'success'` (and let dispatches by hand pass, where there are any).",
  };
}

/** It asks for success of a run whose optional job may fail after the release is out. */
function poisoned(workflow: Workflow, trigger: Trigger, analysis: Analysis): Draft | undefined {
  const gate = gateOf(workflow);
  if (gate === undefined) return undefined;
  for (const name of trigger.workflows ?? []) {
    const upstream = analysis.world.workflows.find((w) => w.displayName === name.text);
    const optional = upstream && optionalJob(upstream, analysis);
    if (upstream === undefined || optional === undefined) continue;
    const { job, why } = optional;
    const lost = opened(workflow, analysis).effects;
    return {
      at: gate.at,
      certainty: 'likely',
      title: `A failure of the optional job \`${job.id}\` in ${upstream.displayName} keeps ${workflow.path} from running`,
      message: `${workflow.path} runs only when ${upstream.displayName} ended with success. Job \`${job.id}\` of ${upstream.path} comes after what the release is made of, nothing needs it, and ${why}. When it fails, the whole run counts as failed though the release is out, and ${workflow.path} does not ${infinitive(lost)}.`,
      chain: [
        { kind: 'job', text: `${job.id} fails`, location: locate(job.key), state: 'maybe' },
        { kind: 'job', text: `job ${gate.job} asks for success of the whole run`, location: gate.at, state: 'cut' },
        ...lost.slice(0, 1).map((e) => ({ kind: 'effect' as const, text: effectText(e), location: e.at, state: 'cut' as const })),
      ],
      assumptions: [`the release is whole without ${job.id}`],
      facts: ['wfrun.conclusion', 'coe'],
      key: ['optional', upstream.path, job.id],
      subject: { workflow, upstream, optional: job } satisfies Follower,
      advice: `Give \`${job.id}\` \`continue-on-error: true\` or a workflow of its own, or let ${workflow.path} look for what it needs (the release, its files) instead of the run's conclusion.`,
    };
  }
  return undefined;
}

const infinitive = (effects: readonly Effect[]): string =>
  effects.some((e) => e.deed.kind === 'image')
    ? 'push its images'
    : effects.some((e) => e.deed.kind === 'package')
      ? 'publish its packages'
      : 'deliver what it is there for';

/** The condition of a job that asks for `conclusion == 'success'` and nothing less. */
function gateOf(workflow: Workflow): { readonly at: ReturnType<typeof locate>; readonly job: string } | undefined {
  for (const job of workflow.jobs as readonly Job[]) {
    const asks = conditionTrees(job.if?.text ?? '').some((ast) =>
      literalsIn(ast).some((l) => l.path === 'github.event.workflow_run.conclusion' && l.op === '==' && l.literal === 'success'),
    );
    if (job.if && asks) return { at: locate(job.if), job: job.id };
  }
  return undefined;
}
