import { get, isMap, type SourceNode, textOf } from '../../source/index.ts';
import { document, RELEASE_PLEASE_CONFIG, type ToolWorld } from '../../tools/index.ts';
import { worldOf } from '../files/index.ts';
import type { Component, Driver } from '../types.ts';
import type { PropagationPolicy, RangeKind } from '../versions/index.ts';

const NONE: PropagationPolicy = { bump: 'none' };

/**
 * How tools raise what depends on what rises, when their configuration says nothing of it. Read on 2026-11-21:
 * - release-plz, crates/release_plz_core/src/command/update/{updater,package_dependencies}.rs: the patch number where the text of a requirement with a
 *   version changes, dependencies for development too.
 * - changesets, packages/assemble-release-plan/src/determine-dependents.ts: the patch number where a range no longer takes the version; before 3.0.0
 *   a peer that rises by more than the patch number makes it a major one.
 * - release-please, src/plugins/{cargo,node}-workspace.ts: the patch number always, dependencies for development too, peers when told to; nothing without
 *   the plugin.
 * - nx, packages/nx/src/command-line/release/version/release-group-processor.ts: the patch number always, unless `updateDependents` is never.
 * - lerna, libs/core/src/lib/collect-updates/collect-project-updates.ts and its graph of packages: every dependant, of all tables.
 * - the others have no such rule, and leave a dependant alone until it has a change of its own.
 */
const POLICIES: Readonly<Record<Driver, PropagationPolicy>> = {
  slipway: { bump: 'patch' },
  'release-plz': { bump: 'patch', when: 'rewritten', dev: true, kinds: ['cargo'] },
  changesets: { bump: 'patch', when: 'out-of-range', kinds: ['npm'] },
  'release-please': NONE,
  nx: { bump: 'patch', when: 'always', dev: true },
  lerna: { bump: 'patch', when: 'always', dev: true, kinds: ['npm'] },
  'semantic-release': NONE,
  'git-cliff': NONE,
  'cargo-dist': { bump: 'patch' },
  goreleaser: { bump: 'patch' },
  knope: NONE,
  'release-it': NONE,
  cocogitto: NONE,
  'python-semantic-release': NONE,
};

/**
 * How each component rises with what it depends on, by its name: as the tool that drives it does it, and as that tool is told here.
 *
 * @param read text of a file of the tree; the same function for all questions about one tree
 */
export function propagationPolicies(
  read: (path: string) => string | undefined,
  list: () => readonly string[],
  components: readonly Pick<Component, 'name' | 'driver'>[],
): ReadonlyMap<string, PropagationPolicy> {
  const world = worldOf(read, list);
  const byDriver = new Map<Driver, PropagationPolicy>();
  return new Map(
    components.map(({ name, driver }) => {
      const policy = byDriver.get(driver) ?? policyOf(world, driver);
      byDriver.set(driver, policy);
      return [name, policy];
    }),
  );
}

function policyOf(world: ToolWorld, driver: Driver): PropagationPolicy {
  if (driver === 'changesets') return ofChangesets(world);
  if (driver === 'release-please') return ofReleasePlease(world);
  if (driver === 'nx') {
    const told = textOf(get(document(world, 'nx.json'), 'release', 'version', 'updateDependents'));
    return told === 'never' ? NONE : POLICIES.nx;
  }
  return POLICIES[driver];
}

/** Options that Changesets 2 has under a name of its own, and 3 beside the others. */
const UNSAFE = '___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH';

function ofChangesets(world: ToolWorld): PropagationPolicy {
  const root = document(world, '.changeset/config.json') ?? document(world, '.changeset/config.jsonc');
  const option = (name: string): string | undefined => textOf(get(root, name)) ?? textOf(get(root, UNSAFE, name));
  const when = option('updateInternalDependents') === 'always' ? 'always' : 'out-of-range';
  const plain: PropagationPolicy = { ...POLICIES.changesets, when };
  if (/^\D*(?:[3-9]|\d\d)(?:\.|$)/.test(versionOfCli(world) ?? '')) return plain;
  return {
    ...plain,
    peers: { bump: 'major', from: 'minor', when: option('onlyUpdatePeerDependentsWhenOutOfRange') === 'true' ? 'out-of-range' : 'always' },
  };
}

/** What package.json asks of Changesets; undefined when it does not say. */
function versionOfCli(world: ToolWorld): string | undefined {
  const root = document(world, 'package.json');
  const written = textOf(get(root, 'devDependencies', '@changesets/cli')) ?? textOf(get(root, 'dependencies', '@changesets/cli'));
  return written?.startsWith('catalog:') ? textOf(get(document(world, 'pnpm-workspace.yaml'), 'catalog', '@changesets/cli')) : written;
}

const PLUGINS: Readonly<Record<string, RangeKind>> = { 'cargo-workspace': 'cargo', 'node-workspace': 'npm' };

function ofReleasePlease(world: ToolWorld): PropagationPolicy {
  const listed = get(document(world, RELEASE_PLEASE_CONFIG), 'plugins');
  const plugins = listed?.kind === 'seq' ? listed.items.flatMap((one) => pluginOf(one)) : [];
  if (plugins.length === 0) return NONE;
  const peers = plugins.some(({ node }) => textOf(get(node, 'updatePeerDependencies')) === 'true');
  return { bump: 'patch', when: 'always', dev: true, kinds: plugins.map(({ kind }) => kind), ...(peers ? {} : { peers: 'none' }) };
}

function pluginOf(node: SourceNode): { readonly node: SourceNode; readonly kind: RangeKind }[] {
  const kind = PLUGINS[textOf(isMap(node) ? get(node, 'type') : node) ?? ''];
  return kind === undefined ? [] : [{ node, kind }];
}
