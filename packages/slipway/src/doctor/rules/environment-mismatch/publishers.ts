import type { Analysis, JobRun, Run } from '../../../chain/index.ts';
import { targetsOf } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft } from '../../rule.ts';
import { secretsOf } from './reads.ts';
import { type Reader, readersOf } from './secrets.ts';

/** Names of an environment that stands for the release as a whole, not for one registry. */
const forAll = /^(?:release|publish(?:ing)?|prod(?:uction)?|deploy(?:ment)?)$/i;

/** Of the jobs that publish one release some name the environment of the release, and others read secrets without it. */
export function* publishersBeside(analysis: Analysis): Generator<Draft> {
  const said = new Set<string>();
  let readers: ReadonlyMap<string, readonly Reader[]> | undefined;
  for (const { run } of releaseRuns(analysis)) {
    const { path, jobs } = run.workflow;
    if (said.has(path) || !jobs.some((j) => forAll.test(j.environment?.name?.text ?? ''))) continue;
    const publishing = run.jobs.filter((j) => j.runs !== false && j.job.uses === undefined && publishes(j, run, analysis));
    const inside = publishing.find((j) => forAll.test(j.job.environment?.name?.text ?? ''));
    readers ??= readersOf(analysis.world.workflows);
    const known = readers;
    const bare = publishing.filter((j) => j.job.environment === undefined && ownSecrets(j, known, path).length > 0);
    const [first] = bare;
    if (inside === undefined || first === undefined) continue;
    said.add(path);
    const environment = inside.job.environment!.name!;
    const { file } = run.workflow;
    yield {
      at: file.locate(first.job.key.span),
      severity: 'note',
      certainty: 'likely',
      title: `Job ${first.id} publishes with secrets and without environment ${environment.text}`,
      message:
        `\`${inside.id}\` publishes in environment ${environment.text}; ${listed(bare.map((j) => `\`${j.id}\``))} of the same run ${bare.length === 1 ? 'publishes' : 'publish'} without it, with ${listed(ownSecrets(first, known, path))}, which nothing else reads. ` +
        `If these are secrets of environment ${environment.text}, they are empty there; if they are the repository's, the rules of the environment do not hold this part of the release.`,
      chain: bare
        .slice(0, 3)
        .flatMap((j) => [
          { kind: 'job' as const, text: `job ${j.id} names no environment`, location: file.locate(j.job.key.span), state: 'maybe' as const },
          { kind: 'credential' as const, text: `reads ${secretsOf(j.job)[0]!.name}`, location: secretsOf(j.job)[0]!.at, state: 'maybe' as const },
        ])
        .concat({
          kind: 'job' as const,
          text: `job ${inside.id} names ${environment.text}`,
          location: file.locate(environment.span),
          state: 'maybe' as const,
        }),
      needs: ['GET /repos/{owner}/{repo}/actions/secrets', `GET /repos/{owner}/{repo}/environments/${environment.text}/secrets`],
      facts: ['sec.envscope', 'pat.missing'],
      key: ['beside', first.id],
      advice: `Name environment ${environment.text} in each job that publishes.`,
    };
  }
}

const publishes = (j: JobRun, run: Run, { world }: Analysis): boolean =>
  run.effects.some(
    (e) =>
      e.job === j.job &&
      e.happens !== false &&
      !e.possible &&
      targetsOf(e, world).some((t) => t.kind === 'registry' || t.kind === 'image' || t.kind === 'environment'),
  );

/** Secrets of the job that no other workflow reads, nor any job with an environment: nothing shows that they are the repository's. */
function ownSecrets({ job }: JobRun, readers: ReadonlyMap<string, readonly Reader[]>, path: string): string[] {
  return secretsOf(job)
    .map((s) => s.name)
    .filter((n) => (readers.get(n) ?? []).every((r) => r.workflow.path === path && r.job.environment === undefined));
}
