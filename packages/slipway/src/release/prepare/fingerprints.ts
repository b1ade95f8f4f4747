import { sha256 } from '../plan/sha256.ts';

/** Hex digits that one line gets: enough to tell the lines of one text from each other. */
const WIDTH = 6;
/** So many lines are told one by one; a longer text only as a whole, or the marks would be longer than the text. */
const MOST = 1_500;

/**
 * What is remembered of a text, so that it is known later what people changed in it: a mark for each line that is not blank, or (`=` in front) one
 * for all of them.
 */
export type Fingerprints = string;

/** Lines as they are compared: GitHub's editor ends lines with CR LF, and a space without width keeps names and numbers from being called. */
function plainLines(text: string): string[] {
  return writtenLines(text).map(plainLine);
}

/** One line as it is compared. */
export function plainLine(line: string): string {
  return line.replaceAll('&#8203;', '').trimEnd();
}

/** Lines as people see them, without what keeps numbers from being links in a pull request. */
export function writtenLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.replace(/#&#8203;(?=\d)/g, '#').trimEnd());
}

/** One mark for a whole text; blank lines do not count. */
export function fingerprintOf(text: string): string {
  return sha256(solidLines(text).join('\n')).slice(0, 16);
}

/** What to remember of a text: a mark for each line that is not empty, or one for all where it is long. */
export function fingerprints(text: string): Fingerprints {
  const lines = solidLines(text);
  return lines.length > MOST ? `=${fingerprintOf(text)}` : lines.map(mark).join('');
}

/** Whether a text is still the one that was remembered. */
export function isSame(text: string, known: Fingerprints): boolean {
  return known.startsWith('=') ? known === `=${fingerprintOf(text)}` : known === solidLines(text).map(mark).join('');
}

/** Tells whether a line was there; undefined when the text was too long to remember each. */
export function lineTest(known: Fingerprints): ((line: string) => boolean) | undefined {
  if (known.startsWith('=')) return undefined;
  const marks = new Set(known.match(/.{6}/g) ?? []);
  return (line) => marks.has(mark(plainLine(line)));
}

/** As `lineTest`, for a text that is at hand. */
export function lineTestOf(text: string): (line: string) => boolean {
  const lines = new Set(solidLines(text));
  return (line) => lines.has(plainLine(line));
}

function solidLines(text: string): string[] {
  return plainLines(text).filter((line) => line !== '');
}

function mark(line: string): string {
  return sha256(line).slice(0, WIDTH);
}
