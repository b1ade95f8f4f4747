import type { Truth, Val } from '../../../actions/index.ts';
import { hole, str } from '../../../actions/index.ts';
import { type Goreleaser, goreleaser, isPrerelease, withVersion } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed } from '../../types.ts';
import { CONTENTS, credential, elsewhere, flag, given, join, known, outputs, plain } from './build.ts';

const TOOL = 'goreleaser';
/** Sub-commands and flags that publish nothing. */
const OTHER_COMMANDS = /^\s*(build|check|healthcheck|init|completion|changelog|jsonschema|man|help|announce|verify-license|--help|--version|-v|-h)\b/;
const NO_PUBLISH = /(^|\s)(--snapshot(?!=false)|--skip-publish|--skip[= ]\S*publish|--split|--prepare|--single-target)(\s|$|,)/;

/** The literal text of the arguments; holes are a blank. */
function argumentsOf(call: ActionCall): readonly string[] {
  const value = given(call, 'args') ?? str('release');
  const all = value.k === 'alts' ? value.of : [value];
  return all.map((one) => plain(one) ?? (one.k === 'text' ? one.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('') : ''));
}

/** Whether these arguments publish; undefined when only some of the alternatives do. */
function publishes(all: readonly string[]): Truth {
  const answers = new Set(all.map((one) => !OTHER_COMMANDS.test(one) && !NO_PUBLISH.test(one)));
  return answers.size > 1 ? undefined : [...answers][0];
}

function configPath(text: string): string | undefined {
  return /(?:^|\s)(?:-f|--config)[= ](\S+)/.exec(text)?.[1];
}

/** The tag at the commit: the event's own, unless the environment names another or the event has none. */
function currentTag(call: ActionCall, config: Goreleaser | undefined): Val | undefined {
  const named = call.env('GORELEASER_CURRENT_TAG');
  if (named && plain(named) !== '') return named;
  if (call.event.refType === 'tag') return undefined;
  return config?.tagPrefix === undefined ? join(hole('any'), call.world.version) : join(config.tagPrefix, call.world.version);
}

/** From 1.25.0 (2024-02) the release is a draft until its assets are there. */
function draftsFirst(call: ActionCall): Truth {
  const wanted = plain(given(call, 'version'));
  if (wanted === undefined) return given(call, 'version') === undefined ? true : undefined;
  const match = /v?(\d+)(?:\.(\d+))?/.exec(wanted);
  if (!match || Number(match[1]) >= 2) return true;
  return match[2] === undefined || Number(match[2]) >= 25 || (wanted.includes('~>') && !/\.\d+\./.test(wanted));
}

function tapCredential(call: ActionCall, env: string | undefined, release: CredentialSource): CredentialSource {
  return env === undefined ? release : credential(call, { env: [env] });
}

function release(call: ActionCall, config: Goreleaser | undefined, by: CredentialSource, args: string, certain: Truth): Deed {
  return {
    kind: 'release',
    act: 'create',
    tool: TOOL,
    by,
    needs: CONTENTS,
    tag: currentTag(call, config),
    draft: /--draft(\s|$)/.test(args) || (config?.release.draft ?? false),
    prerelease: isPrerelease(config?.release.prerelease ?? false, call.world.version),
    draftFirst: draftsFirst(call),
    updates: true,
    assets: config?.release.skipUpload ? [] : undefined,
    repository: elsewhere(call, config?.release.repository),
    certain,
    at: config?.release.at,
  };
}

function deeds(call: ActionCall): readonly Deed[] {
  if (flag(call.input('install-only'), false) === true) return [];
  const all = argumentsOf(call);
  const certain = publishes(all);
  if (certain === false) return [];
  const args = all.find((one) => publishes([one])) ?? '';
  const directory = plain(given(call, 'workdir'))?.replace(/^\.\/?|\/$/g, '') ?? '';
  const named = configPath(args);
  const path = named === undefined ? undefined : [directory, named.replace(/^\.\//, '')].filter(Boolean).join('/');
  const config = goreleaser(call.world, path) ?? undefined;
  const by = credential(call, { env: ['GITHUB_TOKEN'] });
  const found: Deed[] = [
    {
      kind: 'history',
      tool: TOOL,
      by: { how: 'git' },
      needs: [],
      wants: 'tags',
      why: 'it takes the version and the changelog from tags and commits',
    },
  ];
  for (const { image, at } of config?.images ?? []) {
    const name = withVersion(image, call.world.version);
    const ghcr = (plain(name) ?? (name.k === 'text' && typeof name.parts[0] === 'string' ? name.parts[0] : '')).startsWith('ghcr.io/');
    found.push({
      kind: 'image',
      tool: TOOL,
      by: { how: 'git' },
      needs: ghcr ? [{ scope: 'packages', level: 'write' }] : [],
      images: [name],
      push: true,
      certain,
      at,
    });
  }
  if (config?.release.disabled !== true) found.push(release(call, config, by, args, certain));
  for (const one of config?.packages ?? []) {
    found.push({
      kind: 'package',
      registry: one.registry,
      names: one.name ? [one.name] : [],
      tool: TOOL,
      by: registryCredential(call, one.registry),
      needs: [],
      certain,
      at: one.at,
    });
  }
  const isPre = call.world.version.includes('-');
  for (const one of config?.taps ?? []) {
    if (one.skipsPrerelease && isPre) continue;
    found.push({
      kind: 'tap',
      act: one.act,
      manager: one.manager,
      tool: TOOL,
      by: one.sshKey && one.tokenEnv === undefined ? { how: 'unknown', why: 'it pushes with an SSH key' } : tapCredential(call, one.tokenEnv, by),
      needs: CONTENTS,
      repository: elsewhere(call, one.repository),
      certain,
      at: one.at,
    });
  }
  return found;
}

const REGISTRY_TOKENS: Readonly<Record<string, string>> = {
  snap: 'SNAPCRAFT_STORE_CREDENTIALS',
  choco: 'CHOCOLATEY_API_KEY',
  npm: 'NPM_TOKEN',
  cloudsmith: 'CLOUDSMITH_TOKEN',
  gemfury: 'FURY_TOKEN',
};

function registryCredential(call: ActionCall, registry: string): CredentialSource {
  const found = credential(call, { env: [REGISTRY_TOKENS[registry] ?? ''] });
  return found.how === 'token' ? found : { how: 'unknown', why: 'the configuration names its credential' };
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    'goreleaser/goreleaser-action',
    'https://github.com/goreleaser/goreleaser-action action.yml, v2 to v7; https://goreleaser.com',
    '2026-06-01',
    deeds,
    {
      outputs: () => outputs({}),
    },
  ),
];
