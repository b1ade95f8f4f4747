import { expect, test } from 'bun:test';

test('a service that is well says so', async () => {
  const server = Bun.serve({ port: 0, fetch: () => Response.json({ ok: true }) });
  const answer = await fetch(new URL('/health', server.url));
  expect(await answer.json()).toEqual({ ok: true });
  server.stop(true);
});
