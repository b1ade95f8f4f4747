/** A heading of a changelog that says a version, or that what follows is not released yet. Offsets are UTF-16, into the text as given. */
export interface ReleaseTitle {
  /** Of the heading, or of an anchor right before it. */
  readonly start: number;
  /** Behind the heading's last line break. */
  readonly body: number;
  /** 1 to 6. */
  readonly level: number;
  /** The heading's text without its marks. */
  readonly title: string;
  /** A line of its own without any mark, in a file that has no other headings of versions. */
  readonly plain?: boolean;
  /** The character under the title, when it is written that way. */
  readonly underline?: string;
  /** Absent for "Unreleased". */
  readonly version?: string;
  /** Package that the heading names before the version. */
  readonly name?: string;
}

export interface Changelog {
  readonly titles: readonly ReleaseTitle[];
  /** All other headings of Markdown. */
  readonly others: readonly { readonly start: number; readonly level: number; readonly title: string }[];
  /** Where the link references at the end of the file begin that belong to versions; the length of the text when there are none. */
  readonly references: number;
}

const ATX = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const UNDERLINE = /^ {0,3}(={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ANCHOR = /^<a (?:name|id)=["'][^"'<>]*["'][ \t]*(?:\/>|>[ \t]*<\/a>)[ \t]*$/i;
const REFERENCE = /^ {0,3}\[([^\]\n]+)\]:[ \t]*\S/;
const VERSION = String.raw`\d{1,15}\.\d{1,15}(?:\.\d{1,15}){0,2}(?:(?:[-+]|(?=[A-Za-z]))[0-9A-Za-z][0-9A-Za-z.+-]{0,60})?`;
const TITLE = new RegExp(
  String.raw`^(?:<[^>]{0,40}>|\\?\[|\*\*|${'`'}|:\w{1,40}:[ \t])*(?:(?:version|release)[ \t]+)?(?:(@?[\w/.-]{0,100}?[A-Za-z_-][\w/.]{0,100}?)(?:@|[ \t]+|-|:[ \t]*))??\[?v?(${VERSION})(?=$|[\])*${'`'}<,:;\s(])`,
  'i',
);
const UNRELEASED = /^\[?[ \t]*unreleased\b|^\[?(?:next|upcoming)(?: (?:release|version))?\]?$/i;
/** Longer headings are no headings of a version. */
const LONGEST_TITLE = 250;

/** What a heading's text says; undefined when it is no heading of a version. */
export function titleOf(title: string): { version?: string; name?: string } | undefined {
  if (title.length > LONGEST_TITLE) return undefined;
  if (UNRELEASED.test(title)) return {};
  const [, name, version] = TITLE.exec(title) ?? [];
  // `Node 20.1` below a version is a remark, `core 1.2.3` is a package.
  if (version === undefined || (name !== undefined && !/^\d+\.\d+\.\d/.test(version))) return undefined;
  return name === undefined ? { version } : { version, name };
}

/** The headings of a changelog in Markdown (or in the underlined style that reStructuredText shares); code, comments and front matter are no headings. */
export function readChangelog(text: string): Changelog {
  const titles: ReleaseTitle[] = [];
  const others: { start: number; level: number; title: string }[] = [];
  let fence: string | undefined;
  let inComment = false;
  let inFront = /^\uFEFF?---[ \t]*\r?\n/.test(text) && /\n---[ \t]*(?:\r?\n|$)/.test(text.slice(3));
  let before = { start: 0, text: '', anchor: undefined as number | undefined };
  const lines = linesOf(text);
  for (const [at, line] of lines.entries()) {
    const previous = before;
    before = {
      start: line.start,
      text: line.text,
      anchor: ANCHOR.test(line.text) ? line.start : line.text.trim() === '' ? previous.anchor : undefined,
    };
    if (inFront) {
      inFront = at === 0 || line.text.trim() !== '---';
      before.text = '';
      continue;
    }
    const mark = FENCE.exec(line.text)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.text.trim() === mark) fence = undefined;
      continue;
    }
    if (inComment || /^ {0,3}<!--/.test(line.text)) {
      inComment = !line.text.includes('-->', inComment ? 0 : line.text.indexOf('<!--') + 4);
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    const atx = ATX.exec(line.text);
    const under = UNDERLINE.exec(line.text)?.[1];
    if (atx !== null) put({ start: line.start, body: line.end, level: atx[1]!.length, title: atx[2] ?? '' }, previous.anchor);
    else if (
      under !== undefined &&
      previous.text.trim() !== '' &&
      titleOf(previous.text.trim()) !== undefined &&
      (lines[at - 2]?.text.trim() ?? '') === ''
    )
      put({ start: previous.start, body: line.end, level: under[0] === '=' ? 1 : 2, title: previous.text.trim(), underline: under[0]! }, undefined);
  }
  return { titles: titles.length > 0 ? titles : plainTitles(lines), others, references: referencesOf(text, lines) };

  function put(heading: { start: number; body: number; level: number; title: string; underline?: string }, anchor: number | undefined): void {
    // Below a version such a heading is a part of it; where the newest one is so deep, all may be.
    const isHigh = heading.level <= 3 || (heading.level === 4 && (titles.length === 0 || titles[0]!.level === 4));
    const said = isHigh ? titleOf(heading.title) : undefined;
    if (said === undefined) others.push({ start: heading.start, level: heading.level, title: heading.title });
    else titles.push({ ...heading, ...said, start: anchor ?? heading.start });
  }
}

const PLAIN = /^v?\d{1,15}\.\d{1,15}\.\d{1,15}(?:-[\w.]{1,40})?(?:[ \t]*[-/,(\u2013\u2014].{0,60})?$/;

/** `v1.2.3 - August 21, 2026` between blank lines: how logs looked before Markdown, and how some do still. */
function plainTitles(lines: readonly Line[]): ReleaseTitle[] {
  return lines.flatMap((line, at): ReleaseTitle[] => {
    const isAlone = (lines[at - 1]?.text.trim() ?? '') === '' && (lines[at + 1]?.text.trim() ?? '') === '';
    const said = isAlone && PLAIN.test(line.text) ? titleOf(line.text) : undefined;
    return said === undefined ? [] : [{ start: line.start, body: line.end, level: 1, title: line.text, plain: true, ...said }];
  });
}

interface Line {
  readonly start: number;
  /** Behind its line break. */
  readonly end: number;
  readonly text: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  for (const line of text.slice(bom).matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    if (line[0] === '') break;
    lines.push({ start: line.index + bom, end: line.index + bom + line[0].length, text: line[1] ?? '' });
  }
  return lines;
}

/** References of people's own links may stand among those of versions; a block of others only belongs to the text before it. */
function referencesOf(text: string, lines: readonly Line[]): number {
  let start = text.length;
  let hasVersion = false;
  for (const line of [...lines].reverse()) {
    const label = REFERENCE.exec(line.text)?.[1];
    if (label === undefined && line.text.trim() !== '') break;
    if (label === undefined) continue;
    start = line.start;
    hasVersion ||= titleOf(label) !== undefined;
  }
  return hasVersion ? start : text.length;
}
