import { type Job, runnerHost } from '../../../actions/index.ts';
import type { Analysis, Effect, JobRun, Run, World } from '../../../chain/index.ts';
import { releaseRuns } from '../../release-jobs.ts';

/** An upload to a registry, with the job that does it. */
export interface Upload {
  readonly effect: Effect;
  readonly job: JobRun;
  readonly run: Run;
}

/** Uploads that certain tools do, each place once. */
export function uploadsBy(tools: readonly string[], analysis: Analysis): readonly Upload[] {
  const found = new Map<string, Upload>();
  for (const { run, jobs } of releaseRuns(analysis))
    for (const effect of run.effects) {
      const { deed } = effect;
      if (deed.kind !== 'package' || !tools.includes(deed.tool) || effect.possible || effect.happens === false) continue;
      const job = [...jobs].find((j) => j.job === effect.job);
      const key = `${run.workflow.path} ${effect.at.path}:${effect.at.line}`;
      if (job && !found.has(key)) found.set(key, { effect, job, run });
    }
  return [...found.values()];
}

/** The job may ask for an identity token. */
export const hasIdToken = (job: JobRun): boolean =>
  job.permissions !== undefined && (job.permissions.scopes.get('id-token') ?? job.permissions.rest) === 'write';

/** The text of the job and of what it inherits from its workflow. */
export function textOf({ job, workflow }: JobRun): string {
  const env = workflow.env.map((p) => p.name).join('\n');
  return `${env}\n${workflow.file.text.slice(job.node.span.start, job.node.span.end)}`;
}

/** Actions that bring a tool or files, and no credential of a registry. */
const plain =
  /^(?:actions\/(?:checkout|setup-(?:node|python|go|java)|cache(?:\/\w+)?|upload-artifact|download-artifact)|pnpm\/action-setup|oven-sh\/setup-bun|dtolnay\/rust-toolchain|actions-rs\/toolchain|actions-rust-lang\/setup-rust-toolchain|swatinem\/rust-cache|astral-sh\/setup-uv|rust-lang\/crates-io-auth-action|softprops\/action-gh-release|taiki-e\/install-action)$/i;

/**
 * Nothing of the job can bring a credential in a way that is not followed: it runs on a clean runner of GitHub, in no container, and its steps
 * are scripts and actions that are known.
 */
export function isPlain({ effect, job, run }: Upload, world: World): boolean {
  if (effect.through.length > 0 || effect.step === undefined || run.event.name === 'workflow_call') return false;
  if (job.job.container || !isHosted(job.job, world) || run.opaque.some((o) => o.job === job.job)) return false;
  return job.job.steps.every((s) => s.uses === undefined || (s.uses.is.kind === 'remote' && plain.test(nameOf(s.uses.is))));
}

const nameOf = (is: { readonly owner: string; readonly repo: string; readonly path: string }): string =>
  `${is.owner}/${is.repo}${is.path === '' ? '' : `/${is.path}`}`;

function isHosted({ runsOn }: Job, world: World): boolean {
  return runsOn?.kind === 'scalar' && runnerHost(runsOn.text, world.asOf) !== undefined;
}
