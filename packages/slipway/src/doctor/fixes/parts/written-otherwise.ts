import type { Analysis } from '../../../chain/index.ts';
import type { FileChange, Location } from '../../../source/index.ts';
import { linesOf, pieceAt, replaced } from './pieces.ts';

/** Another text for one that stands at a place, or on its line; undefined when it does not stand there. */
export function writtenOtherwise(at: Location, from: string, to: string, analysis: Analysis): FileChange | undefined {
  const piece = pieceAt(at, analysis);
  if (piece === undefined || from === to || from === '') return undefined;
  for (const place of [piece, linesOf(piece)]) {
    const start = place.text.indexOf(from);
    if (start >= 0) return replaced(place, start, start + from.length, to);
  }
  return undefined;
}
