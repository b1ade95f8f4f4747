import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { InputError } from '../errors.ts';
import { type Asked, failureOf, GitHubError } from './failure.ts';
import { wholeAnswers } from './fetch.ts';
import { PATIENT, type Patience, retrying, throttled } from './patience.ts';
import { useProxies } from './proxy.ts';
import type { Token } from './token.ts';

/** Which version of the REST API the requests are written for. */
const API_VERSION = '2022-11-28';
export const DEFAULT_API = 'https://api.github.com';
const TIMEOUT_MS = 30_000;

export interface ConnectOptions {
  readonly token?: Token | undefined;
  /** Of a GitHub Enterprise Server: `https://HOST/api/v3`, as the runner gives it in GITHUB_API_URL. */
  readonly apiUrl?: string | undefined;
  readonly userAgent: string;
  /** For each attempt. */
  readonly timeoutMs?: number;
  /** Ends every request at once. */
  readonly signal?: AbortSignal;
  /** Where proxies are named. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly patience?: Patience;
}

/** The fields of a path and of a body, by GitHub's names. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: T;
}

export interface Act {
  /** What is asked, for sentences, after "to": `read the branch main`. */
  readonly deed: string;
  /** false for what would be done twice if the answer to the first attempt is lost: a comment. */
  readonly again?: boolean;
}

/** GitHub, as one token sees it. All that is thrown is a GitHubError. */
export interface Connection {
  readonly token: Token | undefined;
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  readonly host: string;
  readonly patience: Patience;
  readonly signal: AbortSignal | undefined;
  send<T>(route: string, fields: Fields, act: Act): Promise<Answer<T>>;
  /** The items of all pages, page by page. */
  list<T>(route: string, fields: Fields, act: Act): AsyncIterable<T>;
  graphql<T>(query: string, variables: Fields, act: Act): Promise<T>;
}

/**
 * Opens a connection; nothing is sent yet.
 * @throws InputError for an address that is none, or that would send the token in the clear
 */
export function connect(options: ConnectOptions): Connection {
  const { token, signal, timeoutMs = TIMEOUT_MS, patience = PATIENT } = options;
  const api = apiOf(options.apiUrl ?? DEFAULT_API);
  const host = api.host === 'api.github.com' ? 'github.com' : api.host;
  const proxyHint = useProxies(options.env ?? {});
  const Client = Octokit.plugin(retry, retrying(patience), throttling, paginateRest);
  const octokit = new Client({
    baseUrl: api.href.replace(/\/$/, ''),
    userAgent: options.userAgent,
    request: { fetch: wholeAnswers(timeoutMs), ...(signal === undefined ? {} : { signal }) },
    retry: { retryAfterBaseValue: patience.secondMs },
    throttle: throttled(patience),
    // A library's own remarks are no business of the caller's terminal.
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    ...(token === undefined ? {} : { auth: token.value }),
  });
  const asked = (fields: Fields, { deed }: Act): Asked => ({ deed, slug: slugOf(fields), host, token, proxyHint, timeoutMs });
  const parameters = (fields: Fields, { again = true }: Act): Record<string, unknown> => ({
    ...fields,
    headers: { 'x-github-api-version': API_VERSION },
    ...(again ? {} : { request: { retries: 0 } }),
  });
  return {
    token,
    host,
    patience,
    signal,
    async send<T>(route: string, fields: Fields, act: Act): Promise<Answer<T>> {
      try {
        const answer = (await orAborted(octokit.request(route, parameters(fields, act)), signal)) as Answer<T>;
        expectApi(answer.data, host, act);
        return answer;
      } catch (error) {
        throw failureOf(error, asked(fields, act));
      }
    },
    async *list<T>(route: string, fields: Fields, act: Act): AsyncIterable<T> {
      const pages = octokit.paginate.iterator(route, parameters({ per_page: 100, ...fields }, act))[Symbol.asyncIterator]();
      for (;;) {
        const page = await orAborted(pages.next(), signal).catch((error: unknown) => {
          throw failureOf(error, asked(fields, act));
        });
        if (page.done) return;
        if (!Array.isArray(page.value.data)) throw strange(host, act);
        yield* page.value.data as T[];
      }
    },
    async graphql<T>(query: string, variables: Fields, act: Act): Promise<T> {
      try {
        return await orAborted(octokit.graphql<T>(query, { ...variables }), signal);
      } catch (error) {
        throw failureOf(error, asked({}, act));
      }
    },
  };
}

/** What stands between may answer in GitHub's place: a proxy's page, a sign-in form. */
function expectApi(data: unknown, host: string, act: Act): void {
  if (data !== '' && (typeof data !== 'object' || data === null || data instanceof ArrayBuffer)) throw strange(host, act);
}

function strange(host: string, { deed }: Act): GitHubError {
  return new GitHubError(
    'failed',
    `${host} answered with something that is not of GitHub's API when asked to ${deed}: is GITHUB_API_URL right, or does a proxy answer?`,
  );
}

function apiOf(url: string): URL {
  const api = URL.canParse(url) ? new URL(url) : undefined;
  if (api === undefined || !/^https?:$/.test(api.protocol)) throw new InputError('GITHUB_API_URL is no address; it looks like https://HOST/api/v3.');
  if (api.protocol === 'http:' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(api.hostname))
    throw new InputError(`GITHUB_API_URL names ${api.host} without https, which would send the token in the clear.`);
  return api;
}

function slugOf({ owner, repo }: Fields): string | undefined {
  return typeof owner === 'string' && typeof repo === 'string' ? `${owner}/${repo}` : undefined;
}

/** A wait between two attempts does not know of the signal; the caller is told at once all the same. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  promise.catch(() => {});
  signal.throwIfAborted();
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
