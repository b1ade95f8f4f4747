/** Bidirectional controls and other invisible characters by which a repository's text could disguise a line of the report. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text of the audited repository, made harmless for a terminal: escape sequences and invisible characters become `�`, a tab becomes two spaces. */
export function clean(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\t/g, '  ').replace(HIDDEN, '\ufffd');
}

/** `clean`, on one line. */
export function oneLine(text: string): string {
  return clean(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** Columns that a terminal uses for a text: combining marks none, East Asian wide characters and pictographs two. */
export function columns(text: string): number {
  let total = 0;
  for (const character of text) total += columnsOf(character.codePointAt(0)!);
  return total;
}

function columnsOf(code: number): number {
  if (code < 0x300) return 1;
  if (code <= 0x36f || (code >= 0xfe00 && code <= 0xfe0f) || code === 0x200d || (code >= 0x20d0 && code <= 0x20ff)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

/** Fills a text with spaces up to so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** GitHub's runner obeys a printed line that starts with the first, or has the second anywhere. */
const COMMAND = /^(?=::)|(?<=##)(?=\[)/g;

/** A text's lines, none wider than `width` columns unless a single word is. Blank lines separate paragraphs and are kept. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of clean(text).trim().split('\n')) {
    let line = '';
    let used = 0;
    for (const word of paragraph.split(' ').filter((part) => part !== '')) {
      const wide = columns(word);
      if (line !== '' && used + 1 + wide > width) {
        lines.push(line);
        line = '';
        used = 0;
      }
      used += wide + (line === '' ? 0 : 1);
      line += line === '' ? word : ` ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => line.replace(COMMAND, '\ufffd'));
}

/** Wrapped lines, the first behind `first`, the others behind as many spaces as `first` is wide (or behind `rest`). */
export function hang(first: string, text: string, width: number, rest = ' '.repeat(columns(first))): string[] {
  const room = Math.max(20, width - columns(first));
  return wrap(text, room).map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd());
}

/** A line of Markdown as a terminal shows it: without marks of emphasis. Code keeps its marks, and addresses their brackets, behind which a sentence goes on. */
export function withoutMarks(markdown: string): string {
  return markdown
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('**', '').replace(/(?<![\w*])\*([A-Z][^*\n]*)\*(?![\w*])/g, '"$1"')))
    .join('');
}

/** A line as the beginning of a sentence; code stays as it is. */
export function capital(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** `1 error`, `2 errors`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
