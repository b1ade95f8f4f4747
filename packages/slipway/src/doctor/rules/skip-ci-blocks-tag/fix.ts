import { asText, describe, matchFilters, skipMarker, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, isGithubToken } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { changed, inJob, together } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { markersOf } from './markers.ts';
import type { Marked } from './rule.ts';

/** Takes the marker out of the message of the commit; what it kept from starting itself anew is told to by a condition. */
export const fix: Fixer<Marked> = function* ({ subject, analysis }) {
  const { effect } = subject;
  const message = effect.message === undefined ? '' : describe(effect.message);
  const markers = markersOf(effect, message, analysis);
  if (markers.changes.length === 0) {
    yield {
      refused: `The message "${message}" of ${effect.deed.tool} stands nowhere in the tree as a text that could be changed.`,
      instead: `Configure ${effect.deed.tool} so that its commit carries no ${skipMarker(message) ?? 'skip marker'}, or start the release with \`gh workflow run --ref <tag>\`, which no marker holds back.`,
    };
    return;
  }
  const guarded = circle(effect, message, analysis);
  yield {
    id: 'no-marker',
    title: `Commit without ${markers.words} (${listed(markers.paths)})${guarded.length > 0 ? `, and keep ${effect.workflow.path} from starting itself` : ''}`,
    changes: together(markers.changes, guarded),
    tradeoffs: [
      'What listens to pushes of the branch runs for the version commit too, its tests among them.',
      ...(guarded.length > 0
        ? [`A commit by hand whose message begins with "${prefixOf(message)}" does not start ${effect.workflow.path} either.`]
        : []),
    ],
    check: 'After the next release `git log -1 <tag>` shows a message without the marker, and the runs of that tag are there.',
  };
};

/** The constant beginning of a message, before what differs from version to version. */
const prefixOf = (message: string): string => (/^[^\n{}$…[]*/.exec(message)?.[0] ?? '').replace(/\s*v?\d[\d.]*.*$/, '').trim();

/** A push that starts the workflow which makes it: its jobs ask whether the commit is their own. A GITHUB_TOKEN starts nothing. */
function circle(effect: Effect, message: string, { world, declared }: Analysis): FileChange[] {
  const { workflow } = effect;
  const push = workflow.triggers.find((t) => t.event === 'push');
  const prefix = prefixOf(message);
  if (push === undefined || prefix.length < 5 || prefix.includes("'")) return [];
  const pushes = [...declared.values()]
    .flat()
    .flatMap((r) => r.effects)
    .filter((e) => e.workflow === workflow && e.deed.kind === 'branch' && e.elsewhere === undefined);
  const starts = pushes.some(
    (e) => !isGithubToken(e.held.credential) && takes(push, e.branch === undefined ? undefined : asText(e.branch), world.defaultBranch),
  );
  return starts && !asksAlready(workflow)
    ? [
        changed(
          workflow.path,
          ...workflow.jobs
            .filter((j) => j.needs.length === 0)
            .flatMap((j) => demand(j.if, inJob(j, 'if'), [guard(push, prefix)], { before: j.uses ? 'uses' : 'runs-on' })),
        ),
      ]
    : [];
}

/** The pushed tag has the same head commit, and is what the release waits for. */
function guard(push: Workflow['triggers'][number], prefix: string): string {
  const ask = `!startsWith(github.event.head_commit.message, '${prefix}')`;
  const tags = push.tags !== undefined || push.tagsIgnore !== undefined || push.branches === undefined;
  return tags ? `(github.ref_type == 'tag' || ${ask})` : ask;
}

const asksAlready = (workflow: Workflow): boolean => workflow.jobs.every((j) => /head_commit\.message|github\.actor/.test(j.if?.text ?? ''));

/** Whether pushes to a branch pass the filters of a trigger. */
function takes({ branches, branchesIgnore, tags }: Workflow['triggers'][number], branch: string | undefined, main: string): boolean {
  const name = branch ?? main;
  const texts = (list: typeof branches): string[] => (list ?? []).map((p) => p.text);
  if (branches) return matchFilters(texts(branches), name);
  if (branchesIgnore) return !matchFilters(texts(branchesIgnore), name);
  return tags === undefined;
}
