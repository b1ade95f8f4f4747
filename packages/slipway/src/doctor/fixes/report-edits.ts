import { type Edit, lineEnding, type SourceFile, sourceFile } from '../../source/index.ts';
import type { ReportEdit } from '../report.ts';

/** Edits as a report gives them: with UTF-8 byte offsets (a byte order mark is three of them) and the file's own line endings. */
export function reportEdits(read: (path: string) => string | undefined, edits: readonly Edit[]): ReportEdit[] {
  const files = new Map<string, SourceFile>();
  return edits.map((edit): ReportEdit => {
    if (edit.op !== 'replace') return edit;
    const file = files.get(edit.path) ?? sourceFile(edit.path, read(edit.path) ?? '');
    files.set(edit.path, file);
    const ending = lineEnding(file.text);
    return { ...edit, start: file.byteOffset(edit.start), end: file.byteOffset(edit.end), text: edit.text.replace(/\r\n|\r|\n/g, ending) };
  });
}

/**
 * The edits of a report for the texts that they were made for: the way back of `reportEdits`.
 * @throws Error when an edit lies outside of its file, or within a character
 */
export function editsOfReport(read: (path: string) => string | undefined, edits: readonly ReportEdit[]): Edit[] {
  return edits.map(({ op, path, to = '', start = 0, end = 0, text = '' }): Edit => {
    if (op === 'replace') {
      const bytes = new TextEncoder().encode(read(path) ?? '');
      return { op, path, start: unitsBefore(path, bytes, start), end: unitsBefore(path, bytes, end), text };
    }
    if (op === 'create') return { op, path, text };
    return op === 'delete' ? { op, path } : { op, path, to };
  });
}

/** UTF-16 units before a byte, a byte order mark left out. */
function unitsBefore(path: string, bytes: Uint8Array, offset: number): number {
  if (offset > bytes.length || ((bytes[offset] ?? 0) & 0xc0) === 0x80)
    throw new Error(`An edit of ${path} does not begin or end at a character (byte ${offset}).`);
  return new TextDecoder().decode(bytes.subarray(0, offset)).length;
}
