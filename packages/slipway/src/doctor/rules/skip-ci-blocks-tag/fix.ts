import { skipMarker } from '../../../actions/index.ts';
import { type Analysis, type Effect, isGithubToken } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { keptFromItself, knownText, prefixOf } from '../../fixes/parts/own-commits.ts';
import { together } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { markersOf } from './markers.ts';
import type { Marked } from './rule.ts';

/** Takes the marker out of the message of the commit; what it kept from starting itself anew is told to by a condition. */
export const fix: Fixer<Marked> = function* ({ subject, analysis }) {
  const { effect } = subject;
  const message = effect.message === undefined ? '' : knownText(effect.message);
  const markers = markersOf(effect, message, analysis);
  if (markers.changes.length === 0) {
    yield {
      refused: `The message "${message}" of ${effect.deed.tool} stands nowhere in the tree as a text that could be changed.`,
      instead: `Configure ${effect.deed.tool} so that its commit carries no ${skipMarker(message) ?? 'skip marker'}, or start the release with \`gh workflow run --ref <tag>\`, which no marker holds back.`,
    };
    return;
  }
  const guarded = circle(effect, analysis);
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

/** Pushes with a token whose events start runs: without the marker they may start the workflow that makes them. A GITHUB_TOKEN starts nothing. */
function circle({ workflow, message }: Effect, analysis: Analysis): FileChange[] {
  const pushes = [...analysis.declared.values()]
    .flat()
    .flatMap((r) => r.effects)
    .filter((e) => e.workflow === workflow && e.deed.kind === 'branch' && e.elsewhere === undefined && !isGithubToken(e.held.credential));
  const [first] = pushes.flatMap((e) => {
    const changes = keptFromItself(workflow, { message, branch: e.branch }, analysis, true);
    return changes.length > 0 ? [changes] : [];
  });
  return first ?? [];
}
