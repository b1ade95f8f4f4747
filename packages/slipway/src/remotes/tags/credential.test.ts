import { describe, expect, it } from 'vitest';
import { type PushFacts, pushCredential } from './credential.ts';

const INSTALLATION = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';
const PERSONAL = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const RUN = { GITHUB_ACTIONS: 'true' };
const URL_ = 'https://github.com/acme/app';
const header = (token: string): string => `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

const of = (facts: Partial<PushFacts>) => pushCredential({ url: URL_, env: {}, ...facts });

describe('the credential of a push', () => {
  it.each([
    ['a key of the person', { url: 'git@github.com:acme/app.git' }, 'person'],
    ['a key, by its scheme', { url: 'ssh://git@github.com:22/acme/app.git' }, 'person'],
    ['a key of a run', { url: 'git@github.com:acme/app.git', env: RUN }, 'deploy-key'],
    ['a folder', { url: '/srv/git/app.git' }, 'person'],
    ['a folder, by its scheme', { url: 'file:///srv/git/app.git', env: RUN }, 'person'],
    ['a folder on Windows', { url: 'C:\\git\\app.git' }, 'person'],
    ["the person's helper", { helper: 'osxkeychain' }, 'person'],
    ['the GitHub CLI', { helper: '!/usr/bin/gh auth git-credential' }, 'person'],
    ['the GitHub CLI with a token', { helper: '!/usr/bin/gh auth git-credential', env: { GH_TOKEN: PERSONAL } }, 'pat'],
    ['nothing, for a person', {}, 'person'],
    ['nothing, in a run', { env: RUN }, 'unknown'],
    ['a personal token in the address', { url: `https://x-access-token:${PERSONAL}@github.com/acme/app` }, 'pat'],
    ['a personal token as the user', { url: `https://${PERSONAL}:x-oauth-basic@github.com/acme/app` }, 'pat'],
    ['a sign-in', { extraHeader: header('gho_abc') }, 'person'],
    ['the name of a user only', { url: 'https://octo@github.com/acme/app' }, 'person'],
    ['a persisted token of an installation', { extraHeader: header(INSTALLATION), env: RUN }, 'installation'],
    ['the GITHUB_TOKEN', { extraHeader: header(INSTALLATION), env: { ...RUN, GITHUB_TOKEN: INSTALLATION } }, 'github-token'],
    [
      'a token of an installation beside the GITHUB_TOKEN',
      { extraHeader: header(INSTALLATION), env: { ...RUN, GITHUB_TOKEN: 'ghs_other' } },
      'installation',
    ],
    ['a token of a kind that is not known', { extraHeader: header('0123456789abcdef0123456789abcdef01234567') }, 'unknown'],
  ] as const)('is known for %s', (_, facts, kind) => {
    expect(of(facts).kind).toBe(kind);
  });

  it('is the header where the address holds a token too', () => {
    const url = `https://x-access-token:${PERSONAL}@github.com/acme/app`;
    expect(of({ url, extraHeader: header(INSTALLATION), env: { ...RUN, GITHUB_TOKEN: INSTALLATION } }).kind).toBe('github-token');
  });

  it('never says a token', () => {
    for (const facts of [
      { extraHeader: header(INSTALLATION), env: RUN },
      { url: `https://${PERSONAL}@github.com/acme/app` },
      { helper: `!echo ${PERSONAL}` },
    ]) {
      const { text, doubt = '' } = of(facts);
      expect(text + doubt).not.toMatch(/ghs_|ghp_/);
    }
  });
});
