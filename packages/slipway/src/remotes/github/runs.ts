import type { Repository } from './repository.ts';

/** A run of a workflow, as far as what it may have done is concerned. */
export interface WorkflowRunFacts {
  readonly id: number;
  /** Path of its file: `.github/workflows/release.yml`. */
  readonly path: string;
  readonly event: string;
  /** `queued`, `in_progress`, `completed`, `waiting`. */
  readonly status: string;
  /** `success`, `failure`, `cancelled`; null while it is not completed. */
  readonly conclusion: string | null;
  readonly url: string;
}

interface RunAnswer {
  readonly id: number;
  readonly path?: string;
  readonly event: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly html_url: string;
  readonly head_branch: string | null;
}

/**
 * Runs that a tag started: for GitHub the head branch of such a run is the name of the tag.
 * @throws GitHubError also when the token lacks `actions: read`
 */
export async function runsOfTag(at: Repository, tag: string): Promise<readonly WorkflowRunFacts[]> {
  const runs: WorkflowRunFacts[] = [];
  const deed = `list the runs of ${tag}`;
  for await (const run of at.list<RunAnswer>('GET /repos/{owner}/{repo}/actions/runs', { branch: tag }, { deed })) {
    if (run.head_branch !== tag) continue;
    const { id, event, conclusion, html_url } = run;
    // `.github/workflows/release.yml@refs/tags/v1`: what stands behind the file is how it was called.
    runs.push({ id, path: (run.path ?? '').replace(/@.*$/, ''), event, status: run.status ?? 'unknown', conclusion, url: html_url });
  }
  return runs;
}
