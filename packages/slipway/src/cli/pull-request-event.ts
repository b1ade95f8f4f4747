import { readFileSync } from 'node:fs';
import type { Io } from './io.ts';

/** The pull request that a run of GitHub Actions is for, as the event told it when the run began. */
export interface PullRequestEvent {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly author: string | null;
  /** The commit of the branch that it goes into. */
  readonly base: string | undefined;
  /** The newest commit of its own branch. */
  readonly head: string | undefined;
}

/**
 * Reads GITHUB_EVENT_PATH; undefined outside of a run, and in a run for something else.
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
 */
export function pullRequestEvent({ env }: Pick<Io, 'env'>): PullRequestEvent | undefined {
  const file = env.GITHUB_EVENT_PATH;
  if (file === undefined || file === '') return undefined;
  try {
    const { pull_request: pull } = JSON.parse(readFileSync(file, 'utf8')) as { pull_request?: Record<string, unknown> };
    if (typeof pull !== 'object' || pull === null || !Number.isSafeInteger(pull.number) || typeof pull.title !== 'string') return undefined;
    const labels = Array.isArray(pull.labels) ? pull.labels : [];
    return {
      number: pull.number as number,
      title: pull.title,
      body: typeof pull.body === 'string' ? pull.body : '',
      labels: labels.flatMap((label: unknown) => textOf(label, 'name') ?? []),
      author: textOf(pull.user, 'login') ?? null,
      base: hashOf(pull.base),
      head: hashOf(pull.head),
    };
  } catch {
    return undefined;
  }
}

function textOf(value: unknown, key: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function hashOf(value: unknown): string | undefined {
  const sha = textOf(value, 'sha');
  return sha !== undefined && /^[0-9a-f]{40,64}$/.test(sha) ? sha : undefined;
}
