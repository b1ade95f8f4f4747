import type { Job, Step } from '../../../actions/index.ts';
import type { Change, FileChange, NodePath } from '../../../source/index.ts';

/** The way to a job in its workflow file, and on from there. */
export const inJob = (job: Job, ...rest: NodePath): NodePath => ['jobs', job.id, ...rest];

/** The way to a step of a job, or of the composite action that it stands in, and on from there. */
export function inStep(step: Step, job: Job, ...rest: NodePath): NodePath {
  const own = step.node.file === job.node.file;
  return own ? ['jobs', job.id, 'steps', step.index, ...rest] : ['runs', 'steps', step.index, ...rest];
}

/** Changes of one file. */
export const changed = (path: string, ...changes: readonly Change[]): FileChange => ({ op: 'change', path, changes });

/** Changes that several parts made, with those of one file in one `FileChange`; a part that says what another said already is heard once. */
export function together(...parts: readonly (readonly FileChange[])[]): FileChange[] {
  const trees = new Map<string, Change[]>();
  const others: FileChange[] = [];
  for (const part of parts.flat()) {
    if (part.op !== 'change') {
      others.push(part);
      continue;
    }
    const of = trees.get(part.path) ?? [];
    trees.set(part.path, of);
    const known = new Set(of.map((c) => JSON.stringify(c)));
    for (const change of part.changes) if (!known.has(JSON.stringify(change))) of.push(change);
  }
  return [...[...trees].map(([path, changes]) => changed(path, ...changes)), ...others];
}
