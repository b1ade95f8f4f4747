/** Uploads to registries other than npm, PyPI and crates.io: one row an action. */

import type { ActionCall, ActionKnowledge, CredentialSource, Deed, PackageDeed, Registry } from '../../types.ts';
import { BY_OIDC, CONTENTS, credential, flag, GITHUB_TOKEN, given, ID_TOKEN, known, plain, type TokenPlaces } from './build.ts';

const AS_OF = '2026-03-01';

interface Row {
  readonly action: string | readonly string[];
  readonly registry: Registry | ((call: ActionCall) => Registry);
  /** Where its secret is given. `oidc`: without one it signs in by OpenID Connect. */
  readonly token: TokenPlaces & { readonly oidc?: boolean };
  /** Does nothing when this says so. */
  readonly not?: (call: ActionCall) => boolean;
}

const inputs = (...names: string[]): TokenPlaces => ({ inputs: names });
const env = (...names: string[]): TokenPlaces => ({ env: names });
const on =
  (...names: string[]) =>
  (call: ActionCall) =>
    names.some((name) => flag(call.input(name), false) === true);

const ROWS: readonly Row[] = [
  { action: 'rubygems/release-gem', registry: 'rubygems', token: { env: ['RUBYGEMS_API_KEY'], oidc: true } },
  {
    action: ['dawidd6/action-publish-gem', 'cadwallion/publish-rubygems-action'],
    registry: 'rubygems',
    token: { inputs: ['api_key'], env: ['RUBYGEMS_API_KEY'] },
  },
  { action: ['alirezanet/publish-nuget', 'brandedoutcast/publish-nuget'], registry: 'nuget', token: inputs('NUGET_KEY') },
  { action: ['erlangpack/github-action', 'wesleimp/action-publish-hex'], registry: 'hex', token: env('HEX_API_KEY') },
  {
    action: ['k-paxian/dart-package-publisher', 'sakebook/actions-flutter-pub-publisher'],
    registry: 'pub',
    token: inputs('credentialJson', 'credential', 'accessToken'),
    not: on('dryRunOnly', 'dry_run'),
  },
  { action: 'snapcore/action-publish', registry: 'snap', token: { env: ['SNAPCRAFT_STORE_CREDENTIALS'], inputs: ['store_login'] } },
  {
    action: 'canonical/actions/build-snap',
    registry: 'snap',
    token: inputs('snapcraft-token'),
    not: (call) => flag(call.input('publish'), false) === false,
  },
  { action: 'canonical/actions/release-snap', registry: 'snap', token: inputs('snapcraft-token') },
  { action: 'haaleo/publish-vscode-extension', registry: vscodeRegistry, token: inputs('pat'), not: on('dryRun') },
  {
    action: ['lannonbr/vsce-action', 'cnshenj/vsce-action'],
    registry: 'vscode',
    token: { env: ['VSCE_TOKEN', 'VSCE_PAT'], inputs: ['VSCE_TOKEN'] },
    not: (call) => !/publish/.test(plain(given(call, 'args')) ?? 'publish'),
  },
  {
    action: ['mnao305/chrome-extension-upload', 'browser-actions/release-chrome-extension', 'wdzeng/chrome-extension'],
    registry: 'chrome',
    token: inputs('refresh-token', 'oauth-refresh-token'),
  },
  {
    action: [
      'trmcnvn/firefox-addon',
      'browser-actions/release-firefox-addon',
      'wdzeng/firefox-addon',
      'yayuyokitano/firefox-addon',
      'kewisch/action-web-ext',
    ],
    registry: 'firefox',
    token: inputs('api_secret', 'auth-api-secret', 'jwt-secret', 'apiSecret'),
  },
  { action: 'plasmohq/bpp', registry: 'chrome', token: inputs('keys') },
  { action: 'appany/helm-oci-chart-releaser', registry: 'helm', token: inputs('registry_password') },
  { action: 'nvim-neorocks/luarocks-tag-release', registry: 'luarocks', token: env('LUAROCKS_API_KEY') },
  { action: 'haskell-actions/hackage-publish', registry: 'hackage', token: inputs('hackageToken') },
  { action: ['ksxgithub/github-actions-deploy-aur'], registry: 'aur', token: inputs('ssh_private_key', 'ssh_private_key_path') },
  { action: 'cloudsmith-io/action', registry: 'cloudsmith', token: inputs('api-key'), not: (call) => plain(call.input('command')) !== 'push' },
  { action: 'samuelmeuli/action-maven-publish', registry: 'maven', token: inputs('nexus_password') },
  {
    action: [
      'r0adkll/upload-google-play',
      'apple-actions/upload-testflight-build',
      'kir-antipov/mc-publish',
      'game-ci/steam-deploy',
      'josephbmanley/butler-publish-itchio-action',
      'manleydev/butler-publish-itchio-action',
      'bigwigsmods/packager',
      'robertdebock/galaxy-action',
    ],
    registry: 'other',
    token: inputs(
      'serviceAccountJsonPlainText',
      'serviceAccountJson',
      'api-private-key',
      'modrinth-token',
      'curseforge-token',
      'configVdf',
      'galaxy_api_key',
    ),
  },
  {
    action: ['paskino/conda-package-publish-action', 'maxibor/conda-package-publish-action', 'uibcdf/action-build-and-upload-conda-packages'],
    registry: 'conda',
    token: inputs('AnacondaToken', 'token'),
  },
  { action: 'flatpak/flatpak-github-actions/flat-manager', registry: 'flathub', token: inputs('token') },
];

