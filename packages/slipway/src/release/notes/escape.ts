/** Breaks a name apart for the programs that wake people by it, and shows nothing. */
const UNSEEN = '&#8203;';
/** Characters that steer a terminal, or turn the direction of a line. */
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** What starts a block of its own at the beginning of an item. */
const BLOCK_START = /^(?:[#>+=|-]|\d{1,9}(?=[.)]))/;

/**
 * A text that others wrote (a commit's subject, a name) as one line of Markdown that reads as it was written and does nothing: no HTML, link, image
 * or emphasis, no heading or list of its own, no `@name` and no `owner/repo#1` that would wake anybody. Code between backticks stays code.
 * Grammar: CommonMark 0.31.2 (2.4, 6.1) and GitHub's additions to it.
 */
export function inlineMarkdown(text: string): string {
  return withoutBlock(spans(lineOf(text)));
}

const LINK = /(?<![!\\])\[((?:[^[\]`]|`[^`]{0,200}`){1,500})\]\((https?:\/\/[^\s()<>]{1,2000})\)/g;

/** As `inlineMarkdown`, of a text that was written for the notes and reviewed with the change: links to pages stay links, all else does nothing. */
export function linkedMarkdown(text: string): string {
  const line = lineOf(text);
  let written = '';
  let done = 0;
  for (const link of line.matchAll(LINK)) {
    written += `${spans(line.slice(done, link.index))}[${spans(link[1]!)}](${linkTarget(link[2]!)})`;
    done = link.index + link[0].length;
  }
  return withoutBlock(written + spans(line.slice(done)));
}

const lineOf = (text: string): string => text.replace(STEERING, '').replace(/\s+/g, ' ').trim();
const withoutBlock = (line: string): string => line.replace(BLOCK_START, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));

function spans(line: string): string {
  let written = '';
  let done = 0;
  for (const code of codeSpans(line)) {
    written += escaped(line.slice(done, code.start)) + line.slice(code.start, code.end);
    done = code.end;
  }
  return written + escaped(line.slice(done));
}

/** Runs of backticks that have a partner of the same length; the others are plain characters. */
function codeSpans(line: string): { start: number; end: number }[] {
  const runs = [...line.matchAll(/`+/g)].map((run) => ({ start: run.index, length: run[0].length }));
  const byLength = new Map<number, number[]>();
  for (let at = runs.length - 1; at >= 0; at--) {
    const { length } = runs[at]!;
    const same = byLength.get(length);
    if (same === undefined) byLength.set(length, [at]);
    else same.push(at);
  }
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at]!;
    const later = byLength.get(run.length) ?? [];
    while (later.length > 0 && later.at(-1)! <= at) later.pop();
    const closing = runs[later.at(-1) ?? -1];
    // A backslash before a run is escaped below, and then would stand before a run that opens code: plain is safer.
    if (closing === undefined || line[run.start - 1] === '\\') continue;
    spans.push({ start: run.start, end: closing.start + closing.length });
    at = later.at(-1)!;
  }
  return spans;
}

function escaped(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[`*<>[\]~$]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<![A-Za-z0-9])@(?=[A-Za-z0-9])/g, `@${UNSEEN}`)
    .replace(/(?<=[\w.-])#(?=\d)/g, `#${UNSEEN}`);
}

/** An address for `[text](address)`: what would end the address, or leave the line, is encoded. */
export function linkTarget(url: string): string {
  return url.replace(/[\s()<>\\"`\u0000-\u001f]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
