import type { World } from '../chain/index.ts';
import { type Location, type SourceFile, sourceFile } from '../source/index.ts';

const files = new WeakMap<World, Map<string, SourceFile | undefined>>();

/** A file of the tree, which looks for its lines once however many places in it are asked for. */
function fileAt(path: string, world: World): SourceFile | undefined {
  const workflow = world.workflow(path);
  if (workflow) return workflow.file;
  const known = files.get(world) ?? new Map<string, SourceFile | undefined>();
  files.set(world, known);
  if (!known.has(path)) {
    const text = world.tree.read(path);
    known.set(path, text === undefined ? undefined : sourceFile(path, text));
  }
  return known.get(path);
}

/** The text of a file between the ends of a location; '' when the file cannot be read. Lines that a backslash joins are one. */
export function textAt(at: Location, world: World): string {
  const file = fileAt(at.path, world);
  if (file === undefined) return '';
  return file.text.slice(file.lineStart(at.line) + at.column - 1, file.lineStart(at.endLine) + at.endColumn - 1).replace(/\\\r?\n\s*/g, ' ');
}
