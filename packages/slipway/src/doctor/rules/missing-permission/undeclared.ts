import type { Job } from '../../../actions/index.ts';
import { type Analysis, type Effect, isGithubToken, type JobRun, type Run, type World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { Right } from '../../../tools/index.ts';
import { effectText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { mayRelease, versionTargets } from '../../version-effects.ts';
import type { MissingRight } from './right.ts';

/** Repositories made since then start with a GITHUB_TOKEN that may only read (GitHub's changelog of that day). */
const readOnlySince = Date.UTC(2023, 1, 2) / 1000;

/**
 * Jobs that write with the default rights of the repository. Which ones these are the tree does not tell; it is likely that they do not suffice where
 * another workflow names the right for itself and the repository is younger than the read-only default.
 */
export function* undeclared({ declared, world }: Analysis): Generator<Draft> {
  const oldest = world.tree.git?.tags.at(-1)?.date;
  if (oldest === undefined || oldest < readOnlySince) return;
  const said = new Set<Job>();
  for (const runs of declared.values())
    for (const run of runs) {
      if (!mayRelease(run)) continue;
      for (const e of run.effects) {
        const need = e.deed.needs.find((n) => n.level === 'write');
        if (
          need === undefined ||
          said.has(e.job) ||
          e.possible ||
          e.happens === false ||
          e.swallowed ||
          e.elsewhere !== undefined ||
          !isGithubToken(e.held.credential)
        )
          continue;
        if (versionTargets(e, world).length === 0) continue;
        const job = jobRun(e.job, run.jobs);
        const elsewhere = job && job.permissions === undefined ? declaredFor(need.scope, e, world) : undefined;
        if (elsewhere === undefined) continue;
        said.add(e.job);
        yield draftOf(e, run, need, elsewhere);
      }
    }
}

function jobRun(job: Job, among: readonly JobRun[]): JobRun | undefined {
  for (const j of among) {
    const found = j.job === job ? j : j.callee && jobRun(job, j.callee.jobs);
    if (found) return found;
  }
  return undefined;
}

/** Where another workflow of the tree asks for the right. */
function declaredFor(scope: string, e: Effect, world: World): Location | undefined {
  for (const w of world.workflows) {
    if (w === e.workflow) continue;
    for (const p of [w.permissions, ...w.jobs.map((j) => j.permissions)]) {
      const span = p?.spans?.get(scope);
      if (span && p?.scopes.get(scope) === 'write') return p.file.locate(span);
    }
  }
  return undefined;
}

function draftOf(e: Effect, run: Run, need: Right, elsewhere: Location): Draft {
  const right = `${need.scope}: ${need.level}`;
  return {
    at: e.at,
    severity: 'warning',
    certainty: 'likely',
    title: `${e.deed.tool} ${effectText(e)}, and nothing in ${e.workflow.path} asks for \`${right}\``,
    message: `Neither ${e.workflow.path} nor job \`${e.job.id}\` has \`permissions\`, so the repository's default decides. Since February 2023 that is read-only for new repositories, and ${elsewhere.path}:${elsewhere.line} asks for \`${right}\` on its own. With a read-only token ${e.deed.tool} is answered 403 here.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'job', text: `job ${e.job.id} declares no permissions`, location: e.job.key.file.locate(e.job.key.span), state: 'maybe' },
      { kind: 'credential', text: `another workflow asks for ${right}`, location: elsewhere, state: 'holds' },
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'maybe' },
    ],
    assumptions: ["the repository's default for the GITHUB_TOKEN is read-only"],
    needs: ['GET /repos/{owner}/{repo}/actions/permissions/workflow'],
    facts: ['perm.default', 'perm.readset', 'perm.live'],
    key: [e.job.id, 'default', right],
    subject: { job: e.job, right: need } satisfies MissingRight,
    advice: `Give job \`${e.job.id}\` \`permissions\` with \`${right}\`.`,
  };
}
