import type { Val } from '../../../actions/index.ts';
import type { SourceNode } from '../../../source/index.ts';
import { document, fillTemplate, pythonSemanticReleaseConfig, VERSION, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed, GitDeed, ToolWorld } from '../../types.ts';
import { uploadDeeds, versionDeeds } from '../python-release.ts';
import { readArguments } from './arguments.ts';
import { fromEnv, LOCAL, pushUrl, tokenOf } from './credentials.ts';
import { known } from './words.ts';

const AS_OF = '2026-11-20';

function table(world: ToolWorld, path: string, ...keys: readonly string[]): SourceNode | undefined {
  let node: SourceNode | null | undefined = world.exists(path) ? document(world, path) : undefined;
  for (const key of keys) node = node?.kind === 'map' ? node.entries.find((entry) => entry.key.text === key)?.value : undefined;
  return node ?? undefined;
}

function word(node: SourceNode | undefined, name: string): string | undefined {
  const value = node?.kind === 'map' ? node.entries.find((entry) => entry.key.text === name)?.value : undefined;
  return value?.kind === 'scalar' && value.value !== null ? value.text : undefined;
}

function local(tool: string, act: 'commit' | 'tag', name: Val): GitDeed {
  return { kind: 'git', act, tool, by: LOCAL, needs: [], name, ...(act === 'tag' ? { annotated: true } : {}) };
}

function fill(template: string, version: string): Val {
  return withVersion(
    fillTemplate(template, /\$\{?(version)\}?|\{(new_version|version)\}|%(?:\(new_version\))?s/g, () => VERSION),
    version,
  );
}

function semanticDeeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), { valued: ['-c', '--config', '--prerelease-token', '--build-metadata', '--tag'] });
  if (args.may('--noop')) return [];
  const sub = known(args.words.find((one) => /^(version|publish|changelog)$/.test(known(one) ?? '')));
  const { world, event } = call;
  const directory = call.cwd ?? '';
  const config = pythonSemanticReleaseConfig(world, directory, known(args.value('-c', '--config')));
  const tool = 'python-semantic-release';
  const token = fromEnv(call, [config.tokenEnv, 'GITHUB_TOKEN']);
  const by = token ?? { how: 'none' as const, why: `${tool} has no ${config.tokenEnv}` };
  // Up to version 7, publish did what version does now.
  if (sub === 'publish' && !config.legacy) return uploadDeeds({ tool, config, world, by }, args.value('--tag'));
  if ((sub !== 'version' && sub !== 'publish') || args.may('--print', '--print-tag', '--print-last-released', '--print-last-released-tag')) return [];
  const early = args.given('--as-prerelease') === true ? (known(args.value('--prerelease-token')) ?? 'rc') : undefined;
  return versionDeeds({
    tool,
    config,
    world,
    event,
    by,
    remote: pushUrl(call, token && tokenOf(token)),
    directory,
    commit: args.given('--no-commit') !== true,
    tag: args.given('--no-tag') !== true,
    push: args.given('--no-push') !== true && (sub === 'publish' || !config.legacy),
    release: args.given('--no-vcs-release') !== true,
    build: args.given('--skip-build') !== true,
    prerelease: early,
    certain: true,
  });
}

/** python-semantic-release 8 and later: commit, tag and push by the token in the remote's URL, release by API. */
export const pythonSemanticRelease: CommandKnowledge = {
  command: 'python-semantic-release',
  source: "python-semantic-release's documentation",
  asOf: AS_OF,
  deeds: semanticDeeds,
};

function commitizenDeeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    valued: ['--tag-format', '--increment', '--prerelease', '-pr', '--devrelease', '--template', '--build-metadata', '--git-output-to-stderr'],
  });
  if (known(args.words[0]) !== 'bump' || args.may('--dry-run', '--get-next', '--files-only', '--version-files-only')) return [];
  const config =
    table(call.world, 'pyproject.toml', 'tool', 'commitizen') ??
    table(call.world, '.cz.toml', 'tool', 'commitizen') ??
    table(call.world, 'cz.toml', 'tool', 'commitizen') ??
    table(call.world, '.cz.json', 'commitizen') ??
    table(call.world, '.cz.yaml', 'commitizen');
  const version = call.world.version;
  const format = known(args.value('--tag-format')) ?? word(config, 'tag_format') ?? '$version';
  const message = word(config, 'bump_message') ?? 'bump: version $current_version → $new_version';
  return [
    { kind: 'history', tool: 'cz bump', by: LOCAL, needs: [], wants: 'both', why: 'it reads the commits since the last tag', facts: ['tok.fetch'] },
    local(
      'cz bump',
      'commit',
      withVersion(
        fillTemplate(message, /\$(new_version)|\$(current_version)/g, (name) => (name === 'new_version' ? VERSION : undefined)),
        version,
      ),
    ),
    ...(args.may('--no-tag') ? [] : [local('cz bump', 'tag', fill(format, version))]),
  ];
}

/** Commitizen: `cz bump` commits and tags; it pushes nothing, and its default tag has no `v`. */
export const commitizen: CommandKnowledge = { command: ['cz', 'git-cz'], source: "Commitizen's documentation", asOf: AS_OF, deeds: commitizenDeeds };

/** `key = value` of a section of an INI file. */
function ini(text: string | undefined, section: string): ReadonlyMap<string, string> | undefined {
  if (text === undefined) return undefined;
  let inside = false;
  const found = new Map<string, string>();
  for (const line of text.slice(0, 50_000).split('\n')) {
    if (/^\[/.test(line)) inside = line.trim() === `[${section}]`;
    const pair = inside ? /^(\w+)\s*[=:]\s*(.*?)\s*$/.exec(line) : null;
    if (pair) found.set(pair[1] as string, pair[2] as string);
  }
  return found.size > 0 ? found : undefined;
}

function bumpDeeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    valued: [
      '--current-version',
      '--new-version',
      '--config-file',
      '--tag-name',
      '--message',
      '-m',
      '--parse',
      '--serialize',
      '--search',
      '--replace',
    ],
  });
  if (args.may('-n', '--dry-run') || /^(show|show-bump|replace|sample-config)$/.test(known(args.words[0]) ?? '')) return [];
  const toml = table(call.world, 'pyproject.toml', 'tool', 'bumpversion') ?? table(call.world, '.bumpversion.toml', 'tool', 'bumpversion');
  const old = ini(call.world.read('.bumpversion.cfg'), 'bumpversion') ?? ini(call.world.read('setup.cfg'), 'bumpversion');
  const setting = (name: string) => word(toml, name) ?? old?.get(name);
  const on = (name: string) =>
    args.given(`--${name}`) === true ? true : args.given(`--no-${name}`) === true ? false : /^true$/i.test(setting(name) ?? '');
  const tool = known(call.words[0]) ?? 'bump-my-version';
  const version = call.world.version;
  const found: Deed[] = [];
  const message = known(args.value('-m', '--message')) ?? setting('message') ?? 'Bump version: {current_version} → {new_version}';
  if (on('commit'))
    found.push(
      local(
        tool,
        'commit',
        withVersion(
          fillTemplate(message, /\{(\w+)\}/g, (name) => (name === 'new_version' ? VERSION : undefined)),
          version,
        ),
      ),
    );
  if (on('tag')) found.push(local(tool, 'tag', fill(known(args.value('--tag-name')) ?? setting('tag_name') ?? 'v{new_version}', version)));
  return found;
}

export const bumpversion: CommandKnowledge = {
  command: ['bumpversion', 'bump2version', 'bump-my-version'],
  source: "bump-my-version's documentation",
  asOf: AS_OF,
  deeds: bumpDeeds,
};
