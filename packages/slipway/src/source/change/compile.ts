import { ChangeError, type FileChange } from '../changes.ts';
import type { Edit } from '../types.ts';
import { formatOf } from './formats.ts';
import { planOf } from './plan.ts';

/**
 * The edits that make changes, file by file. Paths, indices and offsets are those of the files as read.
 *
 * @param read the text of a file; undefined when there is none
 * @throws ChangeError with one sentence: the node is not there, is shared through an alias, the file is broken, or two changes contradict each other
 */
export function compileChanges(read: (path: string) => string | undefined, changes: readonly FileChange[]): Edit[] {
  const edits: Edit[] = [];
  for (const [path, own] of byPath(changes)) {
    const whole = own.filter((change) => change.op === 'create' || change.op === 'delete' || change.op === 'rename');
    const text = read(path);
    if (whole.some((change) => change.op !== whole[0]!.op) || new Set(whole.map((change) => JSON.stringify(change))).size > 1)
      throw new ChangeError(`${path}: two changes create, delete or rename the file in different ways.`);
    const [first] = whole;
    if (first?.op === 'create' ? text !== undefined : text === undefined)
      throw new ChangeError(
        `${path} cannot be ${first ? `${first.op}d` : 'changed'}: ${text === undefined ? 'there is no such file' : 'the file is already there'}.`,
      );
    if (first && first.op !== 'rename' && own.length > whole.length)
      throw new ChangeError(`${path}: one change ${first.op}s the file, and another one changes it.`);
    if (first?.op === 'rename' && first.to !== path && read(first.to) !== undefined)
      throw new ChangeError(`${path} cannot be renamed to ${first.to}: that file is already there.`);
    const tree = own.flatMap((change) => (change.op === 'change' ? change.changes : []));
    if (tree.length > 0) edits.push(...formatOf(path, text!).edits(path, text!, planOf(path, tree)));
    edits.push(...textEdits(path, text ?? '', own));
    if (first) edits.push(first);
  }
  return edits;
}

/** The changes by the file that they are about, in the order in which the files come first. */
export function byPath(changes: readonly FileChange[]): Map<string, FileChange[]> {
  const files = new Map<string, FileChange[]>();
  for (const change of changes) files.set(change.path, [...(files.get(change.path) ?? []), change]);
  return files;
}

function textEdits(path: string, text: string, changes: readonly FileChange[]): Edit[] {
  const length = text.startsWith('\uFEFF') ? text.length - 1 : text.length;
  const edits: Extract<Edit, { op: 'replace' }>[] = [];
  for (const change of changes) {
    if (change.op !== 'text') continue;
    const { start, end } = change;
    if (!(start >= 0 && end >= start && end <= length))
      throw new ChangeError(`${path} has ${length} characters, so ${start} to ${end} is no piece of it.`);
    if (!edits.some((one) => one.start === start && one.end === end && one.text === change.text))
      edits.push({ op: 'replace', path, start, end, text: change.text });
  }
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, edit] of edits.entries())
    if (edit.start < (edits[index - 1]?.end ?? 0)) throw new ChangeError(`${path}: two changes overlap in the text of the file.`);
  return edits;
}
