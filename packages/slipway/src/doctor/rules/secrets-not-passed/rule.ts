import type { Job, Workflow } from '../../../actions/index.ts';
import { calledWorkflow, locate } from '../../../chain/index.ts';
import type { Location, Span } from '../../../source/index.ts';
import { listed } from '../../links.ts';
import { releasing } from '../../releasing.ts';
import type { Draft, Rule } from '../../rule.ts';

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
        // Tests and reports do without their secrets in most repositories.
        if (callee === undefined || !callee.jobs.some((j) => jobs.has(j) || writers.has(j))) continue;
        const missing = missingIn(callee, job);
        if (missing.length > 0) yield draftOf(missing, job, callee, writers);
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

/** What the callee reads, without what it is given and what it declares as optional. */
function missingIn(callee: Workflow, job: Job): Read[] {
  const passed = new Set((job.secrets === 'inherit' ? [] : (job.secrets ?? [])).map((p) => p.name.toUpperCase()));
  const declared = new Map(callee.triggers.flatMap((t) => t.secrets.map((s) => [s.name.toUpperCase(), s.required] as const)));
  return [...secretsReadBy(callee)]
    .filter(([name]) => name !== 'GITHUB_TOKEN' && !passed.has(name) && declared.get(name) !== false)
    .map(([name, span]) => ({
      name,
      at: callee.file.locate(span),
      job: callee.jobs.find((j) => j.node.span.start <= span.start && span.end <= j.node.span.end),
      declared: declared.has(name),
    }));
}

function draftOf(missing: readonly Read[], job: Job, callee: Workflow, writers: ReadonlySet<Job>): Draft {
  const hard = missing.filter((m) => !isOptional(m.name, callee));
  const first = hard[0] ?? missing[0]!;
  // A job with an environment may have a secret of that name there.
  const inEnvironment = missing.every((m) => m.job?.environment !== undefined);
  const sure = hard.some((m) => m.job === undefined || writers.has(m.job)) && !inEnvironment;
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

/** Secrets that a workflow reads, with the first place of each. */
function secretsReadBy(workflow: Workflow): Map<string, Span> {
  const out = new Map<string, Span>();
  const re = /\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])/g;
  const { text } = workflow.file;
  for (const m of text.matchAll(re)) {
    const name = (m[1] ?? m[2] ?? '').toUpperCase();
    const start = m.index;
    const lineStart = text.lastIndexOf('\n', start) + 1;
    if (/^\s*#/.test(text.slice(lineStart, start)) || !insideExpression(text, start)) continue;
    if (!out.has(name)) out.set(name, { start, end: start + m[0].length });
  }
  return out;
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
