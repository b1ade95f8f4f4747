import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { GitHubError } from './failure.ts';
import type { Repository } from './repository.ts';

/** GitHub takes at most 10 MB of compressed SARIF. */
const MAX_SARIF_BYTES = 10_000_000;
/** Seconds between questions whether an upload was taken in. */
const WAITS = [1, 2, 4, 8];

export interface SarifUpload {
  readonly sarif: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
}

/** What became of an upload: taken in, refused with reasons, or not known yet. */
export interface SarifState {
  readonly state: 'complete' | 'failed' | 'pending';
  readonly errors: readonly string[];
}

/**
 * Sends findings to code scanning, and waits a while until GitHub says what became of them.
 * @throws GitHubError `forbidden` without `security-events: write`, `invalid` when it is larger than GitHub takes
 * @see https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */
export async function uploadSarif(at: Repository, { sarif, commit, ref }: SarifUpload): Promise<SarifState> {
  const packed = gzipSync(sarif);
  if (packed.length > MAX_SARIF_BYTES)
    throw new GitHubError('invalid', `the SARIF report is ${packed.length} bytes when compressed; GitHub takes ${MAX_SARIF_BYTES}.`);
  const { data } = await at.send<{ id?: string }>(
    'POST /repos/{owner}/{repo}/code-scanning/sarifs',
    { commit_sha: commit, ref, sarif: packed.toString('base64'), tool_name: 'slipway' },
    { deed: 'take in code scanning results (security-events: write)' },
  );
  if (data.id === undefined) return { state: 'pending', errors: [] };
  const { secondMs } = at.connection.patience;
  for (const seconds of [0, ...WAITS]) {
    if (seconds > 0) await wait(seconds * secondMs);
    const state = await sarifState(at, data.id);
    if (state.state !== 'pending') return state;
  }
  return { state: 'pending', errors: [] };
}

async function sarifState(at: Repository, id: string): Promise<SarifState> {
  const found = await at.find<{ processing_status?: string; errors?: string[] | null }>(
    'GET /repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}',
    { sarif_id: id },
    { deed: 'say what became of the code scanning results' },
  );
  const state = found?.processing_status;
  return { state: state === 'complete' || state === 'failed' ? state : 'pending', errors: found?.errors ?? [] };
}
