import type { Octokit } from '@octokit/core';
import type { ThrottlingOptions } from '@octokit/plugin-throttling';

/** How long to wait and how often to ask again. */
export interface Patience {
  /** Milliseconds of a second: a wait of three seconds takes three of them. Tests make it short. */
  readonly secondMs: number;
  /** Leaves GitHub's advised time between two writes. */
  readonly spaced: boolean;
  /** Longest single wait that is worth it, in seconds; a longer one is told to the caller. */
  readonly longestWait: number;
  /** How often a request is repeated that hit a rate limit. */
  readonly repeats: number;
}

export const PATIENT: Patience = { secondMs: 1000, spaced: true, longestWait: 90, repeats: 2 };

/** What a request of Octokit says when it is repeated. */
interface Retries {
  readonly retry: { retryRequest: (error: Failed, retries: number, retryAfter: number) => Failed };
}
type Failed = Error & { readonly status?: number; readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> } };

/** A plugin behind Octokit's own retry: it waits as long as the server asks (Retry-After), and not at all when that is too long. */
export function retrying(patience: Patience): (octokit: Octokit) => object {
  return (octokit) => {
    const { retry } = octokit as Octokit & Retries;
    const own = retry.retryRequest;
    retry.retryRequest = (error, retries, seconds) => {
      if (isLimit(error)) return own(error, 0, 0);
      const asked = Number(error.response?.headers['retry-after'] ?? Number.NaN);
      if (!Number.isFinite(asked)) return own(error, retries, seconds);
      return own(error, asked > patience.longestWait ? 0 : retries, Math.max(asked, 0));
    };
    return {};
  };
}

/** A rate limit is the throttling's to wait for, not the retry's: both together would ask far too often. */
function isLimit({ status, message, response }: Failed): boolean {
  return status === 429 && (/\bsecondary rate\b/i.test(message) || String(response?.headers['x-ratelimit-remaining']) === '0');
}

/**
 * Waits out rate limits that end soon.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function throttled(patience: Patience): ThrottlingOptions {
  const worth = (seconds: number, _options: unknown, _octokit: unknown, repeated: number): boolean =>
    seconds <= patience.longestWait && repeated < patience.repeats;
  const options = { onRateLimit: worth, onSecondaryRateLimit: worth, retryAfterBaseValue: patience.secondMs };
  if (patience.spaced) return options;
  const atOnce = { key: () => ({ schedule: <T>(_job: object, run: (...given: unknown[]) => T, ...given: unknown[]): T => run(...given) }) };
  return { ...options, write: atOnce, notifications: atOnce } as unknown as ThrottlingOptions;
}
