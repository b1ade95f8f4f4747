import { alternatives, concat, describe, type Job, str, type Val, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, type Event, locate, mergeEvents, perform, starts } from '../../../chain/index.ts';
import { opened } from '../../opened.ts';
import type { Draft } from '../../rule.ts';
import type { Untrue } from './subject.ts';

/**
 * One tool in one job opens the release pull request and makes the release when it is merged, and the job's condition is false for exactly
 * that merge: the pull request comes and goes, and the release is never made.
 */
export function* releaseNeverMade(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows)
    for (const job of workflow.jobs) {
      const guards = [job.if, ...job.steps.map((s) => s.if)].filter((c) => c !== undefined);
      if (!guards.some((c) => /message|title|head_ref|head\.ref/.test(c.text))) continue;
      const found = pairIn(workflow, job, analysis);
      const draft = found && judged(workflow, job, found, analysis);
      if (draft) yield draft;
    }
}

interface Pair {
  readonly open: Effect;
  readonly make: Effect;
}

/** The pull request and the release of one tool. */
function pairIn(workflow: Workflow, job: Job, analysis: Analysis): Pair | undefined {
  const effects = opened(workflow, analysis).whole.filter(
    (e) => e.workflow.path === workflow.path && e.job.id === job.id && e.elsewhere === undefined,
  );
  for (const open of effects) {
    if (open.deed.kind !== 'pull-request' || open.deed.act !== 'open' || open.deed.title === undefined) continue;
    const make = effects.find((e) => makes(e) && e.step?.index === open.step?.index && e.deed.tool === open.deed.tool);
    if (make) return { open, make };
  }
  return undefined;
}

const makes = (e: Effect): boolean =>
  e.elsewhere === undefined &&
  ((e.deed.kind === 'release' && e.deed.act === 'create') || (e.deed.kind === 'tag' && e.deed.act !== 'delete') || e.deed.kind === 'package');

function judged(workflow: Workflow, job: Job, { open, make }: Pair, analysis: Analysis): Draft | undefined {
  const { world } = analysis;
  if (open.deed.kind !== 'pull-request') return undefined;
  const base = open.deed.base ?? str(world.defaultBranch);
  const head = open.deed.head ?? str('release');
  const titles = alternatives(open.deed.title!);
  const merged = (message: Val) => mergeEvents({ head, base, title: message }, { kind: 'person' }, world);
  const squashed = titles.flatMap((title) => [merged(title), merged(concat(title, str(' (#7)')))]);
  // The merge reaches the workflow at all, and leads to no release, made here or elsewhere.
  if (!squashed.every((events) => events.some((e) => startsHere(e, workflow, analysis)))) return undefined;
  if (squashed.some((events) => isReleased(events, workflow, job, analysis))) return undefined;
  const withCommit = titles.some((title) =>
    isReleased(merged(concat(str('Merge pull request #7 from octo/'), head, str('\n\n'), title)), workflow, job, analysis),
  );
  const guard = [job.if, ...job.steps.filter((s) => s.index === open.step?.index).map((s) => s.if)].find(
    (c) => c !== undefined && /message|title|head_ref|head\.ref/.test(c.text),
  );
  if (guard === undefined) return undefined;
  const title = describe(titles[0]!);
  return {
    at: locate(guard),
    certainty: withCommit ? 'likely' : 'proven',
    ...(withCommit ? { assumptions: ['pull requests are squashed or rebased, not merged with a merge commit'] } : {}),
    title: `${open.deed.tool} is skipped on the merge of its own release pull request, so the release is never made`,
    message: `${open.deed.tool} opens the release pull request "${title}" and makes the release when that pull request has been merged. The merge is a push whose message begins with that title${withCommit ? ' when it is squashed or rebased' : ''}, and for exactly this push the condition \`${guard.text.replace(/\s+/g, ' ').trim()}\` is false. So the run that should make the release is skipped, and nothing else makes it.`,
    chain: [
      { kind: 'effect', text: `opens the pull request "${title}"`, location: open.at, state: 'holds' },
      { kind: 'person', text: 'a person merges it', state: 'holds' },
      { kind: 'job', text: `job ${job.id} is skipped`, location: locate(guard), state: 'cut' },
      {
        kind: 'effect',
        text: 'the release is not made',
        location: make.at.path === open.at.path && make.at.line === open.at.line ? make.stepAt : make.at,
        state: 'cut',
      },
    ],
    facts: ['if.implicit'],
    key: [job.id, open.deed.tool, 'merge'],
    subject: { why: 'merge', workflow, job, condition: guard, open } satisfies Untrue,
    advice:
      'Let the job run on that push. To keep it from opening a second pull request there, use two jobs: one that only releases, for these pushes, and one that only opens pull requests, for all others.',
  };
}

function startsHere(event: Event, workflow: Workflow, { world }: Analysis): boolean {
  return ['runs', 'unknown'].includes(starts(event, workflow, world).answer);
}

function isReleased(events: readonly Event[], workflow: Workflow, job: Job, analysis: Analysis): boolean {
  const { world } = analysis;
  return world.workflows.some((w) =>
    events.some((event) => {
      if (!startsHere(event, w, analysis)) return false;
      const run = perform(event, w, world);
      if (run.effects.some((e) => makes(e) && e.happens !== false)) return true;
      const own = w === workflow ? run.jobs.find((j) => j.id === job.id) : undefined;
      return own !== undefined && own.runs !== false && run.opaque.some((o) => o.job.id === job.id);
    }),
  );
}
