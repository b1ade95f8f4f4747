import { type FileChange, type SourceFile, sourceFile } from '../../../source/index.ts';

/** The lines of a file while it is repaired: each may become another one, or several. */
export interface Lines {
  readonly file: SourceFile;
  /** Without their breaks. */
  readonly texts: readonly string[];
}

/** A line's new text, by its 0-based number in the file as it was read. */
export type Rewritten = ReadonlyMap<number, string>;

export function linesOf(file: SourceFile): Lines {
  return { file, texts: file.text.split(/\r\n|\n|\r/) };
}

/** The file as it is with other lines. */
export function withLines({ file, texts }: Lines, by: Rewritten): SourceFile {
  return sourceFile(file.path, texts.map((text, i) => by.get(i) ?? text).join('\n'));
}

/** The line of the file as it was read that holds a 1-based line of the file with other lines. */
export function originOf(line: number, { texts }: Lines, by: Rewritten): number {
  let left = line;
  for (let i = 0; i < texts.length; i++) {
    left -= (by.get(i) ?? texts[i]!).split('\n').length;
    if (left <= 0) return i;
  }
  return texts.length - 1;
}

/** The changes that make one file of the other: blanks put before a line, or the whole line. */
export function changesOf({ file, texts }: Lines, by: Rewritten): FileChange[] {
  return [...by]
    .filter(([i, text]) => text !== texts[i])
    .sort((a, b) => a[0] - b[0])
    .map(([i, text]) => {
      const start = file.lineStart(i + 1);
      const before = texts[i]!;
      if (text.endsWith(before) && !text.includes('\n'))
        return { op: 'text', path: file.path, start, end: start, text: text.slice(0, text.length - before.length) };
      return { op: 'text', path: file.path, start, end: start + before.length, text };
    });
}

/** Blanks before the first character of a line. */
export const indentOf = (text: string): number => text.length - text.trimStart().length;
