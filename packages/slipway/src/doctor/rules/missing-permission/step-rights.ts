import { levelOf, type Step } from '../../../actions/index.ts';
import { type Analysis, type JobRun, locate, type Run } from '../../../chain/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft } from '../../rule.ts';
import type { MissingRight } from './right.ts';

interface Needing {
  readonly action: RegExp;
  readonly scopes: readonly string[];
  /** It needs them only when this holds; static keys need no token of the run. */
  readonly when?: (step: Step) => boolean;
  readonly for: string;
}

const gives = (step: Step, ...names: readonly string[]): boolean => step.with.some((p) => names.includes(p.name.toLowerCase()) && p.value !== null);

/** Actions that deliver nothing and still fail without a right of the GITHUB_TOKEN, as their own READMEs say. Read on 2026-11-20. */
const needing: readonly Needing[] = [
  { action: /^actions\/attest(?:-build-provenance|-sbom)?$/i, scopes: ['id-token', 'attestations'], for: 'signs an attestation' },
  {
    action: /^aws-actions\/configure-aws-credentials$/i,
    scopes: ['id-token'],
    when: (s) => gives(s, 'role-to-assume') && !gives(s, 'aws-access-key-id', 'web-identity-token-file', 'role-chaining'),
    for: 'takes a role of AWS by OpenID Connect',
  },
  {
    action: /^google-github-actions\/auth$/i,
    scopes: ['id-token'],
    when: (s) => gives(s, 'workload_identity_provider'),
    for: 'logs in to Google Cloud by OpenID Connect',
  },
  {
    action: /^azure\/login$/i,
    scopes: ['id-token'],
    when: (s) => gives(s, 'client-id') && !gives(s, 'creds', 'auth-type'),
    for: 'logs in to Azure by OpenID Connect',
  },
  { action: /^rust-lang\/crates-io-auth-action$/i, scopes: ['id-token'], for: 'gets a token of crates.io by OpenID Connect' },
  {
    action: /^pypa\/gh-action-pypi-publish$/i,
    scopes: ['id-token'],
    when: (s) => !gives(s, 'password', 'user') && !gives(s, 'repository-url', 'repository_url'),
    for: 'uploads to PyPI by OpenID Connect, for want of a password,',
  },
];

/**
 * Steps of jobs on which a release rests, whose job names its permissions and leaves out what they need. `id-token` is in no default, so that
 * a job whose workflow names no permissions does not have it either.
 */
export function* stepRights(analysis: Analysis): Generator<Draft> {
  for (const { run, jobs } of releaseRuns(analysis))
    for (const jobRun of jobs) {
      const { permissions, job } = jobRun;
      // Whoever calls it may grant more.
      if (jobRun.runs === false || (permissions === undefined && run.event.name === 'workflow_call')) continue;
      for (const step of job.steps) {
        const uses = step.uses?.is;
        if (uses?.kind !== 'remote' || jobRun.skippedSteps.includes(step)) continue;
        const name = `${uses.owner}/${uses.repo}`;
        const row = needing.find((n) => n.action.test(name) && (n.when?.(step) ?? true));
        const scope = row?.scopes.find((s) => (permissions === undefined ? s === 'id-token' : levelOf(permissions, s) !== 'write'));
        if (row && scope) yield draftOf(step, name, row, scope, jobRun, run);
      }
    }
}

function draftOf(step: Step, name: string, row: Needing, scope: string, { permissions, job }: JobRun, run: Run): Draft {
  const at = locate(step.uses!.at);
  const where = permissions?.file.locate(permissions.span);
  const sure = step.if === undefined && step.continueOnError === undefined;
  return {
    at,
    severity: sure ? 'error' : 'warning',
    certainty: sure ? 'proven' : 'likely',
    title: `${name} needs \`${scope}: write\`, and job \`${job.id}\` does not have it`,
    message: `${name} ${row.for} and needs \`${scope}: write\` for that. ${where ? `The GITHUB_TOKEN of job \`${job.id}\` has only what \`permissions\` names (${where.path}:${where.line}); a scope that is not named there is \`none\`.` : `Neither job \`${job.id}\` nor its workflow names permissions, and no default grants \`${scope}\`.`} The step fails, and with it the job on which the release rests.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'job', text: `job ${job.id}`, location: locate(job.key), state: 'holds' },
      { kind: 'credential', text: `permissions without ${scope}: write`, ...(where ? { location: where } : {}), state: 'cut' },
      { kind: 'step', text: `${name} ${row.for}`, location: at, state: 'cut' },
    ],
    facts: ['perm.key', 'need.oidc', ...(scope === 'attestations' ? ['need.attest'] : [])],
    key: [job.id, step.id ?? name, scope],
    subject: { job, right: { scope, level: 'write' } } satisfies MissingRight,
    advice: `Add \`${scope}: write\` to the permissions of job \`${job.id}\`.`,
  };
}
