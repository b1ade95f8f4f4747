import { type Job, type Level, levelOf, type Permissions, permissionScopes, type Workflow } from '../../actions/index.ts';
import type { Analysis, Run } from '../../chain/index.ts';

/** What one job may do, joined over every way on which it runs. */
interface Rights {
  readonly workflow: Workflow;
  readonly job: Job;
  /** Highest level of each scope on any way that declares one. */
  readonly scopes: Map<string, Level>;
  /** On some way nothing is declared: the repository's default decides. */
  byDefault: boolean;
  readonly secrets: Set<string>;
}

const rank: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };
const maxCalls = 10;
/** What `secrets: inherit` hands on. */
const ALL = 'every secret';
/** What a GITHUB_TOKEN may do by the narrower of the two defaults: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const leastDefault: ReadonlySet<string> = new Set(['contents', 'packages']);

/**
 * Rights that a job has after a change and had not before: levels of its GITHUB_TOKEN, and secrets that are handed to it. Of a job that is new only
 * what lets it change something counts. A right that follows from the repository's default, where it was declared before, counts too.
 *
 * @returns `contents: write for job tag of .github/workflows/tag.yml`, sorted
 */
export function widenedRights(before: Analysis, after: Analysis): string[] {
  const had = rightsOf(before);
  const out = new Set<string>();
  for (const [key, now] of rightsOf(after)) {
    const was = had.get(key);
    const whose = `${was === undefined ? 'the new job' : 'job'} ${now.job.id} of ${now.workflow.path}`;
    for (const [scope, level] of now.scopes) {
      const floor = was === undefined || (was.byDefault && leastDefault.has(scope)) ? 'read' : 'none';
      const declared = was?.scopes.get(scope) ?? 'none';
      if (rank[level] > Math.max(rank[floor], rank[declared]))
        out.add(`${scope}: ${level} for ${whose}${was?.byDefault ? ", which has the repository's default today" : ''}`);
    }
    if (now.byDefault && !was?.byDefault) out.add(`the repository's default permissions for ${whose}`);
    for (const name of now.secrets)
      if (!was?.secrets.has(name) && !was?.secrets.has(ALL)) out.add(`${name === ALL ? ALL : `secret ${name}`} for ${whose}`);
  }
  return [...out].sort();
}

function rightsOf(analysis: Analysis): Map<string, Rights> {
  const out = new Map<string, Rights>();
  for (const runs of analysis.declared.values()) for (const run of runs) addRun(run, out, 0);
  // What nothing starts has its rights all the same.
  for (const workflow of analysis.world.workflows)
    for (const job of workflow.jobs)
      if (!out.has(keyOf(workflow, job))) addJob(workflow, job, job.uses ? 'none' : (job.permissions ?? workflow.permissions), out);
  return out;
}

function addRun(run: Run, out: Map<string, Rights>, depth: number): void {
  if (depth > maxCalls) return;
  for (const { workflow, job, permissions, callee } of run.jobs) {
    // The token of a job that only calls is that of the jobs that it calls; its secrets are handed on by it.
    addJob(workflow, job, job.uses ? 'none' : permissions, out);
    if (callee) addRun(callee, out, depth + 1);
  }
}

const keyOf = (workflow: Workflow, job: Job): string => `${workflow.path}\0${job.id}`;

/** @param permissions what is declared; undefined when the repository's default decides */
function addJob(workflow: Workflow, job: Job, permissions: Permissions | 'none' | undefined, out: Map<string, Rights>): void {
  const key = keyOf(workflow, job);
  const rights: Rights = out.get(key) ?? { workflow, job, scopes: new Map(), byDefault: false, secrets: secretsIn(workflow, job) };
  out.set(key, rights);
  if (permissions === undefined) rights.byDefault = true;
  else if (permissions !== 'none')
    for (const [scope, level] of levelsOf(permissions)) if (rank[level] > rank[rights.scopes.get(scope) ?? 'none']) rights.scopes.set(scope, level);
}

function levelsOf(permissions: Permissions): [string, Level][] {
  const named = permissions.rest === 'none' ? permissions.scopes.keys() : new Set([...permissionScopes.keys(), ...permissions.scopes.keys()]);
  return [...named].map((scope) => [scope, levelOf(permissions, scope)]);
}

/** Secrets that a job's own text names, or its workflow's `env` hands to it. */
function secretsIn(workflow: Workflow, job: Job): Set<string> {
  const texts = [
    workflow.file.text.slice(job.node.span.start, job.node.span.end),
    ...workflow.env.map(({ value }) => (value?.kind === 'scalar' ? value.text : '')),
  ];
  const out = new Set<string>(job.secrets === 'inherit' ? [ALL] : []);
  for (const text of texts)
    for (const [, plain, quoted] of text.matchAll(/\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']{1,100})'\s*\])/g)) {
      const name = (plain ?? quoted ?? '').toUpperCase();
      if (name !== 'GITHUB_TOKEN') out.add(name);
    }
  return out;
}
