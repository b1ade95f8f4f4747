import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow } from '../../../chain/index.ts';
import { type Change, type FileChange, get, isMap } from '../../../source/index.ts';
import { changed, inJob } from './places.ts';

/** Hands all secrets of a caller on to what a job calls; of one owner's repositories only. */
export function inherit(caller: Workflow, job: Job): FileChange[] {
  if (job.secrets === 'inherit') return [];
  return [
    changed(caller.path, {
      op: 'set',
      at: inJob(job, 'secrets'),
      value: 'inherit',
      ...(job.secrets ? {} : { place: { after: job.with.length > 0 ? 'with' : 'uses' } }),
    }),
  ];
}

/** Hands secrets to a called workflow by name, and declares there those that it reads without having declared them. */
export function byName(caller: Workflow, job: Job, callee: Workflow, names: readonly string[]): FileChange[] {
  if (job.secrets === 'inherit') return [];
  const given = new Set((job.secrets ?? []).map((p) => p.name.toUpperCase()));
  const missing = names.filter((n) => !given.has(n.toUpperCase()));
  if (missing.length === 0) return [];
  const passed = missing.map((n): Change => ({ op: 'set', at: inJob(job, 'secrets', n), value: `\${{ secrets.${n} }}` }));
  return [changed(caller.path, ...passed), ...declare(callee, missing)];
}

/** A called workflow is given only the secrets that it declares, unless it is given all. */
function declare(callee: Workflow, names: readonly string[]): FileChange[] {
  const declared = new Set(callee.triggers.flatMap((t) => t.secrets.map((s) => s.name.toUpperCase())));
  const missing = names.filter((n) => !declared.has(n.toUpperCase()));
  if (missing.length === 0 || callee.path.includes('@')) return [];
  const value = missing.map((n) => `${n}:\n  required: true`).join('\n');
  const on = get(callee.parsed.root, 'on');
  if (isMap(on))
    return [changed(callee.path, ...missing.map((n): Change => ({ op: 'set', at: ['on', 'workflow_call', 'secrets', n], value: 'required: true' })))];
  const events = callee.triggers.map((t) =>
    t.event === 'workflow_call' ? `workflow_call:\n  secrets:\n${value.replace(/^/gm, '    ')}` : `${t.event}:`,
  );
  return [changed(callee.path, { op: 'set', at: ['on'], value: events.join('\n') })];
}

/** Hands secrets down to a workflow by every job of the tree that calls it, and on to those that call the caller. */
export function passSecretsTo(
  workflow: Workflow,
  names: readonly string[],
  analysis: Analysis,
  seen: ReadonlySet<Workflow> = new Set(),
): FileChange[] {
  const call = workflow.triggers.find((t) => t.event === 'workflow_call');
  if (seen.has(workflow) || call === undefined) return [];
  const known = new Set([...seen, workflow]);
  return analysis.world.workflows.flatMap((caller) =>
    caller.jobs
      .filter((job) => job.uses && calledWorkflow(job.uses.is, { workflow: caller }, analysis.world) === workflow)
      .flatMap((job) => [
        ...(call.secrets.length > 0 || job.secrets !== undefined ? byName(caller, job, workflow, names) : inherit(caller, job)),
        ...passSecretsTo(caller, names, analysis, known),
      ]),
  );
}
