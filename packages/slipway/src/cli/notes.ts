import type { Plan, VersionNotes } from '../release/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError } from './exit.ts';
import { nearest } from './nearest.ts';
import { type OpenedPlan, openPlan, type PlanFlags } from './plan-input.ts';

export interface NotesFlags extends PlanFlags {
  /** Folder of the repository. */
  path?: string;
  all?: boolean;
  github?: boolean;
  summary?: boolean;
  format?: 'markdown' | 'json';
  color: boolean;
}

/**
 * `slipway notes`: the notes of the next release, of a past release, of a range, or of all. The exit code is 10 when there is nothing to release.
 * @param what a version, a tag or `A..B`; undefined for the next release
 */
export async function runNotes(what: string | undefined, flags: NotesFlags, context: Context): Promise<number> {
  const { io } = context;
  if (what !== undefined && (flags.all || flags.summary))
    throw new UsageError(`'${oneLine(what)}' names one release, and --${flags.all ? 'all' : 'summary'} does not take one.`);
  // Notes say nothing of destinations, so nothing is walked for them.
  const opened = await openPlan(flags.path, flags, context, { walks: false });
  if (flags.summary) return (await import('./notes-summary.ts')).writeSummary(opened, flags, context);
  const told =
    what === undefined
      ? flags.all
        ? await everything(opened, flags, context)
        : await upcoming(opened, context)
      : await past(what, opened, flags, context);
  opened.history.keep();
  if (typeof told === 'number') return told;
  if (told.every((one) => one.notes.trim() === ''))
    io.err(`slipway: ${what === undefined ? 'no change here' : `no change in ${oneLine(what)}`} has a section in the notes.\n`);
  const notes = flags.github ? await forGitHub(told, opened, context) : told;
  io.out(flags.format === 'json' ? `${JSON.stringify({ schemaVersion: 1, notes }, null, 2)}\n` : await markdown(notes, flags, opened, context));
  return EXIT.done;
}

/** Those of a plan; the exit code when it releases nothing. */
async function upcoming(opened: OpenedPlan, context: Context): Promise<readonly VersionNotes[] | number> {
  const { io, doors } = context;
  const { makePlan } = await doors.release();
  const plan = makePlan(opened.question);
  if (plan.components.length > 0) return ofPlan(plan);
  const { firstSentence, nothingSentence } = await import('../release/formats/index.ts');
  const refused = plan.unreleased.some(({ kind }) => kind === 'refused');
  io.err(`slipway: ${refused ? '' : 'nothing to release: '}${firstSentence(oneLine(nothingSentence(plan)))}\n`);
  return refused ? EXIT.usage : EXIT.nothing;
}

function ofPlan({ components, date }: Plan): VersionNotes[] {
  return components.map(({ name, to, tag, from, notes }) => ({
    component: name,
    version: to,
    tag,
    date,
    previous: from === null ? null : { version: from.version, tag: from.tag },
    notes,
    source: 'plan' as const,
  }));
}

async function everything(opened: OpenedPlan, flags: NotesFlags, { doors }: Context): Promise<readonly VersionNotes[]> {
  return (await doors.release()).allNotes(opened.question, flags.component);
}

async function past(what: string, { question }: OpenedPlan, { component }: NotesFlags, { doors }: Context): Promise<readonly VersionNotes[]> {
  const release = await doors.release();
  const range = /^(.*?)\.\.\.?(.*)$/.exec(what);
  if (range !== null) {
    const [, from = '', to = ''] = range;
    if (from === '') throw new UsageError(`'${oneLine(what)}' says no beginning; write it as A..B.`);
    return release.notesOfRange(question, from, to === '' ? question.history.head : to, component);
  }
  const named = release.releasesNamed(question, what, component);
  if (named.length > 0) return named.map((one) => release.notesOfRelease(question, one));
  const names = release.releaseNames(question);
  return release.noRelease(oneLine(what).slice(0, 100), nearest(what, names), names);
}

/** Notes as texts of releases on GitHub. */
async function forGitHub(all: readonly VersionNotes[], opened: OpenedPlan, { doors }: Context): Promise<readonly VersionNotes[]> {
  const { githubNotes } = await doors.release();
  return all.map((one) => ({ ...one, notes: githubNotes(opened.question, one) }));
}

async function markdown(notes: readonly VersionNotes[], flags: NotesFlags, opened: OpenedPlan, { doors }: Context): Promise<string> {
  const { changelogText } = await doors.release();
  const named = opened.question.config.components.length > 1;
  if (flags.all) return `# Changelog\n\n${changelogText(notes, named)}`;
  // One text goes into a release or a message as it is; several need titles to be told apart.
  if (notes.length === 1) return notes[0]!.notes.trim() === '' ? '' : `${notes[0]!.notes.trim()}\n`;
  return changelogText(notes, named);
}
