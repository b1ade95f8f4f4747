import { type SourceFile, sourceFile } from '../../source/index.ts';

/** The same text with blanks for everything between the given openings and their ends (comments, items): each place stays where it is. */
export function blanked(file: SourceFile, pairs: readonly (readonly [opening: RegExp, closing: string])[]): SourceFile {
  const { text } = file;
  const openings = pairs
    .flatMap(([opening, closing]) => [...text.matchAll(opening)].map((one) => ({ start: one.index, closing })))
    .sort((a, b) => a.start - b.start);
  const missing = new Set<string>();
  let kept = '';
  let done = 0;
  for (const { start, closing } of openings) {
    if (start < done || missing.has(closing)) continue;
    const at = text.indexOf(closing, start);
    if (at < 0) {
      missing.add(closing);
      continue;
    }
    kept += text.slice(done, start) + text.slice(start, at + closing.length).replace(/[^\r\n]/g, ' ');
    done = at + closing.length;
  }
  return sourceFile(file.path, kept + text.slice(done));
}
