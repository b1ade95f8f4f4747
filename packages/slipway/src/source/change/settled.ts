import type { Edit, SourceFile } from '../types.ts';

/**
 * Edits in the order of the file; what is put in where lines are taken out goes into the same edit, and what is
 * taken out twice goes once.
 */
export function settled(file: SourceFile, edits: readonly Edit[]): Edit[] {
  const made: Extract<Edit, { op: 'replace' }>[] = [];
  const sorted = edits.filter((edit) => edit.op === 'replace').sort((a, b) => a.start - b.start || a.end - b.end);
  for (const edit of sorted) {
    const last = made[made.length - 1];
    const meets = last !== undefined && edit.start < last.end && (edit.start === edit.end || edit.text === '' || last.text === '');
    if (last && meets) made[made.length - 1] = { ...last, end: Math.max(last.end, edit.end), text: last.text + edit.text };
    else made.push(edit);
  }
  return made.filter(({ start, end, text }) => text !== file.text.slice(start, end));
}
