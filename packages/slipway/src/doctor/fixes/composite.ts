import type { Edit, FileChange } from '../../source/index.ts';
import type { Examination } from '../diagnose.ts';
import type { Step } from './mend.ts';
import { editsBetween, type FileOutcome, outcomesOf } from './outcome.ts';
import { setupOf } from './secrets.ts';
import type { Proposal } from './types.ts';

/** Several steps in order as one proposal for the tree before the first; undefined for none. */
export function together(base: Examination, steps: readonly Step[]): Proposal | undefined {
  const proposals = steps.map(({ tried }) => tried.proposal);
  const [first, ...rest] = proposals;
  if (first === undefined) return undefined;
  const secret = proposals.find((p) => p.secret !== undefined)?.secret;
  const slug = base.report.source.repository.slug;
  const setup = [
    ...(first.setup ?? []),
    // Only one secret can be the proposal's own; of the same one there is nothing to say twice.
    ...rest.flatMap((p) => (p.secret === undefined || p.secret.name === secret?.name ? (p.setup ?? []) : setupOf(p, slug))),
  ];
  return {
    id: [...new Set(proposals.map((p) => p.id))].join('+'),
    title: proposals.map(({ title }, at) => (at === 0 ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`)).join('; then '),
    changes: editsOf(steps).map(changeOf),
    ...(secret === undefined ? {} : { secret }),
    tradeoffs: [...new Set(proposals.flatMap((p) => p.tradeoffs))],
    ...(setup.length === 0 ? {} : { setup: [...new Set(setup)] }),
    check: [...new Set(proposals.map((p) => p.check))].join(' '),
  };
}

/** What steps in order do to the tree before the first, as edits of that tree. */
export function editsOf(steps: readonly Step[]): Edit[] {
  return editsBetween(joinedOutcomes(steps));
}

/** What becomes of each file of the tree before the first step. */
export function joinedOutcomes(steps: readonly Step[]): FileOutcome[] {
  const files = new Map<string, FileOutcome>();
  for (const { before, tried } of steps)
    for (const { path, to, after, before: text } of outcomesOf((p) => before.tree.read(p), tried.edits)) {
      const earlier = files.get(path);
      files.delete(path);
      const origin = earlier === undefined ? { path, before: text } : { path: earlier.path, before: earlier.before };
      const now = to ?? path;
      // What was made and taken away again was never there.
      if (origin.before === undefined && after === undefined) continue;
      files.set(
        now,
        origin.before === undefined ? { path: now, before: undefined, after } : { ...origin, after, ...(now === origin.path ? {} : { to: now }) },
      );
    }
  return [...files.values()]
    .filter((file) => file.before !== file.after || file.to !== undefined)
    .map((file) => (file.after === undefined ? { path: file.path, before: file.before, after: undefined } : file))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function changeOf(edit: Edit): FileChange {
  return edit.op === 'replace' ? { ...edit, op: 'text' } : edit;
}
