import { readFileSync } from 'node:fs';
import { UsageError } from '../../slipway/src/cli/exit.ts';
import type { Env } from './runner.ts';

/** A pull request as the event tells of it. */
export interface PullRequestEvent {
  readonly number: number;
  /** Newest commit of the branch that it goes into, when the event was made. */
  readonly base: string;
  readonly head: string;
  /** It comes from another repository, so the token can only read. */
  readonly fork: boolean;
}

export interface Event {
  readonly name: string;
  readonly pullRequest: PullRequestEvent | undefined;
  /** The commit that a merge queue puts its group on. */
  readonly groupBase: string | undefined;
}

interface Payload {
  readonly pull_request?: {
    readonly number: number;
    readonly base: { readonly sha: string; readonly repo?: { readonly full_name?: string } | null };
    readonly head: { readonly sha: string; readonly repo?: { readonly full_name?: string } | null };
  };
  readonly merge_group?: { readonly base_sha?: string };
}

/**
 * What started the run.
 * @throws UsageError for `pull_request_target`: such a run has rights that somebody else's change must not be read with
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function readEvent(env: Env): Event {
  const name = env.GITHUB_EVENT_NAME ?? '';
  if (name === 'pull_request_target')
    throw new UsageError(
      'pull_request_target runs with secrets and a token that can write; Slipway does not check a change there. Use `on: pull_request`, also for forks: annotations and the summary need no rights.',
    );
  const payload = readPayload(env.GITHUB_EVENT_PATH);
  const pull = payload.pull_request;
  return {
    name,
    pullRequest:
      pull === undefined
        ? undefined
        : {
            number: pull.number,
            base: pull.base.sha,
            head: pull.head.sha,
            // A fork that is gone has no repository any more.
            fork: pull.head.repo?.full_name === undefined || pull.head.repo.full_name !== pull.base.repo?.full_name,
          },
    groupBase: payload.merge_group?.base_sha,
  };
}

function readPayload(path: string | undefined): Payload {
  if (path === undefined || path === '') return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Payload;
  } catch {
    throw new UsageError(`GITHUB_EVENT_PATH names ${path}, which cannot be read as an event.`);
  }
}
