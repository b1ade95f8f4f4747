import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../src/remotes/github/failure.ts';
import { connect, GitHubError, repositoryFacts, repositoryOf, tokenFrom, upsertComment } from '../../src/remotes/github/index.ts';
import { useProxies } from '../../src/remotes/github/proxy.ts';
import { Emulator } from './emulator.ts';
import { HURRIED, repositoryOn, TOKEN } from './repository-on.ts';

let github: Emulator;
beforeEach(async () => {
  github = await Emulator.start();
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

const REPO = /^GET \/repos\/acme\/app$/;
const failing = async (promise: Promise<unknown>): Promise<GitHubError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GitHubError);
  return error as GitHubError;
};

describe('a request that fails in passing', () => {
  it.each([500, 502, 503])('is repeated after %i', async (status) => {
    github.answer(REPO, { status, body: { message: 'oops' } });
    expect((await repositoryFacts(repositoryOn(github))).defaultBranch).toBe('main');
    expect(github.count(REPO)).toBe(2);
  });

  it('is repeated after the time that the server asks for', async () => {
    github.answer(REPO, { status: 503, body: {}, headers: { 'retry-after': '7' } });
    expect((await repositoryFacts(repositoryOn(github))).slug).toBe('acme/app');
    expect(github.count(REPO)).toBe(2);
  });

  it('is repeated a bounded number of times', async () => {
    github.answer(REPO, ...Array.from({ length: 50 }, () => ({ status: 502, body: {} })));
    const error = await failing(repositoryFacts(repositoryOn(github)));
    expect([error.kind, error.exitCode, github.count(REPO)]).toEqual(['failed', 50, 4]);
    expect(error.message).toMatch(/could not read the repository in acme\/app: it answered 502/);
  });

  it('is repeated after a rate limit that ends soon, a bounded number of times', async () => {
    const secondary = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' }, headers: { 'retry-after': '3' } };
    github.answer(REPO, secondary, secondary);
    await repositoryFacts(repositoryOn(github));
    expect(github.count(REPO)).toBe(3);
    github.answer(REPO, ...Array.from({ length: 50 }, () => ({ ...secondary, status: 429 })));
    const error = await failing(repositoryFacts(repositoryOn(github)));
    expect([error.kind, github.count(REPO)]).toEqual(['limited', 6]);
  });

  it('is not repeated when the server asks to wait for long', async () => {
    github.answer(REPO, { status: 429, body: { message: 'slow down' }, headers: { 'retry-after': '3600' } });
    const error = await failing(repositoryFacts(repositoryOn(github)));
    expect([error.kind, github.count(REPO)]).toEqual(['limited', 1]);
    expect(error.message).toContain('it asks to wait 3600 seconds');
  });

  it('is not repeated when it could be done twice', async () => {
    const comment = /^POST .*\/comments$/;
    github.answer(comment, { status: 502, body: {}, done: true });
    expect((await failing(upsertComment(repositoryOn(github), 1, 'marker', 'marker'))).kind).toBe('failed');
    expect(github.count(comment)).toBe(1);
    // The next run finds what the lost answer was about.
    await upsertComment(repositoryOn(github), 1, 'marker', 'marker, newer');
    expect(github.comments.map(({ body }) => body)).toEqual(['marker, newer']);
  });
});

