import type { Analysis } from '../../../chain/index.ts';
import { cargoManifest, cargoPackages, document, releasePleaseOwned, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { said } from './versions.ts';

/**
 * release-please's strategy `rust` writes `[package].version` of the root and of each member, and stops where there is none: a virtual workspace, or
 * members that take the version of the workspace. Read in its src/strategies/rust.ts and src/updaters/rust/cargo-toml.ts, 2026-07.
 */
export function* unwritable({ world }: Analysis): Generator<Draft> {
  if (!world.workflows.some((w) => /release-please/.test(w.file.text))) return;
  const inherited = versionSources(world.tools).find((one) => one.key === 'workspace.package.version');
  if (inherited === undefined || cargoManifest(world.tools, '') !== undefined) return;
  const owned = releasePleaseOwned({ world: world.tools, document: (path) => document(world.tools, path) });
  const root = owned.find((one) => one.directory === '' && one.releaseType === 'rust');
  if (root?.node === undefined || root.extraFiles.some((one) => one.path === 'Cargo.toml')) return;
  const members = cargoPackages(world.tools).filter((one) => one.version === undefined);
  if (members.length === 0) return;
  const at = root.node.file.locate(root.node.span);
  yield {
    at: { ...at, endLine: at.line, endColumn: at.column + 1 },
    certainty: 'proven',
    title: 'release-please cannot write the version of this workspace',
    message:
      `The release type \`rust\` writes \`[package].version\` into Cargo.toml and into each member, and stops with an error where a file has none. The root here is a workspace without a package, and ${members.length === 1 ? 'its member takes' : `${members.length} members take`} the version from \`[workspace.package]\` (${said(inherited)}). ` +
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
