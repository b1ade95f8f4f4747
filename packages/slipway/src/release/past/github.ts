import { needsFiles } from '../plan/attributed.ts';
import type { PlanQuestion } from '../plan/types.ts';
import { compared, peopleOf, Reader, refuseCut } from './changes.ts';
import { githubText } from './documents.ts';
import type { VersionNotes } from './types.ts';

/**
 * The notes of a version as the text of a release on GitHub: with who took part, for whom it was the first time, and where all changes are shown.
 * @throws PlanError when a glob of the configuration cannot be read
 */
export function githubNotes(question: PlanQuestion, { component: name, tag, previous, notes, source }: VersionNotes): string {
  const { history, config, server } = question;
  const commitOf = (ref: string): string => history.tags.find((one) => one.name === ref)?.commit ?? ref;
  const to = source === 'plan' ? history.head : commitOf(tag);
  const before = previous === null ? undefined : commitOf(previous.tag);
  const compare = previous === null || !config.notes.compare ? undefined : compared(question, previous.tag, tag);
  if (!config.notes.contributors) return githubText(notes, [], compare, server);
  const commits = history.commits(before === undefined ? [] : [before], { to, files: needsFiles(config.components) });
  refuseCut(question.history, commits);
  const reader = new Reader(question, commits);
  const own = commits.filter((commit) => reader.ownersOf(commit)?.includes(name) ?? true);
  const people = peopleOf(question, own, before) ?? [];
  return githubText(notes, people, compare, server);
}
