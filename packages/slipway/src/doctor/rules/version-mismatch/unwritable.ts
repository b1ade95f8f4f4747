import type { Analysis, World } from '../../../chain/index.ts';
import { cargoManifest, cargoPackages, document, releasePleaseOwned, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { said } from './versions.ts';

/** The file that the strategy writes is a workspace without a package, or its package takes the version of the workspace. */
function hasNone(directory: string, world: World): boolean {
  const own = cargoManifest(world.tools, directory);
  return directory === ''
    ? own === undefined && cargoPackages(world.tools).some((one) => one.version === undefined)
    : own !== undefined && own.version === undefined;
}

/**
 * release-please's strategy `rust` writes `[package].version` of the root and of each member, and stops where there is none: a virtual workspace, or
 * members that take the version of the workspace. Read in its src/strategies/rust.ts and src/updaters/rust/cargo-toml.ts, 2026-07.
 */
export function* unwritable({ world }: Analysis): Generator<Draft> {
  if (!world.workflows.some((w) => /release-please/.test(w.file.text))) return;
  const inherited = versionSources(world.tools).find((one) => one.key === 'workspace.package.version');
  if (inherited === undefined) return;
  const owned = releasePleaseOwned({ world: world.tools, document: (path) => document(world.tools, path) });
  const root = owned.find((one) => one.releaseType === 'rust' && one.manifest !== undefined && hasNone(one.directory, world));
  if (root?.node === undefined || owned.some((one) => one.extraFiles.some((extra) => extra.path === 'Cargo.toml'))) return;
  const at = root.node.file.locate(root.node.span);
  yield {
    at: { ...at, endLine: at.line, endColumn: at.column + 1 },
    certainty: 'proven',
    title: 'release-please cannot write the version of this workspace',
    message:
      `The release type \`rust\` writes \`[package].version\` into ${root.manifest}${root.directory === '' ? ' and into each member' : ''}, and stops with an error where there is none. ${root.directory === '' ? 'The root here is a workspace without a package' : 'This package has none of its own'}: the version stands in \`[workspace.package]\` (${said(inherited)}). ` +
      'So the version in the tree is never raised by a release.',
    chain: [
      { kind: 'step', text: 'release type rust', location: at, state: 'cut' },
      { kind: 'step', text: said(inherited), location: inherited.at, state: 'holds' },
    ],
    facts: [],
    key: ['release-please', 'rust workspace'],
    advice: 'Use the release type `simple`, and list Cargo.toml in `extra-files` with `type: toml` and `jsonpath: $.workspace.package.version`.',
  };
}
