import { publishableNames, pythonNameOf } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed, Registry } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { fromEnv, fromOption, ID_TOKEN, PACKAGES } from './credentials.ts';
import { known, resolve, shape } from './words.ts';

/** A program that uploads packages: which words do it, to where, with what. */
interface Publisher {
  readonly command: string | readonly string[];
  /** Words behind the program that publish; each list is one form; an empty list is any call. */
  readonly forms: readonly (readonly string[])[];
  readonly registry: Registry;
  readonly valued?: readonly string[];
  /** Options that keep it from publishing. */
  readonly dry?: readonly string[];
  /** Options that hold the token, then variables. */
  readonly options?: readonly string[];
  readonly env: readonly string[];
  /** What gives the credential when neither does. */
  readonly otherwise: string;
  readonly facts?: readonly string[];
  /** A package that a person still has to publish. */
  readonly stage?: boolean;
}

const PYPI = { registry: 'pypi' as const, facts: ['pypi.perm'], otherwise: 'a .pypirc, the keyring or trusted publishing decides' };

const PUBLISHERS: readonly Publisher[] = [
  {
    ...PYPI,
    command: 'twine',
    forms: [['upload']],
    valued: [
      '-u',
      '--username',
      '-p',
      '--password',
      '-r',
      '--repository',
      '--repository-url',
      '--config-file',
      '-c',
      '--comment',
      '-i',
      '--identity',
      '--cert',
      '--client-cert',
    ],
    options: ['-p', '--password'],
    env: ['TWINE_PASSWORD'],
  },
  {
    ...PYPI,
    command: 'uv',
    forms: [['publish']],
    dry: ['--dry-run'],
    valued: [
      '-t',
      '--token',
      '-u',
      '--username',
      '-p',
      '--password',
      '--publish-url',
      '--check-url',
      '--index',
      '--trusted-publishing',
      '--keyring-provider',
    ],
    options: ['-t', '--token', '-p', '--password'],
    env: ['UV_PUBLISH_TOKEN', 'UV_PUBLISH_PASSWORD'],
  },
  {
    ...PYPI,
    command: 'poetry',
    forms: [['publish']],
    dry: ['--dry-run'],
    valued: ['-r', '--repository', '-u', '--username', '-p', '--password', '--dist-dir', '-C', '--directory', '-P'],
    options: ['-p', '--password'],
    env: ['POETRY_PYPI_TOKEN_PYPI', 'POETRY_HTTP_BASIC_PYPI_PASSWORD'],
  },
  {
    ...PYPI,
    command: 'flit',
    forms: [['publish']],
    valued: ['-f', '--ini-file', '--repository', '--format', '--pypirc'],
    env: ['FLIT_PASSWORD', 'FLIT_TOKEN'],
  },
  {
    ...PYPI,
    command: 'hatch',
    forms: [['publish']],
    valued: ['-u', '--user', '-a', '--auth', '-r', '--repo', '-p', '--publisher', '-o', '--option'],
    options: ['-a', '--auth'],
    env: ['HATCH_INDEX_AUTH'],
  },
  {
    ...PYPI,
    command: 'pdm',
    forms: [['publish']],
    valued: ['-r', '--repository', '-u', '--username', '-P', '--password', '-d', '--dest', '-p', '--project'],
    options: ['-P', '--password'],
    env: ['PDM_PUBLISH_PASSWORD'],
  },
  {
    ...PYPI,
    command: 'maturin',
    forms: [['publish'], ['upload']],
    valued: [
      '-u',
      '--username',
      '-p',
      '--password',
      '-r',
      '--repository',
      '--repository-url',
      '-i',
      '--interpreter',
      '-m',
      '--manifest-path',
      '--target',
      '-o',
      '--out',
      '-F',
      '--features',
      '--compatibility',
    ],
    options: ['-p', '--password'],
    env: ['MATURIN_PYPI_TOKEN', 'MATURIN_PASSWORD'],
  },
  {
    ...PYPI,
    command: 'rye',
    forms: [['publish']],
    valued: ['-r', '--repository', '--repository-url', '-u', '--username', '--token'],
    options: ['--token'],
    env: ['RYE_PYPI_TOKEN'],
  },
  {
    command: 'gem',
    forms: [['push']],
    registry: 'rubygems',
    valued: ['-k', '--key', '--host', '--otp', '-p'],
    options: ['-k', '--key'],
    env: ['GEM_HOST_API_KEY', 'RUBYGEMS_API_KEY'],
    otherwise: '~/.gem/credentials decides',
  },
  {
    command: 'dotnet',
    forms: [['nuget', 'push']],
    registry: 'nuget',
    valued: ['-k', '--api-key', '-s', '--source', '-t', '--timeout', '-sk', '-ss'],
    options: ['-k', '--api-key'],
    env: ['NUGET_API_KEY'],
    otherwise: 'a NuGet.config decides',
  },
  {
    command: ['nuget'],
    forms: [['push']],
    registry: 'nuget',
    valued: ['-ApiKey', '-Source', '-ConfigFile'],
    options: ['-ApiKey'],
    env: ['NUGET_API_KEY'],
    otherwise: 'a NuGet.config decides',
  },
  { command: 'mix', forms: [['hex.publish']], registry: 'hex', dry: ['--dry-run'], env: ['HEX_API_KEY'], otherwise: 'hex has no HEX_API_KEY' },
  {
    command: ['dart', 'flutter'],
    forms: [
      ['pub', 'publish'],
      ['packages', 'publish'],
      ['pub', 'lish'],
    ],
    registry: 'pub',
    dry: ['-n', '--dry-run'],
    env: ['PUB_TOKEN'],
    otherwise: 'pub-credentials or OpenID Connect decides',
  },
  { command: 'melos', forms: [['publish']], registry: 'pub', env: ['PUB_TOKEN'], otherwise: 'pub-credentials or OpenID Connect decides' },
  {
    command: 'deno',
    forms: [['publish']],
    registry: 'jsr',
    dry: ['--dry-run'],
    valued: ['--token', '-c', '--config'],
    options: ['--token'],
    env: ['JSR_TOKEN'],
    otherwise: 'OpenID Connect decides',
  },
  {
    command: 'jsr',
    forms: [['publish']],
    registry: 'jsr',
    dry: ['--dry-run'],
    valued: ['--token'],
    options: ['--token'],
    env: ['JSR_TOKEN'],
    otherwise: 'OpenID Connect decides',
  },
  {
    command: 'luarocks',
    forms: [['upload']],
    registry: 'luarocks',
    valued: ['--api-key', '--temp-key'],
    options: ['--api-key', '--temp-key'],
    env: ['LUAROCKS_API_KEY'],
    otherwise: 'its configuration decides',
  },
  {
    command: ['vsce'],
    forms: [['publish']],
    registry: 'vscode',
    valued: ['-p', '--pat', '-i', '--packagePath', '-t', '--target', '-m', '--message'],
    options: ['-p', '--pat'],
    env: ['VSCE_PAT'],
    otherwise: 'vsce login or Azure decides',
  },
  {
    command: ['ovsx'],
    forms: [['publish']],
    registry: 'openvsx',
    valued: ['-p', '--pat', '-i', '--packagePath', '-t', '--target', '-r', '--registryUrl'],
    options: ['-p', '--pat'],
    env: ['OVSX_PAT'],
    otherwise: 'ovsx has no OVSX_PAT',
  },
  {
    command: 'snapcraft',
    forms: [['upload'], ['push'], ['release']],
    registry: 'snap',
    valued: ['--release', '--component'],
    env: ['SNAPCRAFT_STORE_CREDENTIALS', 'SNAPCRAFT_TOKEN'],
    otherwise: 'snapcraft login decides',
  },
  {
    command: ['choco', 'chocolatey'],
    forms: [['push']],
    registry: 'choco',
    valued: ['-k', '--api-key', '--apikey', '-s', '--source', '-t'],
    options: ['-k', '--api-key', '--apikey'],
    env: ['CHOCO_API_KEY', 'CHOCOLATEY_API_KEY'],
    otherwise: 'choco apikey decides',
  },
  {
    command: ['anaconda'],
    forms: [['upload']],
    registry: 'conda',
    valued: ['-t', '--token', '-u', '--user', '-l', '--label'],
    options: ['-t', '--token'],
    env: ['ANACONDA_API_TOKEN', 'BINSTAR_TOKEN'],
    otherwise: 'anaconda login decides',
  },
  {
    command: ['rattler-build'],
    forms: [['upload']],
    registry: 'conda',
    valued: ['-k', '--api-key', '-c', '--channel'],
    options: ['-k', '--api-key'],
    env: ['ANACONDA_API_KEY', 'PREFIX_API_KEY', 'QUETZ_API_KEY'],
    otherwise: 'its configuration decides',
  },
  {
    command: ['cloudsmith'],
    forms: [['push']],
    registry: 'cloudsmith',
    valued: ['-k', '--api-key'],
    options: ['-k', '--api-key'],
    env: ['CLOUDSMITH_API_KEY'],
    otherwise: 'its configuration decides',
  },
  {
    command: ['fury'],
    forms: [['push']],
    registry: 'gemfury',
    valued: ['--api-token', '--as'],
    options: ['--api-token'],
    env: ['FURY_TOKEN'],
    otherwise: 'fury login decides',
  },
  {
    command: ['chrome-webstore-upload'],
    forms: [['upload'], ['publish'], []],
    registry: 'chrome',
    valued: ['--source', '--extension-id', '--client-id', '--client-secret', '--refresh-token'],
    options: ['--refresh-token'],
    env: ['REFRESH_TOKEN'],
    otherwise: 'it has no REFRESH_TOKEN',
  },
  {
    command: ['web-ext'],
    forms: [['sign']],
    registry: 'firefox',
    valued: ['--api-key', '--api-secret', '--channel', '--source-dir', '-s', '-a'],
    options: ['--api-secret'],
    env: ['WEB_EXT_API_SECRET'],
    otherwise: 'it has no WEB_EXT_API_SECRET',
  },
  {
    command: ['cabal'],
    forms: [['upload']],
    registry: 'hackage',
    valued: ['-u', '-p', '-t', '--token'],
    options: ['-t', '--token', '-p'],
    env: ['HACKAGE_TOKEN'],
    otherwise: 'its configuration decides',
  },
  { command: ['stack'], forms: [['upload']], registry: 'hackage', env: ['HACKAGE_KEY'], otherwise: 'its configuration decides' },
  { command: ['opam-publish'], forms: [[]], registry: 'opam', env: ['OPAM_PUBLISH_TOKEN'], otherwise: 'its configuration decides' },
];

