import { columns } from '../../terminal.ts';

/**
 * Widths of ASCII characters from the space to the tilde in hundredths of the font size. They are those of DejaVu Sans, the widest of the fonts that
 * systems take for `sans-serif`, so that a text is never wider on a page than it was reckoned here.
 */
const WIDTHS = (
  '32 40 46 84 64 95 78 28 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 ' +
  '100 69 69 70 77 64 58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 39 34 39 84 50 ' +
  '50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84'
)
  .split(' ')
  .map(Number);

/** Width of a text at a font size, in the same unit, rather too wide than too narrow. */
export function widthOf(text: string, size: number): number {
  let hundredths = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    hundredths += code < 127 ? (WIDTHS[code - 32] ?? 64) : columns(character) * 90 || 20;
  }
  return (hundredths * size) / 100;
}

/**
 * A text in lines no wider than `width`, broken at spaces (but not at a no-break space); a word that is wider than a line breaks behind slashes, dots and dashes, or anywhere.
 * At most `most` lines; the last then ends with an ellipsis.
 */
export function fitted(text: string, size: number, width: number, most: number): readonly string[] {
  const fits = (line: string): boolean => widthOf(line, size) <= width;
  const lines: string[] = [];
  let line = '';
  const flush = (): void => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const word of text.split(/[ \n]+/)) {
    if (lines.length > most) break;
    const joined = line === '' ? word : `${line} ${word}`;
    if (fits(joined)) {
      line = joined;
      continue;
    }
    flush();
    for (const piece of fits(word) ? [word] : pieces(word, fits)) {
      if (line !== '' && !fits(line + piece)) flush();
      line += piece;
      if (lines.length > most) break;
    }
  }
  flush();
  if (lines.length <= most) return lines;
  const last = [...(lines[most - 1] ?? '')];
  while (last.length > 0 && !fits(`${last.join('')}…`)) last.pop();
  return [...lines.slice(0, most - 1), `${last.join('').trimEnd()}…`];
}

/** So many characters fit into any card. */
const PIECE = 4;

/** A long word in pieces that may stand on lines of their own: its parts, and parts of these that are too long still. */
function pieces(word: string, fits: (line: string) => boolean): readonly string[] {
  const parts = word.match(/[^/._-]{1,64}[/._-]?|[/._-]/g) ?? [];
  return parts.flatMap((part) => {
    if (fits(part)) return [part];
    const characters = [...part];
    const out: string[] = [];
    for (let at = 0; at < characters.length; at += PIECE) out.push(characters.slice(at, at + PIECE).join(''));
    return out;
  });
}
