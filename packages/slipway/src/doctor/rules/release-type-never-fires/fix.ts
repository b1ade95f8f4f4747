import type { Workflow } from '../../../actions/index.ts';
import { baseName } from '../../../chain/index.ts';
import { type Change, get, isSeq } from '../../../source/index.ts';
import { demand, rewritten } from '../../fixes/parts/conditions.ts';
import { changed, inJob, inStep } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import type { DeadType } from './rule.ts';

/** Waits for an activity that a published draft sends too. */
export const fix: Fixer<DeadType> = function* ({ subject }) {
  const { workflow } = subject ?? {};
  const types = workflow?.triggers.find((t) => t.event === 'release')?.types?.map((t) => t.text) ?? [];
  const dead = types.filter((t) => t === 'created' || t === 'prereleased');
  if (workflow === undefined || dead.length === 0) return;
  if (!dead.includes('created')) {
    yield proposal(
      'published',
      workflow,
      [...typesTo('published', workflow, dead), ...onlyPreReleases(workflow), ...actions('published', workflow, dead)],
      ['A stable release starts the workflow too; its jobs are skipped then.'],
    );
    return;
  }
  yield proposal(
    'published',
    workflow,
    [...typesTo('published', workflow, dead), ...actions('published', workflow, dead)],
    ['A draft that is saved and never published no longer counts as a release; nothing ran for it before either.'],
  );
  yield proposal(
    'released',
    workflow,
    [...typesTo('released', workflow, dead), ...actions('released', workflow, dead)],
    ['Pre-releases do not start it any more: `released` is sent for stable releases alone, also when a pre-release is turned into one.'],
  );
};

function proposal(activity: 'published' | 'released', workflow: Workflow, changes: Change[], tradeoffs: string[]): Proposal {
  return {
    id: activity,
    title: `Start ${workflow.path} when a ${activity === 'released' ? 'stable release' : 'release'} is published, whether or not it was a draft`,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs,
    check: `Save a release as a draft, publish it, and see with \`gh run list --workflow ${baseName(workflow.path)} --event release\` that one run starts.`,
  };
}

/** The first dead activity becomes the one that is sent; further ones go. */
function typesTo(activity: string, workflow: Workflow, dead: readonly string[]): Change[] {
  const at = ['on', 'release', 'types'];
  const node = get(workflow.parsed.root, ...at);
  if (!isSeq(node)) return [{ op: 'set', at, value: activity }];
  const places = node.items.flatMap((item, i) => (item.kind === 'scalar' && dead.includes(item.text) ? [i] : []));
  return places.map((place, i): Change => (i === 0 ? { op: 'set', at: [...at, place], value: activity } : { op: 'remove', at: [...at, place] }));
}

/** Jobs that begin the run ask for what the activity told alone. */
function onlyPreReleases(workflow: Workflow): Change[] {
  if (/release\.prerelease/.test(workflow.file.text)) return [];
  const others = workflow.triggers.some((t) => t.event !== 'release');
  const ask = others ? "(github.event_name != 'release' || github.event.release.prerelease)" : 'github.event.release.prerelease';
  return workflow.jobs.filter((j) => j.needs.length === 0).flatMap((j) => demand(j.if, inJob(j, 'if'), [ask], { before: 'runs-on' }));
}

/** Conditions that ask for the activity ask for the new one. */
function actions(activity: string, workflow: Workflow, dead: readonly string[]): Change[] {
  const asked = new RegExp(`(event\\.action\\s*==\\s*')(?:${dead.join('|')})(')`, 'g');
  return workflow.jobs.flatMap((j) => [
    ...(j.if ? rewritten(j.if, inJob(j, 'if'), asked, `$1${activity}$2`) : []),
    ...j.steps.flatMap((s) => (s.if ? rewritten(s.if, inStep(s, j, 'if'), asked, `$1${activity}$2`) : [])),
  ]);
}
