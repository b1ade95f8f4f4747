import { expect, it } from 'vitest';
import { describe } from '../../../actions/index.ts';
import { callOf } from '../../effects/commands/world.fixture.ts';
import { packageManagers } from './package-managers.ts';

const files = {
  'package.json': JSON.stringify({ name: 'workspace', private: true, workspaces: ['packages/*'] }),
  'packages/a/package.json': JSON.stringify({ name: '@acme/tool', version: '1.0.0' }),
};

it.each([
  ['npm pack', 'make workspace-{version}.tgz'],
  ['npm pack --workspace @acme/tool --pack-destination out', 'make out/acme-tool-{version}.tgz'],
  ['npm pack -w packages/a --pack-destination=out/ --json', 'make out/acme-tool-{version}.tgz'],
  ['npm pack ./packages/a', 'anything'],
  ['npm pack --workspaces', 'anything'],
  ['npm pack --dry-run', ''],
  ['pnpm pack', 'anything'],
])('%s', (words, expected) => {
  const made = packageManagers.files({ ...callOf(words, { files }), redirects: [] }) ?? [];
  expect(made.map((deed) => (deed.op === 'make' ? `make ${describe(deed.path)}` : deed.op)).join()).toBe(expected);
});
