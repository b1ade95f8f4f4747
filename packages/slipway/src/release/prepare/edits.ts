import { notesFor, replaceNotes } from '../notes/index.ts';
import { digestOf } from '../plan/document.ts';
import { sha256 } from '../plan/sha256.ts';
import type { Plan, PlannedComponent } from '../types.ts';
import { isEditedIn, type ReadBody } from './body.ts';
import { fingerprintOf } from './fingerprints.ts';
import { keptNotes } from './kept-notes.ts';

/** What people made of the notes since they were written, and what becomes of it. */
export interface KeptEdits {
  /** Notes of every component as they shall be. */
  readonly notes: ReadonlyMap<string, string>;
  /** Components whose notes are not as planned, because somebody wrote them so. */
  readonly edited: readonly string[];
  /** Edits that give way to others: a sentence each. */
  readonly lost: readonly string[];
}

/** The notes of each component as a plan writes them: those in its changelog, else its own. */
export function plannedNotes(plan: Plan): ReadonlyMap<string, string> {
  return new Map(plan.components.map((one) => [one.name, plannedOf(plan, one)]));
}

function plannedOf({ files }: Plan, { name, to, changelog, notes }: PlannedComponent): string {
  const text = changelog === null ? undefined : files.find(({ path }) => path === changelog)?.text;
  return (text === undefined || text === null ? undefined : notesFor(text, to, name)) ?? notes;
}

/**
 * Holds what is planned against what people wrote in the changelog of the release branch and in the text of its pull request. The changelog wins.
 *
 * @param body text of the open pull request, read; undefined when there is none
 * @param changelog of the release branch as it is now; undefined when it has none
 */
export function keptEdits(plan: Plan, body: ReadBody | undefined, changelog: (path: string) => string | undefined): KeptEdits {
  const notes = new Map<string, string>();
  const edited: string[] = [];
  const lost: string[] = [];
  for (const [name, planned] of plannedNotes(plan)) {
    const known = body?.state.components[name];
    const path = plan.components.find((one) => one.name === name)?.changelog ?? undefined;
    const text = known === undefined || path === undefined ? undefined : changelog(path);
    const there = text === undefined ? undefined : notesFor(text, known!.version, name);
    const inFile = there !== undefined && fingerprintOf(there) !== known!.written;
    const inText = body !== undefined && isEditedIn(body, name);
    const shown = known?.cut ? undefined : body?.notes.get(name);
    const theirs = inFile ? there : inText ? shown : (there ?? shown);
    const kept = known === undefined || theirs === undefined ? planned : keptNotes(known.made, theirs, planned);
    if (inFile && inText && fingerprintOf(there) !== fingerprintOf(shown ?? ''))
      lost.push(`The notes of ${name} were changed in ${path} and in the text of the pull request: those of ${path} are kept.`);
    if (kept !== planned) edited.push(name);
    notes.set(name, kept);
  }
  return { notes, edited, lost };
}

/**
 * A plan with other notes: its changelogs, its components and its digest say the same then.
 * @throws NotesError when notes cannot be told from the rest of a changelog
 */
export function withNotes(plan: Plan, notes: ReadonlyMap<string, string>): Plan {
  const planned = plannedNotes(plan);
  const changed = plan.components.filter(({ name }) => (notes.get(name) ?? planned.get(name)) !== planned.get(name));
  if (changed.length === 0) return plan;
  const texts = new Map(plan.files.map(({ path, text }) => [path, text]));
  for (const { name, to, changelog } of changed) {
    const text = changelog === null ? undefined : texts.get(changelog);
    if (changelog !== null && typeof text === 'string') texts.set(changelog, replaceNotes(text, to, notes.get(name)!, name));
  }
  const files = plan.files.map((file) => {
    const text = texts.get(file.path) ?? null;
    return text === file.text ? file : { ...file, text, after: text === null ? null : sha256(text) };
  });
  const components = plan.components.map((one) => (changed.includes(one) ? { ...one, notes: notes.get(one.name)! } : one));
  const { digest: _, ...rest } = { ...plan, files, components };
  return { ...rest, digest: digestOf(rest) };
}

/** A changelog with the notes of these versions taken out: what else stands in it. */
export function withoutNotes(changelog: string, versions: readonly { readonly name: string; readonly version: string }[]): string {
  let text = changelog;
  for (const { name, version } of versions) if (notesFor(text, version, name) !== undefined) text = replaceNotes(text, version, '', name);
  return text;
}
