import { OutsideError } from '../errors.ts';
import { redact } from './redact.ts';
import type { Token } from './token.ts';

/** `moved`: somebody else changed it between the look and the deed, so looking again helps. */
export type FailureKind =
  | 'moved'
  | 'unauthorized'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'invalid'
  | 'limited'
  | 'unreachable'
  | 'cancelled'
  | 'failed';

/** GitHub did not do what was asked. The message is one sentence for a person, without any token. */
export class GitHubError extends OutsideError {
  readonly kind: FailureKind;
  /** undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(kind: FailureKind, message: string, status?: number) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

/** What was asked, for the sentence. */
export interface Asked {
  /** In words, after "to": `create the pull request`. */
  readonly deed: string;
  /** `owner/name`, when it is about one repository. */
  readonly slug: string | undefined;
  readonly host: string;
  readonly token: Token | undefined;
  /** Something about proxies that the caller should know when there is no connection. */
  readonly proxyHint: string | undefined;
  readonly timeoutMs: number;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

interface Answered {
  readonly status: number;
  readonly message: string;
  readonly cause?: unknown;
  readonly response?: { readonly headers: Headers; readonly data?: unknown };
}

/** Any error of a request as one sentence: who refused what, why, and what to do. */
export function failureOf(error: unknown, asked: Asked): GitHubError {
  if (error instanceof GitHubError) return error;
  const made = answered(error) ? ofAnswer(error, asked) : ofQuery(error) ? refusedQuery(error, asked) : unreachable(error, asked);
  return new GitHubError(made.kind, redact(made.message, [asked.token?.value]), made.status);
}

function answered(error: unknown): error is Answered & { response: NonNullable<Answered['response']> } {
  return error instanceof Error && 'status' in error && 'response' in error && typeof error.response === 'object' && error.response !== null;
}

/** A GraphQL answer of 200 that holds errors. */
function ofQuery(error: unknown): error is Error {
  return error instanceof Error && error.name === 'GraphqlResponseError';
}

function refusedQuery(error: Error, { deed, host }: Asked): GitHubError {
  return new GitHubError('failed', `${host} refused to ${deed}: ${trimmed(error.message)}.`);
}

function ofAnswer(error: Answered & { response: NonNullable<Answered['response']> }, asked: Asked): GitHubError {
  const { status, response } = error;
  const { headers } = response;
  const at = asked.slug === undefined ? '' : ` in ${asked.slug}`;
  const refused = `${asked.host} refused to ${asked.deed}${at}`;
  const limit = limitOf(status, headers, error.message);
  if (limit !== undefined) return new GitHubError('limited', `${refused}: ${limit}.`, status);
  switch (status) {
    case 401:
      return new GitHubError(
        'unauthorized',
        `${refused}: ${asked.token === undefined ? 'it asks for a token' : `${named(asked.token)} is not valid, or has expired`}.`,
        status,
      );
    case 403:
      return new GitHubError('forbidden', `${refused}: ${missingRight(headers, error.message, asked.token)}.`, status);
    case 404:
      return new GitHubError('missing', `${refused}: ${absent(asked)}.`, status);
    case 409:
      return new GitHubError('conflict', `${refused}: ${said(response.data)}.`, status);
    case 422:
      return new GitHubError('invalid', `${refused}: ${said(response.data)}.`, status);
    default:
      return new GitHubError('failed', `${asked.host} could not ${asked.deed}${at}: it answered ${status}, also when asked again.`, status);
  }
}

/** @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function limitOf(status: number, headers: Headers, message: string): string | undefined {
  if (status !== 429 && status !== 403) return undefined;
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']);
    return Number.isFinite(reset) && reset > 0
      ? `the token's requests are used up until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC`
      : "the token's requests are used up for this hour";
  }
  const wait = headers['retry-after'];
  if (status !== 429 && wait === undefined && !/secondary rate|rate limit/i.test(message)) return undefined;
  return `too many requests in a short time${wait === undefined ? '' : `; it asks to wait ${wait} seconds`}`;
}

/** @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
function missingRight(headers: Headers, message: string, token: Token | undefined): string {
  if (/not permitted to create or approve pull requests/i.test(message))
    return 'its settings do not let GitHub Actions create pull requests (Settings, Actions, General, Workflow permissions)';
  if (headers['x-github-sso'] !== undefined) return `${named(token)} is not authorized for the organization's single sign-on`;
  if (/archived/i.test(message)) return 'the repository is archived';
  const accepted = rights(String(headers['x-accepted-github-permissions'] ?? ''));
  if (accepted !== '' && /resource not accessible/i.test(message)) return `${named(token)} lacks ${accepted}`;
  const scopes = String(headers['x-accepted-oauth-scopes'] ?? '');
  if (scopes !== '' && token?.kind === 'classic') return `${named(token)} lacks the scope ${scopes.split(/,\s*/).join(' or ')}`;
  if (/resource not accessible/i.test(message)) return `${named(token)} lacks a permission for it`;
  return trimmed(message);
}

/** `contents=write; pull_requests=read,issues=read` as `contents: write, or pull_requests: read and issues: read`. */
function rights(header: string): string {
  return header
    .split(';')
    .map((one) => one.trim().replaceAll('=', ': ').split(/,\s*/).join(' and '))
    .filter((one) => one !== '')
    .join(', or ');
}

function absent({ slug, token }: Asked): string {
  const may = token === undefined ? 'it is private and there is no token' : `${named(token)} may not see or change it`;
  return slug === undefined ? `it is not there, or ${may}` : `${slug}, or what was asked of it, is not there, or ${may}`;
}

function unreachable(error: unknown, { deed, host, slug, proxyHint, timeoutMs }: Asked): GitHubError {
  const at = slug === undefined ? '' : ` in ${slug}`;
  const cause = rootOf(error);
  if (cause.name === 'AbortError') return new GitHubError('cancelled', `cancelled before ${host} could ${deed}${at}.`);
  if (cause.name === 'TimeoutError')
    return new GitHubError('unreachable', `${host} did not answer within ${timeoutMs / 1000} seconds when asked to ${deed}${at}.`);
  const hint = proxyHint === undefined ? '' : ` ${proxyHint}`;
  return new GitHubError('unreachable', `${host} could not be reached to ${deed}${at}: ${trimmed(cause.message)}.${hint}`);
}

/** fetch wraps what happened in an error that says nothing. */
function rootOf(error: unknown): { readonly name: string; readonly message: string } {
  let found: unknown = error;
  for (let depth = 0; depth < 5 && found instanceof Error && found.cause !== undefined; depth++) found = found.cause;
  if (found instanceof Error) return { name: found.name, message: found.message || ('code' in found ? String(found.code) : found.name) };
  return { name: 'Error', message: String(found) };
}

/** What GitHub says of a request that cannot be done: its message and the messages of its fields. */
function said(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('message' in data)) return 'it does not say why';
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : [];
  const details = errors.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'message' in one ? String(one.message) : typeof one === 'string' ? one : JSON.stringify(one),
  );
  return trimmed([String(data.message), ...details].join(': '));
}

function trimmed(text: string): string {
  return text
    .replace(/ - https:\/\/docs\.\S+/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
    .replace(/\.$/, '');
}

function named(token: Token | undefined): string {
  return token === undefined ? 'a request without a token' : `the token of ${token.source}`;
}
