import { columns } from '../../doctor/formats/terminal.ts';

/** A text of at most so many columns; what was cut off is an ellipsis. */
export function cropped(text: string, room: number): string {
  if (columns(text) <= room) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += columns(character);
    if (used > room - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
