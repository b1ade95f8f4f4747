import type { Repository } from './repository.ts';

/** A check run, or a status of an older kind, that is not green. */
export interface Check {
  readonly name: string;
  /** `failure`, `timed_out`, `in_progress`, `pending`; GitHub's own word. */
  readonly state: string;
  readonly url: string | undefined;
}

/** What CI says of a commit. */
export interface CommitChecks {
  /** `none`: nobody has checked it. */
  readonly state: 'green' | 'red' | 'pending' | 'none';
  readonly passed: number;
  readonly failed: readonly Check[];
  readonly pending: readonly Check[];
}

interface CheckRun {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly details_url?: string | null;
  readonly html_url?: string | null;
}

interface Status {
  readonly context: string;
  readonly state: string;
  readonly target_url?: string | null;
}

/** Ends that keep nothing from being merged: https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks */
const GREEN: ReadonlySet<string> = new Set(['success', 'neutral', 'skipped']);

/**
 * Asks for the newest check runs of a commit and for its statuses.
 * @param run number of the run that asks (GITHUB_RUN_ID): its own checks are still running, and are left out
 * @throws GitHubError also when the token may not read checks (`checks: read`, `statuses: read`)
 */
export async function checksOf(at: Repository, sha: string, { run }: { readonly run?: string | undefined } = {}): Promise<CommitChecks> {
  const deed = `read the checks of commit ${sha.slice(0, 10)}`;
  const failed: Check[] = [];
  const pending: Check[] = [];
  let passed = 0;
  const own = run === undefined || run === '' ? undefined : new RegExp(`/actions/runs/${run}(?:/|$)`);
  for await (const one of at.list<CheckRun>('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ref: sha, filter: 'latest' }, { deed })) {
    const url = one.html_url ?? one.details_url ?? undefined;
    if (own?.test(one.details_url ?? url ?? '')) continue;
    const state = one.status === 'completed' ? (one.conclusion ?? 'unknown') : one.status;
    if (one.status !== 'completed') pending.push({ name: one.name, state, url });
    else if (GREEN.has(state)) passed++;
    else failed.push({ name: one.name, state, url });
  }
  // The newest status of each context: https://docs.github.com/en/rest/commits/statuses#list-commit-statuses-for-a-reference
  const seen = new Set<string>();
  for await (const { context, state, target_url } of at.list<Status>('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ref: sha }, { deed })) {
    if (seen.has(context)) continue;
    seen.add(context);
    const check = { name: context, state, url: target_url ?? undefined };
    if (state === 'success') passed++;
    else (state === 'pending' ? pending : failed).push(check);
  }
  const state = failed.length > 0 ? 'red' : pending.length > 0 ? 'pending' : passed > 0 ? 'green' : 'none';
  return { state, passed, failed, pending };
}

/** Why a commit is not to be released yet, as half a sentence; undefined when its checks are green, or when nobody checks. */
export function notGreen({ failed, pending }: CommitChecks): string | undefined {
  const parts = [...(failed.length > 0 ? [`${names(failed)} failed`] : []), ...(pending.length > 0 ? [`${names(pending)} not done yet`] : [])];
  return parts.length === 0 ? undefined : parts.join(', ');
}

function names(checks: readonly Check[]): string {
  const shown = [...new Set(checks.map(({ name }) => name))].sort();
  return shown.length <= 3 ? shown.join(', ') : `${shown.slice(0, 3).join(', ')} and ${shown.length - 3} more`;
}
