import type { Palette } from '../formats/palette.ts';
import { clean } from '../formats/terminal.ts';
import type { FileOutcome } from './outcome.ts';
import { patchOf } from './patch.ts';

/** A patch for people: harmless for a terminal, new lines green and old ones red where there are colours. */
export function patchLines(outcomes: readonly FileOutcome[], paint: Palette): string[] {
  return patchOf(outcomes)
    .split('\n')
    .slice(0, -1)
    .map((line) => dress(clean(line.replace(/\r$/, '')), paint));
}

function dress(line: string, paint: Palette): string {
  if (/^(?:diff |new file|deleted file|similarity|rename |--- |\+\+\+ )/.test(line)) return paint.strong(line);
  if (line.startsWith('@@')) return paint.frame(line);
  if (line.startsWith('+')) return paint.verdict('reached', line);
  if (line.startsWith('-')) return paint.verdict('broken', line);
  return line.startsWith('\\') ? paint.faint(line) : line;
}
