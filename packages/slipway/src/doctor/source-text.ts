import type { World } from '../chain/index.ts';
import { type Location, sourceFile } from '../source/index.ts';

/** The text of a file between the ends of a location; '' when the file cannot be read. Lines that a backslash joins are one. */
export function textAt(at: Location, world: World): string {
  const text = world.workflow(at.path)?.file.text ?? world.tree.read(at.path);
  if (text === undefined) return '';
  const file = sourceFile(at.path, text);
  return text.slice(file.lineStart(at.line) + at.column - 1, file.lineStart(at.endLine) + at.endColumn - 1).replace(/\\\r?\n\s*/g, ' ');
}
