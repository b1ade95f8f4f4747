import { type Contributor, inlineMarkdown } from '../notes/index.ts';
import type { VersionNotes } from './types.ts';

/** Versions below each other as a changelog has them. @param named each heading says its component */
export function changelogText(all: readonly VersionNotes[], named: boolean): string {
  const sections = all.map(({ component, version, date, notes }) => {
    const title = `## ${named ? `${inlineMarkdown(component)} ` : ''}${version} - ${date}`;
    return notes.trim() === '' ? title : `${title}\n\n${notes}`;
  });
  return sections.length === 0 ? '' : `${sections.join('\n\n')}\n`;
}

/** GitHub takes so many characters for the text of a release. */
const MOST = 125_000;

/**
 * The text of a release on GitHub: the notes, who took part, and where all changes are shown. What the notes say of these already is not said twice.
 */
export function githubText(notes: string, contributors: readonly Contributor[], compare: string | undefined, server = 'https://github.com'): string {
  const last = /\n*^\[[^\n]*\]\([^\n]*\/compare\/[^\n]*\)$\n*$/m.exec(notes);
  const atEnd = last !== null && last.index + last[0].length === notes.length;
  const body = atEnd ? notes.slice(0, last.index) : notes;
  const link = atEnd ? last[0].trim() : compare === undefined || notes.includes(compare) ? undefined : `**All changes:** ${compare}`;
  const parts = [body.trim()];
  if (contributors.length > 0 && !/^#+ .*\bcontributors\b/im.test(notes))
    parts.push(`### Contributors\n\n${contributors.map((one) => `- ${named(one, server)}`).join('\n')}`);
  if (link !== undefined) parts.push(link);
  return shortened(parts.filter((part) => part !== '').join('\n\n'));
}

/** On GitHub a login wakes the person it names: that is what a release is for. */
function named({ name, login, first, pullRequest }: Contributor, server: string): string {
  const who =
    login !== undefined && /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/.test(login)
      ? server === 'https://github.com'
        ? `@${login}`
        : `[${login}](${server}/${login})`
      : inlineMarkdown(name);
  return first ? `${who} made their first contribution${pullRequest === undefined ? '' : ` in #${pullRequest}`}` : who;
}

function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const kept = text.slice(0, MOST - 100);
  return `${kept.slice(0, Math.max(kept.lastIndexOf('\n'), 0))}\n\nThe rest does not fit here.`;
}
