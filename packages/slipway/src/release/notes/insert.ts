import { lineEnding } from '../../source/index.ts';
import { type Changelog, type ReleaseTitle, readChangelog, titleOf } from './changelog.ts';
import { headingLike, type NotesHeading } from './headings.ts';
import { mergeNotes } from './merge.ts';
import { withReferences } from './references.ts';

/** Notes that cannot be put into a changelog, in one sentence. */
export class NotesError extends Error {
  override readonly name = 'NotesError';
}

/**
 * A changelog with the notes of a new version: below "Unreleased", whose text moves into the version, else before the newest version, else at the
 * end; the heading is like the others of the file. Everything else stays byte for byte, but for the link references of "Unreleased" and the version.
 *
 * @param changelog text of the file, undefined when there is none
 * @param notes Markdown without the heading, as `notesOf` makes it
 * @throws NotesError when the version is there already, or when the notes could not be told from the rest of the file
 */
export function insertNotes(changelog: string | undefined, notes: string, heading: NotesHeading): string {
  const text = changelog === undefined || changelog.trim() === '' ? '# Changelog\n' : changelog;
  const read = readChangelog(text);
  const same = read.titles.find((one) => one.version === heading.version && (heading.name === undefined || one.name === heading.name));
  if (same !== undefined)
    throw new NotesError(`The changelog has a heading for ${heading.version} already (\`${same.title}\`): notes are written once.`);
  const eol = lineEnding(text);
  const like = read.titles.find((one) => one.version !== undefined && (heading.name === undefined || one.name === heading.name)) ?? read.titles[0];
  const title = headingLike(nameless(like, heading), heading, eol);
  const unreleased = read.titles[0]?.version === undefined ? read.titles[0] : undefined;
  const at = unreleased === undefined ? (newestStart(read) ?? read.references) : endOf(read, unreleased, text);
  const waiting = unreleased === undefined ? '' : text.slice(unreleased.body, at);
  const merged = waiting.trim() === '' ? trimmed(notes) : mergeNotes(canonical(waiting, read, unreleased), trimmed(notes));
  const body = shifted(merged, shiftOf(read, like)).replace(/\n/g, eol);
  const from = waiting.trim() === '' ? at : unreleased!.body;
  const before = text.slice(0, from);
  const gap = before === '' || before.endsWith(eol + eol) ? '' : before.endsWith(eol) ? eol : eol + eol;
  const after = text.slice(at);
  const piece = `${gap}${title}${eol}${body === '' ? '' : eol + body + eol}${after.trim() === '' ? '' : eol}`;
  const written = withReferences(before + piece + after, heading, eol);
  if (notesFor(written, heading.version, heading.name) !== merged)
    throw new NotesError(
      `The notes of ${heading.version} could not be told from the rest of the changelog: look for a heading as high as those of versions, an open code block or an open comment in them.`,
    );
  return written;
}

/**
 * The notes of a version as they stand in a changelog, without the heading and with LF, for a release on GitHub; undefined when there is no heading
 * of that version.
 *
 * @param name package of the version, in a changelog of several
 */
export function notesFor(changelog: string, version: string, name?: string): string | undefined {
  const read = readChangelog(changelog);
  const title = read.titles.find((one) => one.version === version && (name === undefined || one.name === undefined || one.name === name));
  return title === undefined ? undefined : canonical(changelog.slice(title.body, endOf(read, title, changelog)), read, title);
}

/**
 * A changelog whose notes of one version are others; everything else stays byte for byte.
 *
 * @param notes Markdown without the heading, with LF
 * @param name package of the version, in a changelog of several
 * @throws NotesError when the version is not there, or when the notes could not be told from the rest of the file
 */
export function replaceNotes(changelog: string, version: string, notes: string, name?: string): string {
  const read = readChangelog(changelog);
  const title = read.titles.find((one) => one.version === version && (name === undefined || one.name === undefined || one.name === name));
  if (title === undefined) throw new NotesError(`The changelog has no heading for ${version}, so its notes cannot be changed.`);
  const eol = lineEnding(changelog);
  const end = endOf(read, title, changelog);
  const body = shifted(trimmed(notes), shiftOf(read, title)).replace(/\n/g, eol);
  const rest = changelog.slice(end);
  const gap = rest.trim() === '' ? '' : eol;
  const written = `${changelog.slice(0, title.body)}${body === '' ? '' : eol + body + eol}${gap}${rest}`;
  if (notesFor(written, version, name) !== trimmed(notes))
    throw new NotesError(
      `The notes of ${version} could not be told from the rest of the changelog: look for a heading as high as those of versions, an open code block or an open comment in them.`,
    );
  return written;
}

/** Where the newest release is told: at a version, or above it under a date alone. */
function newestStart({ titles: [newest], others }: Changelog): number | undefined {
  if (newest === undefined) return undefined;
  return (
    others.find((one) => one.start < newest.start && one.level === newest.level && /\b\d{4}-\d{2}-\d{2}\b/.test(one.title))?.start ?? newest.start
  );
}

/** A version ends at the next one, at a heading as high as those of versions, and at the references. */
function endOf(read: Changelog, title: ReleaseTitle, text: string): number {
  const level = Math.min(title.level, levelOf(read));
  const next = [...read.titles.map((one) => one.start), ...read.others.filter((one) => one.level <= level).map((one) => one.start)].filter(
    (start) => start >= title.body,
  );
  return Math.min(...next, Math.max(read.references, title.body), text.length);
}

const levelOf = (read: Changelog): number => Math.min(6, ...read.titles.map((one) => one.level));
/** Sections are of the third level; below versions of the third or fourth they go deeper. */
const shiftOf = (read: Changelog, title: ReleaseTitle | undefined): number => (title === undefined ? 0 : Math.max(0, floorOf(read, title) - 2));
/** Sections of a version may be as high as itself where others are higher, as long as it is no deeper than the third level. */
const floorOf = (read: Changelog, title: ReleaseTitle): number => (title.level > 3 ? title.level : levelOf(read));

function canonical(text: string, read: Changelog, title: ReleaseTitle | undefined): string {
  const shift = shiftOf(read, title);
  const plain = trimmed(text);
  return title !== undefined && shift > 0 && headingLevels(plain).every((level) => level > floorOf(read, title)) ? shifted(plain, -shift) : plain;
}

const trimmed = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '');

function headingLevels(text: string): number[] {
  const { titles, others } = readChangelog(text);
  return [...titles, ...others].map((one) => one.level);
}

/** The same text with its headings so many levels deeper. */
function shifted(text: string, by: number): string {
  if (by === 0) return text;
  let moved = '';
  let done = 0;
  for (const { start, level } of readChangelog(text).others) {
    const marks = text.indexOf('#', start);
    moved += text.slice(done, marks) + '#'.repeat(Math.min(6, Math.max(1, level + by)));
    done = marks + level;
  }
  return moved + text.slice(done);
}

/** The title of another package says that package's name before the version. */
function nameless(like: ReleaseTitle | undefined, heading: NotesHeading): ReleaseTitle | undefined {
  if (like?.name === undefined || heading.name === undefined || like.name === heading.name) return like;
  const title = like.title.replace(like.name, heading.name);
  return titleOf(title)?.name === heading.name ? { ...like, title } : like;
}