/** Open VSX unless the registry's URL is that of the Visual Studio Marketplace. */
function vscodeRegistry(call: ActionCall): Registry {
  return /marketplace\.visualstudio/.test(plain(given(call, 'registryUrl')) ?? '') ? 'vscode' : 'openvsx';
}

function upload(call: ActionCall, row: Row): readonly PackageDeed[] {
  if (row.not?.(call)) return [];
  const found = credential(call, row.token);
  const by: CredentialSource = found.how !== 'token' && row.token.oidc ? BY_OIDC : found;
  const registry = typeof row.registry === 'function' ? row.registry(call) : row.registry;
  return [{ kind: 'package', registry, names: [], tool: call.name, by, needs: by.how === 'oidc' ? ID_TOKEN : [] }];
}

/** Packages charts, makes a release for each, and pushes the index to a branch of pages. */
function chartReleaser(call: ActionCall): readonly Deed[] {
  const by = credential(call, { env: ['CR_TOKEN'] });
  const certain = undefined;
  return [
    {
      kind: 'release',
      act: 'create',
      tool: call.name,
      by,
      needs: CONTENTS,
      tag: { k: 'text', parts: [{ hole: 'word' }, '-', { hole: 'version' }] },
      draft: false,
      prerelease: false,
      draftFirst: false,
      certain,
    },
    { kind: 'package', registry: 'helm', names: [], tool: call.name, by, needs: CONTENTS, certain },
    { kind: 'branch', tool: call.name, by, needs: CONTENTS, name: given(call, 'pages_branch') ?? { k: 'str', v: 'gh-pages' }, certain },
  ];
}

/** Packages charts and pushes them with their index to a branch of pages, of this repository or of another one. */
function chartPages(call: ActionCall): readonly Deed[] {
  const by = credential(call, { inputs: ['token'] });
  const [thisOwner = '', thisName = ''] = (call.world.slug ?? '').split('/');
  const owner = plain(given(call, 'owner')) ?? thisOwner;
  const name = plain(given(call, 'repository')) ?? thisName;
  const slug = `${owner}/${name}`;
  const away = given(call, 'owner') !== undefined || given(call, 'repository') !== undefined;
  const repository = away && slug.toLowerCase() !== (call.world.slug ?? '').toLowerCase() ? { repository: { k: 'str' as const, v: slug } } : {};
  return [
    { kind: 'package', registry: 'helm', names: [], tool: call.name, by, needs: CONTENTS },
    { kind: 'branch', tool: call.name, by, needs: CONTENTS, name: given(call, 'branch') ?? { k: 'str', v: 'gh-pages' }, ...repository },
  ];
}

/** Tags what Julia's registry has taken, and makes its release. */
function tagBot(call: ActionCall): readonly Deed[] {
  const by = credential(call, { inputs: ['token'], fallback: GITHUB_TOKEN });
  return [
    {
      kind: 'release',
      act: 'create',
      tool: call.name,
      by,
      needs: CONTENTS,
      tag: { k: 'str', v: `v${call.world.version}` },
      draft: flag(call.input('draft'), false),
      prerelease: false,
      draftFirst: false,
      certain: undefined,
    },
  ];
}

/** OpenID Connect for a short-lived key of a registry. */
function login(call: ActionCall): readonly Deed[] {
  return [{ kind: 'login', to: 'other', tool: call.name, by: BY_OIDC, needs: ID_TOKEN }];
}

export const knowledge: readonly ActionKnowledge[] = [
  ...ROWS.map((row) =>
    known(row.action, `https://github.com/${typeof row.action === 'string' ? row.action : row.action[0]} README.md`, AS_OF, (call) =>
      upload(call, row),
    ),
  ),
  known('helm/chart-releaser-action', 'https://github.com/helm/chart-releaser-action README.md', AS_OF, chartReleaser),
  known('stefanprodan/helm-gh-pages', 'https://github.com/stefanprodan/helm-gh-pages README.md', AS_OF, chartPages),
  known('juliaregistries/tagbot', 'https://github.com/JuliaRegistries/TagBot action.yml', AS_OF, tagBot),
  known(
    ['rubygems/configure-rubygems-credentials', 'nuget/login'],
    'https://github.com/rubygems/configure-rubygems-credentials and https://github.com/NuGet/login README.md',
    AS_OF,
    login,
  ),
];
