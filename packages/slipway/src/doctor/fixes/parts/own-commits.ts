import { alternatives, asText, describe, matchFilters, skipMarker, type Trigger, type Val, type Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { demand } from './conditions.ts';
import { changed, inJob } from './places.ts';

/** A commit that a workflow pushes. */
export interface OwnCommit {
  readonly message?: Val | undefined;
  /** undefined: the branch that is checked out, which is taken for the default one. */
  readonly branch?: Val | undefined;
}

/**
 * Keeps a workflow from starting itself by a commit that it pushes with a token whose events start runs: the jobs that begin the run ask whether the
 * commit is their own. Not by its author: whoever owns the token pushes by hand too.
 *
 * @param message what the commit says, after what else is changed; the marker in one that is to go is not looked at
 * @returns nothing where the push does not start it, or where the message does not tell the commit from others
 */
export function keptFromItself(workflow: Workflow, { message, branch }: OwnCommit, { world }: Analysis, markerGoes = false): FileChange[] {
  const push = workflow.triggers.find((t) => t.event === 'push');
  const text = message === undefined ? '' : knownText(message);
  const prefix = prefixOf(text);
  const name = (branch === undefined ? undefined : asText(branch)) ?? world.defaultBranch;
  if (push === undefined || prefix.length < 5 || prefix.includes("'") || !takes(push, name) || asksAlready(workflow)) return [];
  if (!markerGoes && skipMarker(text) !== undefined) return [];
  const first = workflow.jobs.filter((j) => j.needs.length === 0);
  return [
    changed(workflow.path, ...first.flatMap((j) => demand(j.if, inJob(j, 'if'), [guard(push, prefix)], { before: j.uses ? 'uses' : 'runs-on' }))),
  ];
}

/** A message as far as it is known: '' when it is anything, the first of several. */
export function knownText(message: Val): string {
  const [first] = alternatives(message);
  return first?.k === 'str' || (first?.k === 'text' && typeof first.parts[0] === 'string') ? describe(first) : '';
}

/** The constant beginning of a message, before what differs from version to version. */
export const prefixOf = (message: string): string => (/^[^\n{}$…[]{0,200}/.exec(message)?.[0] ?? '').replace(/\s*\bv?\d[\d.]*.*$|\s+v$/, '').trim();

/** The pushed tag has the same head commit, and is what a release waits for. */
function guard(push: Trigger, prefix: string): string {
  const ask = `!startsWith(github.event.head_commit.message, '${prefix}')`;
  const tags = push.tags !== undefined || push.tagsIgnore !== undefined || (push.branches === undefined && push.branchesIgnore === undefined);
  return tags ? `(github.ref_type == 'tag' || ${ask})` : ask;
}

const asksAlready = ({ jobs }: Workflow): boolean =>
  jobs.filter((j) => j.needs.length === 0).every((j) => /head_commit\.message/.test(j.if?.text ?? ''));

/** Whether pushes to a branch pass the filters of a trigger. */
function takes({ branches, branchesIgnore, tags, tagsIgnore }: Trigger, name: string): boolean {
  const texts = (list: typeof branches): string[] => (list ?? []).map((p) => p.text);
  if (branches) return matchFilters(texts(branches), name);
  if (branchesIgnore) return !matchFilters(texts(branchesIgnore), name);
  return tags === undefined && tagsIgnore === undefined;
}
