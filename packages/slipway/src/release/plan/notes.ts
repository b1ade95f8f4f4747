import { type Contributor, compareUrl, inlineMarkdown, insertNotes, NotesError, notesFor, notesOf } from '../notes/index.ts';
import type { Change, Component } from '../types.ts';
import type { NextRelease } from '../versions/index.ts';
import { isPassing } from '../versions/situation.ts';
import type { PlanQuestion } from './types.ts';

/** What is told of a version, and the changelog that tells it. */
export interface WrittenNotes {
  readonly notes: string;
  /** New text of the changelog; undefined where it stays. */
  readonly changelog: string | undefined;
  readonly warnings: readonly string[];
}

export interface NotesQuestion {
  readonly question: PlanQuestion;
  readonly component: Component;
  readonly next: NextRelease;
  /** The release before, of the same channel; the compared range begins there. */
  readonly since: { readonly version: string; readonly tag: string } | null;
  readonly changes: readonly Change[];
  readonly contributors: readonly Contributor[] | undefined;
  /** Notes that its files have already: the release only lacks its tag. */
  readonly prepared: string | undefined;
  /** Components that it rises for, with their new versions. */
  readonly raised: readonly { readonly name: string; readonly version: string }[];
  /** Text of its changelog, perhaps with the notes of other components in it already. */
  readonly changelog: string | undefined;
  /** Whether another component keeps the same changelog. */
  readonly shared: boolean;
}

/**
 * The notes of a version. What people have written into the changelog of this version already is kept as it is: then the release is prepared, and
 * only has to be tagged.
 */
export function notesFrom(asked: NotesQuestion): WrittenNotes {
  const { question, component, next, since, changes, contributors, raised, changelog, shared } = asked;
  if (asked.prepared !== undefined && asked.prepared !== '') return { notes: asked.prepared, changelog: undefined, warnings: [] };
  const { config, day, repository, server } = question;
  const own = notesOf(component, changes, {
    config: config.notes,
    version: next.version,
    tag: next.tag,
    from: since,
    date: day,
    ...(repository === undefined ? {} : { repository }),
    ...(server === undefined ? {} : { server }),
    ...(contributors === undefined ? {} : { contributors }),
  });
  const notes = changes.length > 0 || raised.length === 0 ? own : withDependencies(own, raised);
  const name = shared ? { name: component.name } : {};
  if (component.changelog === undefined || asked.prepared !== undefined || next.promotes !== undefined || isBuildOfTheDay(next))
    return { notes, changelog: undefined, warnings: [] };
  if (changelog === undefined && question.list().includes(component.changelog))
    return { notes, changelog: undefined, warnings: [`${component.changelog} stays as it is: it is too large to be read, or no text.`] };
  const written = changelog === undefined ? undefined : notesFor(changelog, next.version, name.name);
  if (written !== undefined) return { notes: written, changelog: undefined, warnings: [] };
  const web = repository === undefined || since === null ? undefined : `${server ?? 'https://github.com'}/${repository}`;
  const url = web === undefined ? {} : { compareUrl: compareUrl(web, since!.tag, next.tag) };
  try {
    const text = insertNotes(changelog, notes, {
      version: next.version,
      date: day,
      tag: next.tag,
      ...(since === null ? {} : { previousTag: since.tag }),
      ...url,
      ...name,
    });
    return { notes: notesFor(text, next.version, name.name) ?? notes, changelog: text, warnings: [] };
  } catch (error) {
    if (!(error instanceof NotesError)) throw error;
    return { notes, changelog: undefined, warnings: [`${component.changelog} stays as it is: ${error.message}`] };
  }
}

function withDependencies(own: string, raised: NotesQuestion['raised']): string {
  const list = raised.map(({ name, version }) => `- ${/^@[\w/.-]+$/.test(name) ? `\`${name}\`` : inlineMarkdown(name)} ${version}`).join('\n');
  const section = `### Dependencies\n\n${list}`;
  return own === '' ? section : `${section}\n\n${own}`;
}

/** A nightly build promises nothing and is followed by another tomorrow: no file is changed for it. */
export function isBuildOfTheDay({ version, prerelease }: Pick<NextRelease, 'version' | 'prerelease'>): boolean {
  const identifier = prerelease ? /^[^-]*-([A-Za-z-]+)/.exec(version)?.[1] : undefined;
  return identifier !== undefined && isPassing({ prerelease: [identifier] });
}
