import type { Job, Pair, Step, Workflow } from '../../../actions/index.ts';
import type { Effect } from '../../../chain/index.ts';
import type { Change, NodePath } from '../../../source/index.ts';
import { changed, inJob, inStep, together } from '../../fixes/parts/places.ts';
import { tokenPlaces } from '../../fixes/parts/token-places.ts';
import type { Fixer } from '../../fixes/types.ts';
import { effectText } from '../../links.ts';

export interface Subject {
  readonly workflow: Workflow;
  readonly pair: Pair;
  readonly secret: string;
  readonly job?: Job;
  readonly step?: Step;
  /** What the same jobs do with the GITHUB_TOKEN. */
  readonly instead?: Effect;
}

/** What is meant for it takes it, or it goes. */
export const fix: Fixer<Subject | undefined> = function* ({ subject, analysis }) {
  // What a called workflow declares and does not read is its callers' business too.
  if (subject === undefined) return;
  const { workflow, pair, secret, job, step, instead } = subject;
  const list = step && job ? step.env : (job?.env ?? workflow.env);
  const env: NodePath = step && job ? inStep(step, job, 'env') : job ? inJob(job, 'env') : ['env'];
  const gone: Change = { op: 'remove', at: list.length === 1 ? env : [...env, pair.name] };
  const places = instead ? tokenPlaces(instead, analysis).filter((p) => p.path === workflow.path) : [];
  if (instead && places.length > 0)
    yield {
      id: 'use',
      title: `Give secret ${secret} to what ${effectText(instead)} (${places[0]!.text})`,
      changes: together([changed(workflow.path, ...places.map((p): Change => ({ op: 'set', at: p.at, value: `\${{ secrets.${secret} }}` })), gone)]),
      tradeoffs: [`What ${instead.deed.tool} does starts workflow runs from then on, and is done in the name of the token's owner.`],
      setup: [`Secret ${secret} has to be there, not expired, and allowed to write contents: \`gh secret list\` shows whether it is there.`],
      check: `The next run of job ${instead.job.id} does it as the owner of ${secret}, and no longer as github-actions[bot].`,
    };
  yield {
    id: 'remove',
    title: `Take ${pair.name} out: nothing reads it`,
    changes: [changed(workflow.path, gone)],
    tradeoffs: ['What the line suggests is lost: that somebody wanted another token here.'],
    check: `\`git grep -n ${pair.name}\` finds no reader of it, and the next run does what it did.`,
  };
};
