import type { Job, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft } from '../../rule.ts';
import { type SecretRead, secretsOf } from './reads.ts';
import type { Mismatched } from './subject.ts';

export interface Reader {
  readonly read: SecretRead;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** Jobs with an environment that must read a secret before its absence elsewhere says where it lies. */
const enough = 2;

/** A release needs a job that reads a secret without the environment in which all others read it. */
export function* secretsOutside(analysis: Analysis): Generator<Draft> {
  const readers = readersOf(analysis.world.workflows);
  const needed = new Set<Job>();
  for (const { jobs } of releaseRuns(analysis)) for (const j of jobs) needed.add(j.job);
  for (const [name, all] of readers) {
    const inside = all.filter((r) => r.job.environment !== undefined);
    const outside = all.filter((r) => r.job.environment === undefined);
    const [one] = outside;
    if (one === undefined || outside.length > 1 || inside.length < enough || !needed.has(one.job)) continue;
    const environments = [...new Set(inside.map((r) => r.job.environment!.name?.text ?? ''))];
    // Jobs that others of the same file read it in may have been split from it by hand.
    if (new Set(inside.map((r) => r.workflow.path)).size < 2 || environments.some((e) => e === '' || e.includes('${{'))) continue;
    yield {
      at: one.read.at,
      certainty: 'likely',
      title: `Job ${one.job.id} reads ${name} without an environment, all others with one`,
      message:
        `${listed(inside.map((r) => `${r.workflow.path} (${r.job.id})`))} read the secret ${name} in environment ${listed(environments)}; job \`${one.job.id}\` of ${one.workflow.path}, which the release needs, names no environment. ` +
        `A secret of an environment is empty in every job that does not name it, so if ${name} lies there this job gets an empty text.`,
      chain: inside.slice(0, 4).map((r) => ({
        kind: 'job' as const,
        text: `job ${r.job.id} reads it in environment ${r.job.environment!.name?.text}`,
        location: r.workflow.file.locate(r.job.environment!.name!.span),
        state: 'holds' as const,
      })),
      assumptions: [`${name} is a secret of environment ${environments[0]}, not of the repository`],
      needs: ['GET /repos/{owner}/{repo}/actions/secrets', `GET /repos/{owner}/{repo}/environments/${environments[0]}/secrets`],
      facts: ['sec.envscope', 'pat.missing'],
      key: ['secret', name, one.job.id],
      ...(environments.length === 1
        ? { subject: { job: one.job, workflow: one.workflow, environment: environments[0]!, secret: name } satisfies Mismatched }
        : {}),
      advice: `Name the environment in job \`${one.job.id}\`, or make ${name} a secret of the repository.`,
    };
  }
}

export function readersOf(workflows: readonly Workflow[]): Map<string, Reader[]> {
  const out = new Map<string, Reader[]>();
  // A call hands its secrets on; the job that reads them names the environment.
  for (const workflow of workflows)
    for (const job of workflow.jobs)
      for (const read of job.uses ? [] : secretsOf(job)) {
        const readers = out.get(read.name);
        if (readers) readers.push({ read, job, workflow });
        else out.set(read.name, [{ read, job, workflow }]);
      }
  return out;
}