describe('a failure is one sentence', () => {
  it.each<[string, Parameters<Emulator['answer']>[1], string, RegExp]>([
    [
      'a token that is not valid',
      { status: 401, body: { message: 'Bad credentials' } },
      'unauthorized',
      /the token of GITHUB_TOKEN is not valid, or has expired/,
    ],
    [
      'a permission that an App lacks',
      {
        status: 403,
        body: { message: 'Resource not accessible by integration' },
        headers: { 'x-accepted-github-permissions': 'pull_requests=write; contents=read,issues=read' },
      },
      'forbidden',
      /lacks pull_requests: write, or contents: read and issues: read\.$/,
    ],
    [
      'a permission without a name',
      { status: 403, body: { message: 'Resource not accessible by integration' } },
      'forbidden',
      /lacks a permission for it/,
    ],
    [
      'pull requests that Actions may not make',
      { status: 403, body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' } },
      'forbidden',
      /Settings, Actions, General/,
    ],
    [
      'single sign-on',
      { status: 403, body: { message: 'Resource protected' }, headers: { 'x-github-sso': 'required; url=https://x' } },
      'forbidden',
      /single sign-on/,
    ],
    [
      'nothing there',
      { status: 404, body: { message: 'Not Found' } },
      'missing',
      /acme\/app, or what was asked of it, is not there, or the token of GITHUB_TOKEN may not see/,
    ],
    [
      'a request that cannot be done',
      { status: 422, body: { message: 'Validation Failed', errors: [{ message: 'head is invalid' }] } },
      'invalid',
      /Validation Failed: head is invalid\.$/,
    ],
    [
      'a limit that lasts',
      { status: 403, body: { message: 'API rate limit exceeded' }, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2100000000' } },
      'limited',
      /used up until 13:20 UTC\.$/,
    ],
  ])('%s', async (_, answer, kind, sentence) => {
    github.answer(REPO, answer);
    const error = await failing(repositoryFacts(repositoryOn(github)));
    expect([error.kind, github.count(REPO)]).toEqual([kind, 1]);
    expect(error.message).toMatch(sentence);
    expect(error.message).toMatch(/^[^\n]+\.$/);
  });

  it('a server that does not answer in time', async () => {
    github.answer(REPO, ...Array.from({ length: 10 }, () => ({ status: 200, silent: true })));
    const error = await failing(repositoryFacts(repositoryOn(github, { timeoutMs: 20 })));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain('did not answer within 0.02 seconds when asked to read the repository in acme/app');
    expect(github.count(REPO)).toBe(4);
  });

  it('a request without a token', async () => {
    const error = await failing(repositoryFacts(repositoryOn(github, { token: undefined })));
    expect(error.message).toMatch(/refused to read the repository in acme\/app: it asks for a token\.$/);
  });

  it('something else that answers in its place', async () => {
    github.answer(REPO, { status: 200, body: '<html>Sign in</html>' });
    const error = await failing(repositoryFacts(repositoryOn(github)));
    expect([error.kind, error.exitCode]).toEqual(['failed', 50]);
    expect(error.message).toMatch(/is GITHUB_API_URL right, or does a proxy answer\?$/);
    github.answer(/\/comments$/, { status: 200, body: { message: 'hello' } });
    expect((await failing(upsertComment(repositoryOn(github), 1, 'm', 'm'))).kind).toBe('failed');
  });

  it('a server that is not there', async () => {
    const gone = await Emulator.start();
    await gone.stop();
    const error = await failing(repositoryFacts(repositoryOn({ url: gone.url })));
    expect([error.kind, error.exitCode]).toEqual(['unreachable', 50]);
    expect(error.message).toMatch(/could not be reached to read the repository in acme\/app: .*ECONNREFUSED/);
  });

  it('no connection, with a word about proxies that this Node does not use', () => {
    const hint = useProxies({ HTTPS_PROXY: 'http://proxy.example:3128' }, undefined);
    if (process.env.NODE_USE_ENV_PROXY !== '1') expect(hint).toMatch(/^HTTPS_PROXY is set, but Node \S+ does not use it: set NODE_USE_ENV_PROXY=1/);
    const asked = {
      deed: 'read it',
      slug: 'acme/app',
      host: 'github.com',
      token: undefined,
      proxyHint: 'HTTPS_PROXY is set, but not used.',
      timeoutMs: 1,
    };
    const error = failureOf(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND api.github.com') }), asked);
    expect(error.message).toBe(
      'github.com could not be reached to read it in acme/app: getaddrinfo ENOTFOUND api.github.com. HTTPS_PROXY is set, but not used.',
    );
  });

  it('none where this Node uses the proxies of its environment, which it is told once', () => {
    let told = 0;
    const enable = (): void => {
      told++;
    };
    for (const env of [{}, { https_proxy: 'http://proxy.example' }, { https_proxy: 'http://proxy.example' }])
      expect(useProxies(env, enable)).toBeUndefined();
    expect(told).toBe(1);
  });

  it('what was cancelled, at once, also between two attempts', async () => {
    const stop = new AbortController();
    github.answer(REPO, { status: 502, body: {} });
    const waiting = repositoryFacts(repositoryOn(github, { signal: stop.signal, patience: { ...HURRIED, secondMs: 1_000_000 } }));
    const noticed = failing(waiting);
    while (github.count(REPO) === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect((await noticed).kind).toBe('cancelled');
    expect((await failing(repositoryFacts(repositoryOn(github, { signal: stop.signal })))).kind).toBe('cancelled');
    expect(github.count(REPO)).toBe(1);
  });

  it('never holds the token, whatever the server answers', async () => {
    for (const message of [`no: ${TOKEN}`, `Authorization: Bearer ${TOKEN}`, `https://x-access-token:${TOKEN}@github.example/acme/app`]) {
      github.answer(REPO, { status: 422, body: { message, errors: [{ message: `and ${TOKEN}` }] } });
      const error = await failing(repositoryFacts(repositoryOn(github)));
      expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(TOKEN.slice(4));
    }
  });
});

describe('an address', () => {
  it.each(['ftp://x', 'nonsense', 'http://ghe.example/api/v3'])('%s is refused', (apiUrl) => {
    expect(() => connect({ apiUrl, userAgent: 'x' })).toThrow(/GITHUB_API_URL/);
  });

  it.each(['app', 'a/b/c', '../x', 'a b/c', 'acme/..'])('%s names no repository', (slug) => {
    const connection = connect({ token: tokenFrom(TOKEN, 'GH_TOKEN'), apiUrl: github.url, userAgent: 'x' });
    expect(() => repositoryOf(connection, slug)).toThrow(/is not OWNER\/NAME/);
  });

  it('of a GitHub Enterprise Server keeps its path', async () => {
    const server = repositoryOn({ url: `${github.url}/api/v3` });
    github.answer(/^GET \/api\/v3\/repos\/acme\/app$/, { status: 200, body: { full_name: 'acme/app', default_branch: 'trunk' } });
    expect((await repositoryFacts(server)).defaultBranch).toBe('trunk');
  });
});
