import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presenceOf, type RegistryOptions } from './index.ts';

type Answer = { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

let answers: Map<string, Answer | ((authorization: string | undefined) => Answer)>;
let asked: string[];
let server: Server;
let url: string;
beforeEach(async () => {
  answers = new Map();
  asked = [];
  server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').replace(/\?.*$/, ''));
    asked.push(path);
    const found = answers.get(path) ?? { status: 404 };
    const { status, body = '', headers = {} } = typeof found === 'function' ? found(request.headers.authorization) : found;
    if (status === 0) return;
    response.writeHead(status, headers);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const presence = (kind: string, id: string, version: string, options: Partial<RegistryOptions> = {}) =>
  presenceOf(
    { kind, id, version, tag: `v${version}` },
    { npm: url, crates: url, pypi: url, go: url, images: () => url, userAgent: 'slipway-test', timeoutMs: 200, ...options },
  );
const json = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value) });

describe('a version', () => {
  it('is on npm, was there once, or never was', async () => {
    answers.set('/@octo/tool', json({ versions: { '1.0.0': {} }, time: { created: 'x', '1.0.0': 'x', '0.9.0': 'x' } }));
    expect(await presence('registry', 'npm:@octo/tool', '1.0.0')).toEqual({ state: 'present', text: 'npm has @octo/tool 1.0.0' });
    expect(await presence('registry', 'npm:@octo/tool', '0.9.0')).toMatchObject({
      state: 'present',
      text: expect.stringContaining('can never be used again'),
    });
    expect(await presence('registry', 'npm:@octo/tool', '1.1.0')).toEqual({ state: 'absent', text: 'npm has no @octo/tool 1.1.0' });
    expect(await presence('registry', 'npm:other', '1.1.0')).toMatchObject({ state: 'absent' });
    // It may be there for those who may see it.
    expect(await presence('registry', 'npm:@octo/other', '1.1.0')).toMatchObject({ state: 'unknown' });
    answers.set('/gone', json({ time: { unpublished: { versions: ['1.0.0'] } } }));
    expect([(await presence('registry', 'npm:gone', '1.0.0')).state, (await presence('registry', 'npm:gone', '1.1.0')).state]).toEqual([
      'present',
      'absent',
    ]);
  });

  it('is kept by the mirror of Go once anybody has fetched it', async () => {
    answers.set('/cached-only/example.com/!octo/tool/@v/v1.0.0.info', json({ Version: 'v1.0.0' }));
    expect((await presence('registry', 'go:example.com/Octo/tool', '1.0.0')).state).toBe('present');
    expect((await presence('registry', 'go:example.com/Octo/tool', '1.1.0')).state).toBe('absent');
    expect(asked.every((path) => path.startsWith('/cached-only/'))).toBe(true);
  });

  it('is on crates.io, also when it is yanked', async () => {
    answers.set('/to/ol/tool', { status: 200, body: '{"vers":"1.0.0","yanked":true}\n{"vers":"1.1.0-rc.1"}\n' });
    answers.set('/3/a/abc', { status: 200, body: '{"vers":"1.0.0"}\n' });
    expect((await presence('registry', 'crates.io:Tool', '1.0.0')).state).toBe('present');
    expect((await presence('registry', 'crates.io:tool', '1.1.0')).state).toBe('absent');
    expect((await presence('registry', 'crates.io:abc', '1.0.0')).state).toBe('present');
    expect((await presence('registry', 'crates.io:ab', '1.0.0')).state).toBe('absent');
  });

  it('is on PyPI in the spelling that Python has for it', async () => {
    answers.set('/simple/my-tool/', json({ versions: ['1.0', '1.1.0rc1'] }));
    expect((await presence('registry', 'pypi:My_Tool', '1.0.0')).state).toBe('present');
    expect((await presence('registry', 'pypi:my.tool', '1.1.0-rc.1')).state).toBe('present');
    expect((await presence('registry', 'pypi:my-tool', '1.1.0')).state).toBe('absent');
  });

  it('is a tag of an image, asked with an anonymous token; one that only members see is not known', async () => {
    const challenge = { 'www-authenticate': `Bearer realm="${url}/token",service="s",scope="repository:octo/tool:pull"` };
    const guarded =
      (status: number) =>
      (authorization: string | undefined): Answer =>
        authorization === 'Bearer abc' ? { status } : { status: 401, headers: challenge };
    answers.set('/token', json({ token: 'abc' }));
    for (const tag of ['1.0.0', 'v1.0.0']) answers.set(`/v2/octo/tool/manifests/${tag}`, guarded(404));
    expect((await presence('image', 'ghcr.io/octo/tool', '1.0.0')).state).toBe('absent');
    answers.set('/v2/octo/tool/manifests/v1.0.0', guarded(200));
    expect(await presence('image', 'ghcr.io/octo/tool', '1.0.0')).toEqual({ state: 'present', text: 'ghcr.io/octo/tool:v1.0.0 is there' });
    answers.set('/v2/octo/tool/manifests/1.0.0', guarded(403));
    expect((await presence('image', 'ghcr.io/octo/tool', '1.0.0')).state).toBe('unknown');
  });

  it('is not known of what does not answer, answers nonsense, or cannot be asked', async () => {
    answers.set('/tool', { status: 200, body: '<html>' });
    expect(await presence('registry', 'npm:tool', '1.0.0')).toEqual({ state: 'unknown', text: 'npm could not be asked: it answered 200' });
    answers.set('/tool', { status: 0 });
    expect(await presence('registry', 'npm:tool', '1.0.0', { timeoutMs: 30 })).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('did not answer within'),
    });
    expect((await presence('registry', 'npm:tool', '1.0.0', { npm: undefined })).state).toBe('unknown');
    expect((await presence('registry', 'npm:tool', '1.0.0', { npm: 'http://127.0.0.1:9', timeoutMs: 30 })).text).toContain('cannot be reached');
    expect((await presence('registry', 'rubygems:tool', '1.0.0')).state).toBe('unknown');
    expect((await presence('tap', 'tap:octo/homebrew-tap', '1.0.0')).state).toBe('unknown');
  });

  it('is asked for once more when the registry is busy', async () => {
    let busy = true;
    answers.set('/tool', () => {
      if (!busy) return json({ versions: {} });
      busy = false;
      return { status: 429, headers: { 'retry-after': '0.01' } };
    });
    expect((await presence('registry', 'npm:tool', '1.0.0')).state).toBe('absent');
    expect(asked).toEqual(['/tool', '/tool']);
  });
});
