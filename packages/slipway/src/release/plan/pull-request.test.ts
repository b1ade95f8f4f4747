import { expect, it } from 'vitest';
import { readReleaseConfig } from '../config/index.ts';
import { pullRequestOf } from './pull-request.ts';

const config = readReleaseConfig('release: { components: [{ name: "@acme/a" }, { name: b/c, path: b }], channels: [stable, rc] }');
const [stable, rc] = config.channels;

it.each([
  ['all together', undefined, 'slipway/release'],
  ['all of them by name', ['b/c', '@acme/a'], 'slipway/release'],
  ['one of them', ['@acme/a'], 'slipway/release-acme-a'],
  ['another', ['b/c'], 'slipway/release-b-c'],
])('components that are released apart have pull requests of their own: %s', (_, components, branch) => {
  const released = [{ name: '@acme/a', to: '1.1.0' }];
  expect(pullRequestOf({ config, components }, { channel: stable!, warnings: [] }, released).branch).toBe(branch);
  expect(pullRequestOf({ config, components }, { channel: rc!, warnings: [] }, released).branch).toBe(branch.replace('release', 'release-rc'));
});
