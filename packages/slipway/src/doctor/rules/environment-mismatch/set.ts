import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, environmentWord, targetsOf } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft } from '../../rule.ts';
import { linesWith } from './claims.ts';
import { readersOf } from './secrets.ts';

const command = /\bgh secret set\s+["']?[A-Z]/;
/** Where people are told how to set a repository up. */
const instructions =
  /^\.github\/workflows\/|(?:^|\/)[^/]*(?:readme|deploy|setup|set-up|secret|release|contribut|infra|bootstrap|ci|cd|environment)[^/]*\.(?:md|sh|txt|adoc)$/i;
const parts = /\bgh secret set\s+["']?([A-Z][A-Z0-9_]*)["']?([^\n|;&`]*)/g;
const toEnvironment = /(?:--env|-e)[= ]["']?([A-Za-z][\w./-]*)/;

/** The documents set a secret in an environment, and the job that reads it names none. */
export function* secretsSetElsewhere(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  if (!world.workflows.some((w) => w.file.text.includes('secrets.'))) return;
  const set = new Map<string, { environment: string | undefined; at: Location }[]>();
  for (const { text, at } of linesWith(command, world, instructions))
    for (const m of text.matchAll(parts)) {
      const environment = toEnvironment.exec(m[2]!)?.[1];
      set.set(m[1]!, [...(set.get(m[1]!) ?? []), { environment, at }]);
    }
  if (set.size === 0) return;
  const readers = readersOf(world.workflows);
  for (const [name, commands] of set) {
    const [first] = commands;
    if (first === undefined || commands.some((c) => c.environment === undefined)) continue;
    for (const { read, job, workflow } of readers.get(name) ?? []) {
      if (job.environment !== undefined || !matters(job, workflow, analysis)) continue;
      yield {
        at: read.at,
        certainty: 'likely',
        title: `${name} is set in environment ${first.environment}, and job ${job.id} names none`,
        message: `${first.at.path}:${first.at.line} sets the secret ${name} in environment ${first.environment}. Job \`${job.id}\` of ${workflow.path} reads it and names no environment, so it gets an empty text: secrets of an environment are given to jobs that name it, and to no other.`,
        chain: [{ kind: 'step', text: `gh secret set ${name} --env ${first.environment}`, location: first.at, state: 'cut' }],
        assumptions: [`${name} is not set for the repository as well`],
        needs: ['GET /repos/{owner}/{repo}/actions/secrets'],
        facts: ['sec.envscope', 'pat.missing'],
        key: ['set', name, job.id],
        advice: `Write \`environment: ${first.environment}\` in job \`${job.id}\`, or set the secret without \`--env\`.`,
      };
    }
  }
}

/** The release needs it, or it deploys. */
function matters(job: Job, workflow: Workflow, analysis: Analysis): boolean {
  for (const { jobs } of releaseRuns(analysis)) for (const j of jobs) if (j.job === job) return true;
  const runs = analysis.declared.get(workflow.path) ?? [];
  if (runs.some((r) => r.effects.some((e) => e.job === job && e.happens !== false && targetsOf(e, analysis.world).length > 0))) return true;
  return /deploy|release|publish/i.test(`${job.id} ${job.name?.text ?? ''}`) || environmentWord(job.id) !== undefined;
}
