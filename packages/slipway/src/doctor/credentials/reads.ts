import type { Job, Step, Workflow } from '../../actions/index.ts';
import type { Analysis, RunNode } from '../../chain/index.ts';
import { jobsOn } from '../runbook/secrets.ts';
import type { Read } from './types.ts';

/** A credential as an expression names it. */
export interface Named {
  readonly name: string;
  readonly kind: 'secret' | 'github-token' | 'variable';
}

export interface Found extends Read {
  readonly of: Named;
  readonly in: { readonly workflow: Workflow; readonly job: Job | undefined; readonly step: Step | undefined };
}

const NAMED = /\b(secrets|vars)\s*(?:\.\s*([A-Za-z_][A-Za-z0-9_]*)|\[\s*'([A-Za-z_][A-Za-z0-9_]*)'\s*\])|\bgithub\s*\.\s*token\b/g;
/** Variables that say who somebody is: the other half of a login. */
const IDENTITY = /(?:^|_)(?:ID|APP|CLIENT|ROLE|TENANT|SUBSCRIPTION|PROJECT|ACCOUNT|USER(?:NAME)?|PROVIDER|AUDIENCE|ARN)(?:_|$)/;

/** Everything that the workflows read of secrets, tokens and variables that hold identities, in the order of the files. */
export function readsOf(workflows: readonly Workflow[]): Found[] {
  const out: Found[] = [];
  for (const workflow of workflows) {
    const { file } = workflow;
    for (const match of file.text.matchAll(NAMED)) {
      const name = (match[2] ?? match[3] ?? 'GITHUB_TOKEN').toUpperCase();
      const kind = match[1] === 'vars' ? 'variable' : name === 'GITHUB_TOKEN' ? 'github-token' : 'secret';
      if ((kind === 'variable' && !IDENTITY.test(name)) || isComment(file.text, match.index)) continue;
      const job = workflow.jobs.find(({ node }) => inside(node.span, match.index));
      const step = job?.steps.find(({ node }) => inside(node.span, match.index));
      const location = file.locate({ start: match.index, end: match.index + match[0].length });
      out.push({
        of: { name, kind },
        in: { workflow, job, step },
        location,
        workflow: workflow.path,
        ...(job === undefined ? {} : { job: job.id }),
        ...(step === undefined ? {} : { step: stepName(step) }),
      });
    }
  }
  return out;
}

const inside = (span: { start: number; end: number }, at: number): boolean => span.start <= at && at < span.end;

/** What a person calls a step. */
function stepName(step: Step): string {
  const said = step.name?.text ?? step.id ?? step.uses?.at.text ?? step.run?.text.trim().split('\n', 1)[0] ?? `step ${step.index + 1}`;
  return said.length > 60 ? `${said.slice(0, 59)}…` : said;
}

function isComment(text: string, at: number): boolean {
  return /^\s*#|\s#\s/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));
}

/** The jobs that take part in a release, as `path` and id: those that do something for it, and those that they wait for. */
export function releaseJobs({ walks, entries }: Analysis): ReadonlySet<string> {
  const roles = new Map(entries.map(({ entry, role }) => [entry.id, role]));
  const out = new Set<string>();
  const add = ({ run }: RunNode): void => {
    for (const { workflow, job } of jobsOn(run, run.effects)) out.add(`${workflow.path}\0${job.id}`);
  };
  for (const { entry, nodes } of walks) if (roles.get(entry.id) === 'release') nodes.forEach(add);
  return out;
}
