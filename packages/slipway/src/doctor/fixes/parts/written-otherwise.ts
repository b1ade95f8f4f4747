import type { Analysis } from '../../../chain/index.ts';
import type { FileChange, Location } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { linesOf, pieceAt, replaced } from './pieces.ts';
import { changed } from './places.ts';
import { scalarsBelow } from './scalars.ts';

/** Another text for one that stands at a place, or on its line; undefined when it does not stand there. */
export function writtenOtherwise(at: Location, from: string, to: string, analysis: Analysis): FileChange | undefined {
  if (from === to || from === '') return undefined;
  const piece = pieceAt(at, analysis);
  if (piece === undefined) return inTextOfLine(at, from, to, analysis);
  for (const place of [piece, linesOf(piece)]) {
    const start = place.text.indexOf(from);
    if (start >= 0) return replaced(place, start, start + from.length, to);
  }
  return undefined;
}

/** The place is that of a whole entry: the one text of its first line that has the words. */
function inTextOfLine(at: Location, from: string, to: string, { world }: Analysis): FileChange | undefined {
  const root = world.workflow(at.path)?.parsed.root ?? document(world.tools, at.path);
  const found = [...scalarsBelow(root)].filter(({ node }) => node.file.position(node.span.start).line === at.line && node.text.includes(from));
  const [one] = found;
  if (one === undefined || found.length > 1) return undefined;
  const start = one.node.text.indexOf(from);
  return changed(at.path, { op: 'splice', at: one.at, start, end: start + from.length, text: to });
}