function matches(words: readonly (string | undefined)[], form: readonly string[]): boolean {
  return form.every((one, index) => words[index] === one);
}

function names(call: CommandCall, registry: Registry): readonly string[] {
  if (registry === 'pypi') {
    const own = call.cwd === undefined ? undefined : pythonNameOf(call.world, call.cwd);
    if (own !== undefined) return [own];
  }
  const all = publishableNames(call.world, registry);
  return all.length === 1 || registry === 'pub' ? all : [];
}

function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]);
  const publisher = PUBLISHERS.find((one) => (typeof one.command === 'string' ? one.command === program : one.command.includes(program ?? '')));
  if (!publisher) return [];
  const args = readArguments(call.words.slice(1), { ...(publisher.valued ? { valued: publisher.valued } : {}), words: program === 'nuget' });
  const words = args.words.map(known);
  const form = publisher.forms.find((one) => matches(words, one));
  if (!form || (publisher.dry && args.may(...publisher.dry)) || args.may('--help')) return [];
  const tool = [program, ...form].join(' ');
  const test = [...args.values('-r', '--repository', '--repository-url', '--publish-url', '--index', '--repo')].some((one) =>
    /test\.?pypi/i.test(shape(one)),
  );
  const target = args.values('-s', '--source', '-Source', '--repository-url', '--host', '--publish-url').map(shape).join(' ');
  const github = /(nuget|rubygems|maven)\.pkg\.github\.com/.test(target) || (program === 'dotnet' && /^github$/i.test(target));
  const option = publisher.options && args.value(...publisher.options);
  const trusted = known(args.value('--trusted-publishing')) === 'always';
  const by: CredentialSource = fromOption(option, publisher.options?.at(-1) ?? '') ??
    (trusted ? { how: 'oidc' } : fromEnv(call, publisher.env)) ?? { how: 'unknown', why: publisher.otherwise };
  const registry: Registry = github ? 'github-packages' : publisher.registry === 'pypi' && test ? 'testpypi' : publisher.registry;
  const directory = call.cwd !== undefined ? resolve(call.cwd, '.') : undefined;
  return [
    {
      kind: 'package',
      registry,
      names: names(call, publisher.registry),
      tool,
      by,
      needs: github ? PACKAGES : by.how === 'oidc' ? ID_TOKEN : [],
      ...(directory !== undefined ? { directory } : {}),
      ...(publisher.facts ? { facts: publisher.facts } : {}),
    },
  ];
}

export const publishers: CommandKnowledge = {
  command: PUBLISHERS.flatMap((one) => one.command),
  source: 'command references of each tool',
  asOf: '2026-11-20',
  deeds,
};
