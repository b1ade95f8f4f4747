import { applyEdits, type FileChange } from '../../source/index.ts';
import { type ComponentVersion, setVersion } from '../files/index.ts';
import type { PlannedFile } from '../types.ts';
import { sha256 } from './sha256.ts';
import type { PlanQuestion } from './types.ts';

type TextEdit = Extract<FileChange, { op: 'text' }>;

/** Texts that change, by path; null for a file that goes. */
export type Texts = ReadonlyMap<string, string | null>;

export interface WrittenVersions {
  readonly texts: Texts;
  readonly warnings: readonly string[];
}

/** The new versions of all released components in the files of the tree; several components may share a file. */
export function writeVersions({ read, list }: Pick<PlanQuestion, 'read' | 'list'>, all: readonly ComponentVersion[]): WrittenVersions {
  const edits = new Map<string, TextEdit[]>();
  const warnings: string[] = [];
  for (const { component, from, to } of all) {
    if (to === undefined) continue;
    const update = setVersion(read, list, component, from, to, all);
    warnings.push(...update.missed);
    for (const change of update.changes) {
      if (change.op !== 'text') continue;
      const there = edits.get(change.path) ?? [];
      const rival = there.find((one) => change.start < one.end && one.start < change.end);
      if (rival === undefined) edits.set(change.path, [...there, change]);
      else if (rival.start !== change.start || rival.end !== change.end || rival.text !== change.text)
        warnings.push(`${change.path} would say ${rival.text} and ${change.text} in one place; ${rival.text} stays.`);
    }
  }
  const files = new Map([...edits.keys()].flatMap((path) => [[path, read(path) ?? '']] as const));
  const replaced = [...edits].flatMap(([, list]) => list.map(({ path, start, end, text }) => ({ op: 'replace' as const, path, start, end, text })));
  return { texts: applyEdits(files, replaced), warnings: [...new Set(warnings)] };
}

/** Files of a plan with their hashes, sorted by path; those that would stay as they are left out. */
export function plannedFiles(read: PlanQuestion['read'], texts: Texts): readonly PlannedFile[] {
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, text]) => {
      const before = read(path);
      if ((before ?? null) === text) return [];
      return [{ path, before: before === undefined ? null : sha256(before), after: text === null ? null : sha256(text), text }];
    });
}
