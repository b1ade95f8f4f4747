import { type ConnectOptions, connect, type Patience, type Repository, repositoryOf, tokenFrom } from '../../src/remotes/github/index.ts';
import type { Emulator } from './emulator.ts';

/** Waits as long as GitHub asks, in milliseconds in place of seconds. */
export const HURRIED: Patience = { secondMs: 1, spaced: false, longestWait: 90, repeats: 2 };
export const TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';

/** `acme/app` on an emulator. */
export function repositoryOn(emulator: Pick<Emulator, 'url'>, options: Partial<ConnectOptions> = {}): Repository {
  const given = { token: tokenFrom(TOKEN, 'GITHUB_TOKEN'), apiUrl: emulator.url, userAgent: 'slipway-test', patience: HURRIED };
  return repositoryOf(connect({ ...given, ...options }), 'acme/app');
}
