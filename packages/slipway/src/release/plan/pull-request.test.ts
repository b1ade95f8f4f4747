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

it('has a title that says which of several components it is', () => {
  const title = (released: readonly { readonly name: string; readonly to: string }[], of = config): string =>
    pullRequestOf({ config: of }, { channel: stable!, warnings: [] }, released).title;
  const [a, b] = [
    { name: '@acme/a', to: '1.1.0' },
    { name: 'b/c', to: '1.1.0' },
  ];
  expect(title([a])).toBe('chore: release @acme/a 1.1.0');
  expect(title([a, b])).toBe('chore: release 1.1.0');
  expect(title([a, { ...b, to: '2.0.0' }])).toBe('chore: release @acme/a 1.1.0, b/c 2.0.0');
  expect(title([{ name: 'root', to: '1.1.0' }], readReleaseConfig('release: {}'))).toBe('chore: release 1.1.0');
});
