import { type Analysis, environmentsOf, locate, tierOf } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import type { Unguarded } from './subject.ts';

/** The job of a production environment runs for a pull request that nobody has merged. */
export function* pullRequests({ declared }: Analysis): Generator<Draft> {
  const said = new Set<string>();
  for (const runs of declared.values())
    for (const run of runs) {
      if (!/^pull_request(?:_target)?$/.test(run.event.name) || run.event.activity === 'closed') continue;
      for (const jobRun of run.jobs) {
        if (jobRun.runs !== true) continue;
        const { job } = jobRun;
        const found = environmentsOf(jobRun, run).find((e) => e.declared && tierOf(e.name) === 'production');
        if (
          found === undefined ||
          !deploys(
            job.id,
            job.name?.text,
            run.effects.some((e) => e.job === job && e.deed.kind === 'deploy' && e.happens === true),
          )
        )
          continue;
        const key = `${run.workflow.path}|${job.id}`;
        const trigger = run.workflow.triggers.find((t) => t.event === run.event.name);
        if (said.has(key) || trigger === undefined) continue;
        said.add(key);
        yield {
          at: run.workflow.file.locate((job.environment?.name ?? job.key).span),
          certainty: 'proven',
          title: `A pull request deploys to ${found.name}`,
          message:
            `${run.workflow.path} runs for \`${run.event.name}\`, and no condition keeps job \`${job.id}\` from it: what a branch of a pull request holds is deployed to ${found.name} before anyone has merged it, ` +
            `unless the environment has a rule that refuses refs of pull requests.`,
          chain: [
            { kind: 'event', text: run.event.name, location: locate(trigger.key), state: 'holds' },
            { kind: 'job', text: `job ${job.id}`, location: run.workflow.file.locate(job.key.span), state: 'holds' },
          ],
          needs: [`GET /repos/{owner}/{repo}/environments/${found.name}`],
          facts: ['env.policy'],
          key: ['pull-request', job.id],
          subject: { why: 'pull request', workflow: run.workflow, job, environment: found.name } satisfies Unguarded,
          advice: "Give the job a condition: `if: github.event_name == 'push'`.",
        };
      }
    }
}

const deploys = (id: string, name: string | undefined, effect: boolean): boolean =>
  effect || /deploy|roll[-_ ]?out|promote/i.test(`${id} ${name ?? ''}`);
