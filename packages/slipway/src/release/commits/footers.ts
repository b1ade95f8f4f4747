export interface Footer {
  readonly token: string;
  /** Of `Closes #12` it is `#12`, as of `Closes: #12`. Lines that follow are part of it. */
  readonly value: string;
}

export interface BodyAndFooters {
  readonly body: string | undefined;
  readonly footers: readonly Footer[];
}

/** `Token: value`, `Token #value`; only BREAKING CHANGE may hold a blank. */
const FOOTER = /^(BREAKING CHANGE|[A-Za-z][\w-]*)(?:: *|(?= #)) *(.*)$/s;
/** A colon is enough, as everybody reads it. */
const BREAKING = /(?<![^\n])BREAKING[ -]CHANGE(?::| #)/;
const NONE: readonly never[] = [];

/**
 * Splits what follows the first line. Footers begin where all paragraphs from there on start with one, or with the first line that says what
 * breaks, wherever it stands; a value goes on until the next footer.
 */
export function readFooters(text: string): BodyAndFooters {
  const start = startOfFooters(text);
  const body = text.slice(0, start).trim() || undefined;
  if (start === text.length) return { body, footers: NONE };
  const footers: { token: string; value: string }[] = [];
  for (const line of text.slice(start).split('\n')) {
    const found = footerOf(line);
    if (found !== undefined) footers.push(found);
    else footers.at(-1)!.value += `\n${line}`;
  }
  return { body, footers: footers.map(({ token, value }) => ({ token, value: value.trim() })) };
}

/** What breaks by the footers, in words: true where no words are given. */
export function breakingOf(footers: readonly Footer[]): string | true | undefined {
  const breaking = footers.filter(({ token }) => token === 'BREAKING CHANGE' || token === 'BREAKING-CHANGE');
  if (breaking.length === 0) return undefined;
  // Of `**BREAKING CHANGE:** text` the second pair of stars would be left.
  return breaking.flatMap(({ value }) => value.replace(/^\*\*(?=\s)\s*/, '') || []).join('\n') || true;
}

/** Offset of the line with which footers begin; the length of the text where there are none. */
function startOfFooters(text: string): number {
  const breaking = text.includes('BREAKING') ? text.search(BREAKING) : -1;
  let start = text.length;
  for (let end = text.length; end > 0; ) {
    const at = paragraphBefore(text, end);
    if (at === end) break;
    if (footerOf(lineAt(text, at)) === undefined) break;
    start = at;
    end = at;
  }
  return breaking === -1 ? start : Math.min(start, breaking);
}

/** Offset of the first line of the last paragraph that begins before `end`; `end` where there is none. */
function paragraphBefore(text: string, end: number): number {
  let found = end;
  for (let lineEnd = end; ; ) {
    // What `end` stands behind is the line feed of the line before.
    const last = text.charCodeAt(lineEnd - 1) === LF ? lineEnd - 1 : lineEnd;
    const lineStart = text.lastIndexOf('\n', last - 1) + 1;
    const start = last === 0 ? 0 : lineStart;
    if (isBlank(text, start, last)) {
      if (found !== end) return found;
    } else found = start;
    if (start === 0) return found;
    lineEnd = start;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) > BLANK) return false;
  return true;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.slice(start) : text.slice(start, end);
}

function footerOf(line: string): { token: string; value: string } | undefined {
  // A colon needs a blank behind it, or nothing: `https://…` is no footer. What breaks must not be missed for a blank.
  const found = FOOTER.exec(line);
  if (found === null) return undefined;
  const [, token = '', value = ''] = found;
  const separator = line.charCodeAt(token.length);
  if (separator === COLON && value !== '' && line.charCodeAt(token.length + 1) !== BLANK && !BREAKING.test(line)) return undefined;
  return { token, value };
}

const LF = 10;
const COLON = 58;
const BLANK = 32;
