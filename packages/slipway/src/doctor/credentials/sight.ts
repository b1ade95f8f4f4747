import type { Job, Step, Workflow } from '../../actions/index.ts';
import type { Found, Named } from './reads.ts';
import type { Sight } from './types.ts';

/** Owners whose actions are GitHub's own. */
const PLATFORM = new Set(['actions', 'github']);

/**
 * Who gets to see a credential beside the step that needs it: actions of other people, every step under an environment that is set too high,
 * called workflows that inherit all, jobs that have nothing to do with the release.
 * @param all every read of it @param release whether a job takes part in the release
 */
export function sightOf(
  of: Named,
  all: readonly Found[],
  workflows: readonly Workflow[],
  release: (workflow: Workflow, job: Job) => boolean,
): Sight[] {
  if (of.kind === 'variable') return [];
  const out = new Map<string, Sight>();
  const add = (text: string, location: Sight['location']): void => {
    const key = `${location.path}:${location.line} ${text}`;
    if (!out.has(key)) out.set(key, { text, location });
  };
  for (const read of all) {
    const { workflow, job, step } = read.in;
    if (job === undefined) add(`every step of every job of ${workflow.path}: it stands in the environment of the workflow`, read.location);
    else if (step === undefined && isInEnvironment(job, read)) {
      const others = foreignActions(job.steps);
      add(
        `every step of job ${job.id}${others.length === 0 ? '' : `, with ${others.join(', ')}`}: it stands in the environment of the job`,
        read.location,
      );
    }
    if (step !== undefined) {
      const [action] = foreignActions([step]);
      if (action !== undefined) add(`the action ${action}`, read.location);
      if (isCheckout(step) && of.kind === 'secret')
        add(`every later step of job ${job?.id ?? ''} that runs git: actions/checkout keeps it in the working copy`, read.location);
    }
    if (of.kind === 'secret' && job !== undefined && !release(workflow, job))
      add(`job ${job.id} of ${workflow.path}, which takes no part in the release`, read.location);
    if (of.kind === 'secret' && workflow.triggers.some(({ event }) => event === 'pull_request_target'))
      add(`runs of ${workflow.path} for pull requests of strangers (pull_request_target)`, read.location);
  }
  if (of.kind === 'secret') for (const { text, location } of heirs(workflows)) add(text, location);
  return [...out.values()];
}

function isInEnvironment(job: Job, { location }: Found): boolean {
  return job.env.some(({ value }) => value !== null && value.file.locate(value.span).line === location.line);
}

/** Actions of other people, with what their reference leaves open. */
function foreignActions(steps: readonly Step[]): string[] {
  const out = new Set<string>();
  for (const { uses } of steps) {
    if (uses === undefined || uses.is.kind !== 'remote' || PLATFORM.has(uses.is.owner.toLowerCase())) continue;
    const fixed = /^[0-9a-f]{40}$/.test(uses.is.ref);
    out.add(`${uses.at.text.replace(/@[0-9a-f]{40}$/, '')}${fixed ? ' (fixed by its hash)' : ' (whatever that tag or branch becomes)'}`);
  }
  return [...out];
}

const isCheckout = ({ uses, with: given }: Step): boolean =>
  uses?.is.kind === 'remote' &&
  `${uses.is.owner}/${uses.is.repo}`.toLowerCase() === 'actions/checkout' &&
  !given.some(({ name, value }) => name === 'persist-credentials' && value?.kind === 'scalar' && value.text === 'false');

/** Workflows of other repositories that inherit every secret. */
function heirs(workflows: readonly Workflow[]): Sight[] {
  return workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) =>
      job.secrets === 'inherit' && job.uses?.is.kind === 'remote'
        ? [{ text: `${job.uses.at.text}, which inherits every secret`, location: workflow.file.locate(job.uses.at.span) }]
        : [],
    ),
  );
}
