import { type Job, type Level, levelOf, type Permissions, permissionScopes, type Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow } from '../../../chain/index.ts';
import type { Change, FileChange } from '../../../source/index.ts';
import type { Right } from '../../../tools/index.ts';
import { jobRights } from './job-rights.ts';

const rank: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };

/**
 * Gives the GITHUB_TOKEN of a job further rights, and takes none away: naming one scope sets all others to `none`, so that what the job had by its
 * workflow's declaration is written out, and where nothing is declared, what the job needs besides. Jobs that call its workflow get the rights too.
 * Empty when it has them. Changes of one file stand in one `FileChange`.
 */
export function grantPermission(job: Job, rights: readonly Right[], analysis: Analysis): FileChange[] {
  const changes = new Map<string, Change[]>();
  grant(job, rights, analysis, changes, new Set());
  return [...changes].map(([path, of]) => ({ op: 'change', path, changes: of }));
}

/** What a reader should know of a grant: rights that are declared for the first time replace the repository's default. Empty when nothing is given up. */
export function grantTradeoffs(job: Job, rights: readonly Right[], analysis: Analysis): string[] {
  const workflow = workflowOf(job, analysis);
  if (rights.length === 0 || workflow === undefined || (job.permissions ?? workflow.permissions) !== undefined) return [];
  const { open } = jobRights(job, analysis);
  const named = `Job \`${job.id}\` declares its permissions from now on, and the repository's default no longer counts for it`;
  return [open.length === 0 ? `${named}.` : `${named}: look whether ${open.slice(0, 3).join(', ')} needs more than is written there.`];
}

/** The workflow of the tree that a job stands in. */
export function workflowOf(job: Job, { world }: Analysis): Workflow | undefined {
  return world.workflows.find((w) => w.jobs.includes(job));
}

function grant(job: Job, rights: readonly Right[], analysis: Analysis, changes: Map<string, Change[]>, seen: Set<Job>): void {
  const workflow = workflowOf(job, analysis);
  if (workflow === undefined || seen.has(job)) return;
  seen.add(job);
  const made = changesOf(job, workflow, rights, analysis);
  if (made.length > 0) changes.set(workflow.path, [...(changes.get(workflow.path) ?? []), ...made]);
  // A called workflow has at most what its caller grants.
  for (const caller of analysis.world.workflows)
    for (const call of caller.jobs)
      if (call.uses && (call.permissions ?? caller.permissions) && calledWorkflow(call.uses.is, { workflow: caller }, analysis.world) === workflow)
        grant(call, rights, analysis, changes, seen);
}

function changesOf(job: Job, workflow: Workflow, rights: readonly Right[], analysis: Analysis): Change[] {
  const at = ['jobs', job.id, 'permissions'];
  const own = job.permissions;
  const from = own ?? workflow.permissions;
  const missing = rights.filter((r) => from === undefined || rank[levelOf(from, r.scope)] < rank[r.level]);
  if (missing.length === 0) return [];
  if (own?.rest === 'none' && own.scopes.size > 0) return missing.map((r) => ({ op: 'set', at: [...at, r.scope], value: r.level }));
  // A workflow with one job keeps its declaration in one place.
  if (own === undefined && from?.rest === 'none' && from.scopes.size > 0 && workflow.jobs.length === 1)
    return missing.map((r) => ({ op: 'set', at: ['permissions', r.scope], value: r.level }));
  const all = from === undefined ? new Map(jobRights(job, analysis).rights.map((r) => [r.scope, r.level])) : writtenOut(from);
  for (const r of missing) all.set(r.scope, r.level);
  const value = [...all].map(([scope, level]) => `${scope}: ${level}`).join('\n');
  return [{ op: 'set', at, value, ...(own === undefined ? { place: { after: job.runsOn === undefined ? 'uses' : 'runs-on' } } : {}) }];
}

/** A declaration scope by scope: what `read-all` and `write-all` give too. */
function writtenOut(from: Permissions): Map<string, 'read' | 'write'> {
  const scopes = from.rest === 'none' ? from.scopes.keys() : permissionScopes.keys();
  const out = new Map<string, 'read' | 'write'>();
  for (const scope of scopes) {
    const level = levelOf(from, scope);
    if (level !== 'none') out.set(scope, level);
  }
  return out;
}
