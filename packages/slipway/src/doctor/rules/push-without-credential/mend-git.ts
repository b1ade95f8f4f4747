import type { Job, Workflow } from '../../../actions/index.ts';
import type { Analysis, Effect } from '../../../chain/index.ts';
import type { FileChange, Location } from '../../../source/index.ts';
import { grantPermission, workflowOf } from '../../fixes/parts/permissions.ts';
import { changed, inStep, together } from '../../fixes/parts/places.ts';
import { type SeenStep, setInput, stepAt } from '../../fixes/parts/step-at.ts';
import { tokenProposals } from '../../fixes/parts/token-proposals.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';

/** A push by git: checkout keeps its credential, or git asks gh for one in that step alone. */
export function* forGit(effect: Effect, checkout: Location | undefined, analysis: Analysis): Generator<Proposal | Refusal> {
  const { job } = effect;
  const workflow = workflowOf(job, analysis);
  const seen = checkout && stepAt(checkout, analysis);
  if (workflow === undefined || (seen && seen.job !== job)) return;
  if (seen) yield persisted(effect, seen, workflow, analysis);
  const asked = askGh(effect, workflow, analysis);
  if (asked) yield asked;
  if (seen) yield* byOther(seen, job, workflow, analysis);
  if (!seen && !asked)
    yield {
      refused: `Job \`${job.id}\` of ${workflow.path} checks nothing out, and ${effect.deed.tool} stands in no script of it that could be changed.`,
      instead: 'Set a credential up where the repository is cloned: `gh auth setup-git`, with GH_TOKEN in the environment.',
    };
}

const check = 'The step that pushes ends without "could not read Username", and what it pushes is on GitHub.';

/** `false` becomes `true`; what is passed as `token` there is what the push goes with. */
function persisted(effect: Effect, seen: SeenStep, workflow: Workflow, analysis: Analysis): Proposal {
  const token = seen.step.with.find((p) => p.name === 'token')?.value;
  return {
    id: 'persist',
    title: `Let checkout in job \`${effect.job.id}\` of ${workflow.path} keep its credential for the push`,
    changes: together([changed(seen.path, setInput(seen, 'persist-credentials', 'true'))], token ? [] : ownRight(effect.job, workflow, analysis)),
    tradeoffs: ['Every later step of the job, also what the actions in it run, can push with this credential.'],
    check,
  };
}

/** Where rights are declared at all, the GITHUB_TOKEN may push with one of them alone. */
const ownRight = (job: Job, workflow: Workflow, analysis: Analysis): FileChange[] =>
  (job.permissions ?? workflow.permissions) === undefined ? [] : grantPermission(job, [{ scope: 'contents', level: 'write' }], analysis);

/** A line before the script that pushes. */
function askGh({ step, job, at, stepAt: place, through }: Effect, workflow: Workflow, analysis: Analysis): Proposal | undefined {
  if (step?.run === undefined || through.length > 0 || at.path !== place.path || /^(?:pwsh|powershell|cmd|python)/.test(step.shell?.text ?? ''))
    return undefined;
  const has = step.env.some((p) => p.name === 'GH_TOKEN' || p.name === 'GITHUB_TOKEN');
  return {
    id: 'setup-git',
    title: `Let git ask gh for the job's token in the step of job \`${job.id}\` that pushes`,
    changes: together(
      [
        changed(
          workflow.path,
          { op: 'splice', at: inStep(step, job, 'run'), start: 0, end: 0, text: 'gh auth setup-git\n' },
          ...(has ? [] : [{ op: 'set' as const, at: inStep(step, job, 'env', 'GH_TOKEN'), value: '${{ github.token }}' }]),
        ),
      ],
      ownRight(job, workflow, analysis),
    ),
    tradeoffs: [
      'The helper stays set up for the rest of the job; the token is in the environment of this step alone.',
      'The runner needs gh, which those of GitHub have.',
    ],
    check,
  };
}

/** When something waits for what is pushed, the job's own token starts nothing. */
function byOther(seen: SeenStep, job: Job, workflow: Workflow, analysis: Analysis): Proposal[] {
  if (seen.step.with.some((p) => p.name === 'token' || p.name === 'ssh-key')) return [];
  return tokenProposals(
    {
      places: [{ path: workflow.path, at: inStep(seen.step, job, 'with', 'token'), job, step: seen.step, text: 'input `token` of actions/checkout' }],
      so: 'its pushes have a credential and start what waits for them',
      check,
      with: [changed(seen.path, setInput(seen, 'persist-credentials', 'true'))],
    },
    analysis,
  );
}
