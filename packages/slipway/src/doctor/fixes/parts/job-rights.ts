import type { Job } from '../../../actions/index.ts';
import { type Analysis, isGithubToken } from '../../../chain/index.ts';
import type { Right } from '../../../tools/index.ts';

export interface JobRights {
  /** What the job is seen to need of its GITHUB_TOKEN, each scope once. */
  readonly rights: readonly Right[];
  /** Steps that may need more: nobody can tell from the tree. */
  readonly open: readonly string[];
}

/** Commands that need a right and deliver nothing, so that no effect tells of them. Source: the REST endpoints behind each, read on 2026-11-20. */
const byCommand: readonly { readonly is: RegExp; readonly scope: string }[] = [
  { is: /\bgh pr (?:create|edit|comment|close|reopen|ready|review|merge|lock)\b/, scope: 'pull-requests' },
  { is: /\bgh issue (?:create|edit|comment|close|reopen|delete|transfer|pin|lock)\b/, scope: 'issues' },
  { is: /\bgh label (?:create|edit|delete|clone)\b/, scope: 'issues' },
  { is: /\bgh (?:workflow run|workflow (?:enable|disable)|run (?:cancel|rerun|delete)|cache delete)\b/, scope: 'actions' },
];

/** Hosts from which the job's token may have to read a package. */
const packageHosts = /ghcr\.io|docker\.pkg\.github\.com|(?:npm|maven|nuget|rubygems)\.pkg\.github\.com/;

/** Calls of the API, whose rights stand in an endpoint that is not read. */
const anyRequest = /\bgh api\b|api\.github\.com|\bgithub\.(?:rest|graphql|request|paginate)\b/;

/** What a job needs of its GITHUB_TOKEN: what its effects need, in every run that is known, and what else its text shows. */
export function jobRights(job: Job, { declared }: Analysis): JobRights {
  const found = new Map<string, Right['level']>([['contents', 'read']]);
  const add = ({ scope, level }: Right): void => {
    if (found.get(scope) !== 'write') found.set(scope, level);
  };
  const open = new Set<string>();
  for (const runs of declared.values())
    for (const run of runs) {
      for (const e of run.effects) if (e.job === job && usesToken(e.held.credential)) for (const right of e.deed.needs) add(right);
      for (const o of run.opaque) if (o.job === job && o.mayWrite !== false) open.add(o.what);
    }
  const { text } = job.node.file;
  if (packageHosts.test(text.slice(job.node.span.start, job.node.span.end))) add({ scope: 'packages', level: 'read' });
  for (const step of job.steps) {
    const script = step.run?.text ?? '';
    for (const { is, scope } of byCommand) if (is.test(script)) add({ scope, level: 'write' });
    if (anyRequest.test(text.slice(step.node.span.start, step.node.span.end))) open.add(step.name?.text ?? step.id ?? `step ${step.index + 1}`);
  }
  return { rights: [...found].map(([scope, level]) => ({ scope, level })), open: [...open] };
}

type Credential = Parameters<typeof isGithubToken>[0];

const usesToken = (c: Credential): boolean =>
  isGithubToken(c) || c.kind === 'oidc' || (c.kind === 'either' && (usesToken(c.first) || usesToken(c.ifMissing)));
