import type { ReleaseTitle } from './changelog.ts';

/** What the heading of a new version can say. */
export interface NotesHeading {
  readonly version: string;
  /** ISO date, `2026-11-20`. */
  readonly date?: string;
  /** Name of the tag, for the link references at the end of the file. */
  readonly tag?: string;
  /** Name of the tag of the release before, from which the changes are counted. */
  readonly previousTag?: string;
  /** Where the changes of the version are shown. */
  readonly compareUrl?: string;
  /** Package of the version, in a changelog of several. */
  readonly name?: string;
}

/** The heading of a version as a new changelog gets it. */
const FIRST = { level: 2, title: '1.0.0 - 2026-01-01' } as const;
const DATE = /\d{4}-\d{2}-\d{2}/;

/**
 * The heading of a new version in the manner of one that the file has: its level, `v`, brackets, link, package, and the way to the date.
 *
 * @param like the newest heading of a version, else that of "Unreleased"; undefined in a file without any
 * @param newline the file's line break, between a title and the line under it
 */
export function headingLike(
  like: Pick<ReleaseTitle, 'level' | 'title' | 'underline' | 'version' | 'plain'> | undefined,
  heading: NotesHeading,
  newline: string,
): string {
  const title = titleLike(like, heading);
  if (like?.underline !== undefined) return title + newline + like.underline.repeat(Math.max(3, title.length));
  return like?.plain === true ? title : `${'#'.repeat((like ?? FIRST).level)} ${title}`;
}

function titleLike(like: Pick<ReleaseTitle, 'title' | 'version'> | undefined, heading: NotesHeading): string {
  const url = heading.compareUrl;
  const named = heading.name === undefined ? '' : `${heading.name} `;
  if (like?.version === undefined) {
    const plain = `${named}${heading.version}`;
    const linked = like?.title.startsWith('[') ? `[${plain}]` : url === undefined ? plain : `[${plain}](${url})`;
    return heading.date === undefined ? linked : `${linked} - ${heading.date}`;
  }
  const { title, version } = like;
  const at = title.indexOf(version);
  const lead = title.slice(0, at);
  const rest = title.slice(at + version.length);
  const close = /^[\]*`]*/.exec(rest)?.[0] ?? '';
  const link = /^\([^()\s]*\)/.exec(rest.slice(close.length))?.[0];
  const isOpen = lead.includes('[') && close.includes(']');
  // Without a link there is nothing that the brackets of an inline link could hold.
  const bare = link !== undefined && url === undefined;
  const before = bare ? lead.replace('[', '') : lead;
  const after = bare ? close.replace(']', '') : close;
  const target = link !== undefined && url !== undefined && isOpen ? `(${url})` : '';
  const tail = rest.slice(close.length + (link?.length ?? 0));
  const dated = DATE.exec(tail);
  const day =
    dated === null || heading.date === undefined
      ? ''
      : `${tail.slice(0, dated.index)}${heading.date}${/^\)?/.exec(tail.slice(dated.index + 10))?.[0] ?? ''}`;
  // What else stands before a date (a title of the release) is that version's own.
  return `${before}${heading.version}${after}${target}${/^[\s()/,:\u2013\u2014-]*[\d-]*\)?$/.test(day) ? day : ` - ${heading.date}`}`;
}
