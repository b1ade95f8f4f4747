import type { Location, SourceFile } from '../../../source/index.ts';

/**
 * Where the value begins that a line of a broken file should have belonged to: the nearest line above that opens something (`run: |`, `key: ${{`,
 * a bracket, a quote) and stands at the same column or further left. Undefined when there is none within reach.
 */
export function openerOf(file: SourceFile, line: number): Location | undefined {
  const indentOf = (text: string): number => text.length - text.trimStart().length;
  const textOf = (number: number): string => {
    const start = file.lineStart(number);
    const end = file.text.indexOf('\n', start);
    return file.text.slice(start, end < 0 ? undefined : end);
  };
  const indent = Math.max(indentOf(textOf(line)), 0);
  for (let at = line - 1; at >= 1 && line - at <= 400; at--) {
    const text = textOf(at);
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    const opens = /:\s*[|>][-+\d]*\s*(?:#.*)?$|:\s*\$\{\{\s*$|[[{]\s*$/.test(text);
    if (!opens || (indentOf(text) > indent && !/[|>][-+\d]*\s*$/.test(text))) continue;
    const start = file.lineStart(at) + indentOf(text);
    return file.locate({ start, end: start + text.trim().length });
  }
  return undefined;
}
