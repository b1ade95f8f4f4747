import type { Job, Pair, Step, Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow, type Effect } from '../../../chain/index.ts';
import type { Change, NodePath } from '../../../source/index.ts';
import { changed, inJob, inStep, together } from '../../fixes/parts/places.ts';
import { tokenPlaces } from '../../fixes/parts/token-places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
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

/** Something that a called workflow declares and does not read. */
export interface Unread {
  readonly workflow: Workflow;
  readonly name: string;
  /** `secret` or `input`. */
  readonly what: string;
}

/** What is meant for it takes it, or it goes. */
export const fix: Fixer<Subject | Unread> = function* ({ subject, analysis }) {
  if ('name' in subject) {
    yield undeclared(subject, analysis);
    return;
  }
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

/** The declaration goes, and with it what its callers pass: what is not declared may not be passed. */
function undeclared({ workflow, name, what }: Unread, analysis: Analysis): Proposal {
  const call = workflow.triggers.find((t) => t.event === 'workflow_call');
  const key = what === 'secret' ? 'secrets' : 'inputs';
  const callers = analysis.world.workflows.flatMap((caller) =>
    caller.jobs
      .filter((job) => job.uses && calledWorkflow(job.uses.is, { workflow: caller }, analysis.world) === workflow)
      .map((job) => {
        const given = what === 'secret' ? (job.secrets === 'inherit' ? [] : (job.secrets ?? [])) : job.with;
        const pair = given.find((p) => p.name.toUpperCase() === name.toUpperCase());
        const at = inJob(job, what === 'secret' ? 'secrets' : 'with');
        return changed(caller.path, ...(pair ? [{ op: 'remove' as const, at: given.length === 1 ? at : [...at, pair.name] }] : []));
      }),
  );
  const at: NodePath = ['on', 'workflow_call', key];
  return {
    id: 'undeclare',
    title: `Take the ${what} ${name} out of ${workflow.path} and of its calls`,
    changes: together([changed(workflow.path, { op: 'remove', at: call?.[key].length === 1 ? at : [...at, name] })], callers).filter(
      (c) => c.op !== 'change' || c.changes.length > 0,
    ),
    tradeoffs: [`Workflows of other repositories that pass ${name} are refused from then on, until they leave it out too.`],
    check: `\`git grep -n ${name}\` finds nothing that still passes it, and the next call starts.`,
  };
}
