import { expect, it } from 'vitest';
import { expectClean, slipway } from './commands.ts';
import { folder, SOUND, WORKFLOW } from './sample-folders.ts';

const root = folder({ [WORKFLOW]: SOUND.replace('github.token', 'secrets.RELEASE_TOKEN || github.token') });

it('slipway credentials says what dies with each', async () => {
  const outcome = await slipway(['credentials', root]);
  expectClean(outcome);
  expect(outcome.code).toBe(0);
  expect(outcome.out).toMatch(/^credential +missing +expired +a GITHUB_TOKEN +others see it\nRELEASE_TOKEN +nothing dies +fails red +nothing dies/);
  expect(outcome.out).toContain('release.yml:12');
  expect(outcome.out).toMatch(/with\s+Contents: write/);
});

it('prints the same as data', async () => {
  const outcome = await slipway(['credentials', root, '--format', 'json']);
  expect(JSON.parse(outcome.out)).toMatchObject({ schemaVersion: 1, credentials: [{ name: 'RELEASE_TOKEN', missing: { how: 'nothing' } }, {}] });
});

it('says when there are none', async () => {
  expect((await slipway(['credentials', folder({ 'a.txt': 'a' })])).out).toBe('No release here reads a secret or uses a token.\n');
});
