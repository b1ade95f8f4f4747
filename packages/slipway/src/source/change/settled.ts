import type { Edit, SourceFile } from '../types.ts';
import { breakBefore } from './lines.ts';

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

/** What is removed at the end of a file that has no line break there takes the one before it along; what is put there brings none. */
export function withoutLastBreak(file: SourceFile, edits: readonly Edit[]): Edit[] {
  const { text } = file;
  const made = edits.filter((edit) => edit.op === 'replace');
  let last = made.pop();
  if (last === undefined || last.end < text.length || last.start === last.end || /[\n\r]$/.test(text)) return [...edits];
  while (made.length > 0 && made[made.length - 1]!.start === last.start) last = { ...last, text: made.pop()!.text + last.text };
  if (last.text !== '') return [...made, { ...last, text: last.text.replace(/\n$/, '') }];
  return [...made, { ...last, start: Math.max(breakBefore(text, last.start), made[made.length - 1]?.end ?? 0) }];
}
