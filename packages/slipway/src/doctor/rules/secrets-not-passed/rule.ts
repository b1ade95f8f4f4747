import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow, locate } from '../../../chain/index.ts';
import type { Location, Span } from '../../../source/index.ts';
import { listed } from '../../links.ts';
import { releasing } from '../../releasing.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { Subject } from './fix.ts';

export const rule: Rule = {
  id: 'secrets-not-passed',
  group: 'credential',
  severity: 'error',
  title: 'A called workflow that reads secrets which no caller passes',
  *check(analysis) {
    const { jobs, writers } = releasing(analysis);
    for (const caller of analysis.world.workflows)
      for (const job of caller.jobs) {
        if (!job.uses || job.secrets === 'inherit') continue;
        const callee = calledWorkflow(job.uses.is, { workflow: caller }, analysis.world);
        if (callee === undefined) continue;
        // Tests and reports do without their secrets in most repositories.
        const publishes = callee.jobs.some((j) => jobs.has(j) || writers.has(j));
        const counts = (span: Span, reader: Job | undefined) =>
          reader === undefined
            ? publishes
            : (jobs.has(reader) || writers.has(reader) || isToPublish(span, reader)) && !isSkipped(span, reader, job, caller, analysis);
        const missing = missingIn(callee, job, counts);
        if (missing.length > 0)
          yield { ...draftOf(missing, job, callee), subject: { caller, job, callee, names: missing.map((m) => m.name) } satisfies Subject };
      }
  },
};

interface Read {
  readonly name: string;
  readonly at: Location;
  /** The callee's job that reads it first; undefined in the workflow's own `env`. */
  readonly job: Job | undefined;
  readonly declared: boolean;
}

/** What the callee's publishing jobs read, without what it is given and what it declares as optional. */
function missingIn(callee: Workflow, job: Job, counts: (span: Span, reader: Job | undefined) => boolean): Read[] {
  const passed = new Set((job.secrets === 'inherit' ? [] : (job.secrets ?? [])).map((p) => p.name.toUpperCase()));
  const declared = new Map(callee.triggers.flatMap((t) => t.secrets.map((s) => [s.name.toUpperCase(), s.required] as const)));
  const found = new Map<string, Read>();
  for (const { name, span } of secretsReadBy(callee)) {
    if (name === 'GITHUB_TOKEN' || passed.has(name) || declared.get(name) === false || found.has(name)) continue;
    const reader = callee.jobs.find((j) => j.node.span.start <= span.start && span.end <= j.node.span.end);
    if (counts(span, reader)) found.set(name, { name, at: callee.file.locate(span), job: reader, declared: declared.has(name) });
  }
  return [...found.values()];
}

/** Without its secret a step may do nothing at all; what it is called says what it is for. */
function isToPublish(span: Span, reader: Job): boolean {
  const step = reader.steps.find((s) => s.node.span.start <= span.start && span.end <= s.node.span.end);
  return /publish|release|deploy/i.test(`${reader.id} ${reader.name?.text ?? ''} ${step?.name?.text ?? ''} ${step?.uses?.at.text ?? ''}`);
}

/** Whatever starts the caller, what reads the secret is skipped with the inputs that this call gives. */
function isSkipped(span: Span, reader: Job, job: Job, caller: Workflow, { declared }: Analysis): boolean {
  const calls = (declared.get(caller.path) ?? []).flatMap((run) =>
    run.jobs.filter((j) => j.job === job && j.runs !== false && j.callee !== undefined),
  );
  const step = reader.steps.find((s) => s.node.span.start <= span.start && span.end <= s.node.span.end);
  return (
    calls.length > 0 &&
    calls.every((call) => {
      const inner = call.callee!.jobs.find((j) => j.job === reader);
      return inner?.runs === false || (step !== undefined && inner?.skippedSteps.includes(step) === true);
    })
  );
}

function draftOf(missing: readonly Read[], job: Job, callee: Workflow): Draft {
  const hard = missing.filter((m) => !isOptional(m.name, callee));
  const first = hard[0] ?? missing[0]!;
  // A job with an environment may have a secret of that name there.
  const inEnvironment = missing.every((m) => m.job?.environment !== undefined);
  const sure = hard.length > 0 && !inEnvironment;
  const one = missing.length === 1;
  return {
    at: locate(job.uses!.at),
    severity: sure ? 'error' : 'warning',
    certainty: inEnvironment ? 'likely' : 'proven',
    title: `${callee.path} reads ${listed(
      missing.map((m) => `secrets.${m.name}`),
      3,
    )}, which job \`${job.id}\` does not pass`,
    message:
      `A called workflow sees only the secrets that its caller passes${first.declared ? '' : ' and that it declares under `on.workflow_call.secrets`'}. Job \`${job.id}\` has ${job.secrets === undefined ? 'no `secrets:`' : `a \`secrets:\` without ${one ? 'it' : 'them'}`}, ` +
      `so ${one ? 'it is an empty text' : 'they are empty texts'} in ${callee.path}: what needs ${one ? 'it' : 'them'} fails, or is skipped without a word.` +
      (inEnvironment ? ` Secrets of the environment that job \`${first.job?.id}\` names may still be there.` : ''),
    chain: [
      { kind: 'job', text: `job ${job.id} calls ${callee.path}`, location: locate(job.uses!.at), state: 'holds' },
      { kind: 'credential', text: `secrets.${first.name} is empty`, location: first.at, state: 'cut' },
    ],
    facts: ['sec.reuse', 'sec.empty', ...(inEnvironment ? ['sec.reuse.env'] : [])],
    key: [job.id, callee.path],
    advice: 'Add `secrets: inherit` to the calling job (same owner only), or declare the secrets in the callee and pass each by name.',
  };
}

/** Every place where a workflow reads a secret. */
function* secretsReadBy(workflow: Workflow): Generator<{ readonly name: string; readonly span: Span }> {
  const { text } = workflow.file;
  for (const m of text.matchAll(/\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])/g)) {
    const line = text.slice(text.lastIndexOf('\n', m.index) + 1, m.index);
    if (!/^\s*#/.test(line) && insideExpression(text, m.index))
      yield { name: (m[1] ?? m[2] ?? '').toUpperCase(), span: { start: m.index, end: m.index + m[0].length } };
  }
}

function insideExpression(text: string, at: number): boolean {
  const open = text.lastIndexOf('${{', at);
  const close = text.indexOf('}}', open);
  return open >= 0 && close > at;
}

/** The callee itself provides for a missing one: `secrets.X || …`, or a condition that looks whether it is there. */
function isOptional(name: string, callee: Workflow): boolean {
  return new RegExp(`secrets\\.${name}\\s*(?:\\|\\||!=|==)`, 'i').test(callee.file.text);
}
