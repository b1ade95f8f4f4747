import { isWorkflowPath } from '../../actions/index.ts';
import { type FileChange, parseYaml, sourceFile } from '../../source/index.ts';
import type { Examination } from '../diagnose.ts';
import { together } from './parts/places.ts';
import { followFile, followName, type ReferencedTree } from './parts/references.ts';

/** Changes, and what the tree says of the workflows that get another file name or another `name:` by them. */
export function withReferences(changes: readonly FileChange[], { tree, analysis }: Pick<Examination, 'tree' | 'analysis'>): readonly FileChange[] {
  const referenced: ReferencedTree = { list: () => tree.list(), read: (path) => tree.read(path), slug: analysis.world.slug };
  const followed = changes.flatMap((change) => {
    if (!isWorkflowPath(change.path)) return [];
    if (change.op === 'rename') return followFile(referenced, change.path, change.to);
    const name = nameAfter(change);
    return name === undefined ? [] : followName(referenced, change.path, name);
  });
  return followed.length === 0 ? changes : together(followed, changes);
}

/** The `name:` that a change gives a workflow. */
function nameAfter(change: FileChange): string | undefined {
  if (change.op !== 'change') return undefined;
  const set = change.changes.find((c) => c.op === 'set' && c.at.length === 1 && c.at[0] === 'name');
  const value = set?.op === 'set' ? parseYaml(sourceFile(change.path, set.value)).root : null;
  return value?.kind === 'scalar' ? value.text : undefined;
}
