import type { Edit } from './types.ts';

type Replace = Extract<Edit, { op: 'replace' }>;

const BOM = '\uFEFF';

/**
 * Applies edits to the texts they were made for and gives the files that change: their new text, or null for a file that is gone.
 *
 * Every byte outside the edits stays, a byte order mark included. Line feeds in new text become the line ending of the file.
 * Of equal replacements one is applied; insertions at one place keep their order.
 * Throws an Error with one clear sentence when edits overlap, or when a file is missing or already there.
 *
 * @param files texts as read, by path; a byte order mark counts as no character of the offsets (as in `SourceFile.text`)
 */
export function applyEdits(files: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string | null> {
  const changed = new Map<string, string | null>();
  const exists = (path: string) => (changed.has(path) ? changed.get(path) !== null : files.has(path));
  const byPath = new Map<string, Replace[]>();
  for (const edit of edits) if (edit.op === 'replace') byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  for (const [path, replaces] of byPath) {
    const text = files.get(path);
    if (text === undefined) throw new Error(`${path} cannot be edited: there is no such file.`);
    changed.set(path, replaceAll(path, text, replaces));
  }
  for (const edit of edits) {
    if (edit.op === 'replace') continue;
    const target = edit.op === 'rename' ? edit.to : edit.path;
    if (edit.op !== 'create' && !exists(edit.path)) throw new Error(`${edit.path} cannot be ${edit.op}d: there is no such file.`);
    if (edit.op !== 'delete' && exists(target)) throw new Error(`${target} cannot be created: the file is already there.`);
    if (edit.op === 'rename') changed.set(target, changed.get(edit.path) ?? files.get(edit.path) ?? '');
    changed.set(edit.path, edit.op === 'create' ? edit.text : null);
  }
  return changed;
}

function replaceAll(path: string, original: string, replaces: readonly Replace[]): string {
  const mark = original.startsWith(BOM) ? 1 : 0;
  const ending = lineEnding(original);
  const sorted = withoutRepeats(replaces).sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let done = 0;
  let previous: Replace | undefined;
  for (const edit of sorted) {
    const start = edit.start + mark;
    const end = edit.end + mark;
    if (edit.start < 0 || end < start || end > original.length)
      throw new Error(`An edit of ${path} lies outside the file (${edit.start} to ${edit.end}).`);
    if (previous && start < done)
      throw new Error(`Two edits of ${path} overlap (${previous.start} to ${previous.end}, and ${edit.start} to ${edit.end}).`);
    parts.push(original.slice(done, start), edit.text.replace(/\r\n|\r|\n/g, ending));
    done = end;
    previous = edit;
  }
  parts.push(original.slice(done));
  return parts.join('');
}

/** Two fixes may make the same change; an insertion may be meant twice. */
function withoutRepeats(replaces: readonly Replace[]): Replace[] {
  const seen = new Set<string>();
  return replaces.filter((edit) => {
    const key = `${edit.start} ${edit.end} ${edit.text}`;
    const repeated = edit.end > edit.start && seen.has(key);
    seen.add(key);
    return !repeated;
  });
}

/** The file's first line break, as most tools judge it; LF for a file of one line. */
export function lineEnding(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
