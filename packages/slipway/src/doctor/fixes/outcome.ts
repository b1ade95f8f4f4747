import { applyEdits, type Edit } from '../../source/index.ts';
import { diffLines, linesOf } from './line-diff.ts';

/** What becomes of one file. */
export interface FileOutcome {
  /** Where it stands, or stood; for a new file where it will stand. */
  readonly path: string;
  /** Its new path, when it moves. */
  readonly to?: string;
  /** undefined: it is new. */
  readonly before: string | undefined;
  /** undefined: it is gone. */
  readonly after: string | undefined;
}

/**
 * What edits make of a tree's files, sorted by path; a byte order mark and line endings are part of the texts.
 * @throws Error with one sentence when the edits contradict each other or the tree
 */
export function outcomesOf(read: (path: string) => string | undefined, edits: readonly Edit[]): FileOutcome[] {
  const files = new Map<string, string>();
  const renamed = new Map<string, string>();
  for (const edit of edits) {
    if (edit.op === 'rename') renamed.set(edit.to, edit.path);
    for (const path of edit.op === 'rename' ? [edit.path, edit.to] : [edit.path]) {
      const text = read(path);
      if (text !== undefined) files.set(path, text);
    }
  }
  const out: FileOutcome[] = [];
  const changed = applyEdits(files, edits);
  for (const [path, text] of changed) {
    const from = renamed.get(path);
    if (text === null) {
      if (![...renamed.values()].includes(path) && files.has(path)) out.push({ path, before: files.get(path), after: undefined });
    } else if (from !== undefined && files.has(from)) out.push({ path: from, to: path, before: files.get(from), after: text });
    else if (text !== files.get(path)) out.push({ path, before: files.get(path), after: text });
  }
  return out.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Edits that make one tree's files of another's in one go, however many steps lay between. */
export function editsBetween(outcomes: readonly FileOutcome[]): Edit[] {
  return outcomes.flatMap(({ path, to, before, after }): Edit[] => {
    if (before === undefined) return after === undefined ? [] : [{ op: 'create', path, text: after }];
    if (after === undefined) return [{ op: 'delete', path }];
    return [...replacements(path, before, after), ...(to === undefined ? [] : [{ op: 'rename', path, to } as const])];
  });
}

/** Whole lines that differ, by offsets that leave a byte order mark out. */
function replacements(path: string, before: string, after: string): Edit[] {
  const mark = /^\uFEFF/;
  const old = linesOf(before.replace(mark, ''));
  const now = linesOf(after.replace(mark, ''));
  const offsets = [0];
  for (const line of old) offsets.push(offsets.at(-1)! + line.length);
  return diffLines(old, now).map(({ from, to, start, end }) => ({
    op: 'replace',
    path,
    start: offsets[from]!,
    end: offsets[to]!,
    text: now.slice(start, end).join(''),
  }));
}
