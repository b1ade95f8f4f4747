import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findToken, redact, tokenFrom, tokenKind } from '../../src/remotes/github/index.ts';
import { temporaryFolder, write } from '../../src/remotes/testing.ts';

const none = async (): Promise<undefined> => undefined;

describe('the token', () => {
  it('comes from the file, then the environment, then the GitHub CLI', async () => {
    const folder = temporaryFolder();
    write(folder, { token: 'ghp_fromfile\nsecond line\n' });
    const env = { GH_TOKEN: 'ghp_one', GITHUB_TOKEN: 'ghs_two' };
    const askGh = async (): Promise<string> => 'gho_three';
    const found = async (given: Partial<Parameters<typeof findToken>[0]>): Promise<unknown[]> => {
      const token = await findToken({ env: {}, host: 'github.com', askGh, ...given });
      return [token?.value, token?.kind, token?.source];
    };
    expect(await found({ env, file: join(folder, 'token') })).toEqual(['ghp_fromfile', 'classic', `--token-file ${join(folder, 'token')}`]);
    expect(await found({ env })).toEqual(['ghp_one', 'classic', 'GH_TOKEN']);
    expect(await found({ env: { GITHUB_TOKEN: 'ghs_two' } })).toEqual(['ghs_two', 'app', 'GITHUB_TOKEN']);
    expect(await found({ env: { ...env, GH_ENTERPRISE_TOKEN: 'ghp_own' }, host: 'ghe.example' })).toEqual([
      'ghp_own',
      'classic',
      'GH_ENTERPRISE_TOKEN',
    ]);
    expect(await found({})).toEqual(['gho_three', 'oauth', 'gh auth token']);
    expect(await found({ askGh: none })).toEqual([undefined, undefined, undefined]);
  });

  it('is refused when it is none, without saying what it is', async () => {
    expect(() => tokenFrom('two words', 'GH_TOKEN')).toThrow(/^GH_TOKEN holds no token: a token is one word of plain letters\.$/);
    await expect(findToken({ file: '/no/such/file', env: {}, host: 'github.com' })).rejects.toThrow(/cannot be read/);
  });

  it.each([
    ['github_pat_11ABC', 'fine-grained'],
    ['ghu_abc', 'user-of-app'],
    ['0123456789012345678901234567890123456789', 'unknown'],
  ])('%s is of kind %s', (value, kind) => {
    expect(tokenKind(value)).toBe(kind);
  });

  it('is nowhere in a text that was cleaned', () => {
    expect(redact('a ghp_0123456789abcdef b github_pat_11AAAA_bbbbcccc c', [])).toBe('a *** b *** c');
    expect(redact('remote: https://x-access-token:abc@github.example/a.git')).toBe('remote: https://github.example/a.git');
    expect(redact('AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46YWJj')).toBe('AUTHORIZATION: basic ***');
    expect(redact('of its own making: s3cr3t', ['s3cr3t'])).toBe('of its own making: ***');
  });
});
