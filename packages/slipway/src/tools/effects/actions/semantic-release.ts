import type { Truth, Val } from '../../../actions/index.ts';
import { alts, str } from '../../../actions/index.ts';
import {
  nodeManifest,
  type PythonSemanticRelease,
  pythonSemanticReleaseConfig,
  type SemanticRelease,
  semanticRelease,
  withVersion,
} from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed } from '../../types.ts';
import { madeVersion, uploadDeeds, versionDeeds } from '../python-release.ts';
import { CONTENTS, credential, flag, GITHUB_TOKEN, given, ID_TOKEN, join, known, LOCAL, outputs, plain, TRUE_OR_FALSE, tokenUrl } from './build.ts';

const AS_OF = '2026-06-01';
const TOOL = 'semantic-release';

function directoryOf(call: ActionCall): string {
  return (plain(given(call, 'working_directory', 'working-directory')) ?? call.workingDirectory ?? '').replace(/^\.\/?|\/$/g, '');
}

function tagOf(call: ActionCall, config: SemanticRelease): Val {
  const format = plain(given(call, 'tag_format', 'tag-format'));
  return format === undefined ? withVersion(config.tag, call.world.version) : str(format.replaceAll('${version}', call.world.version));
}

/** Only a plain list of names can say that a branch releases nothing. */
function isReleaseBranch(call: ActionCall, branches: readonly string[] | undefined): boolean {
  const name = plain(call.event.refName);
  if (call.event.refType !== 'branch' || name === undefined || branches === undefined) return true;
  return branches.some((branch) => branch === name || (/[*+?[({]/.test(branch) && /\d|\.x/.test(name)));
}

/** It tries the bare URL first, hence a persisted header beats the token of the environment. */
function deeds(call: ActionCall): readonly Deed[] {
  if (flag(given(call, 'dry_run', 'dry-run'), false) === true) return [];
  const config = semanticRelease(call.world, directoryOf(call));
  if (!given(call, 'branches', 'branch') && !isReleaseBranch(call, config.branches)) return [];
  const certain: Truth = undefined;
  const by = credential(call, { inputs: ['github_token'], env: ['GH_TOKEN', 'GITHUB_TOKEN'] });
  const tag = tagOf(call, config);
  const remote = by.how === 'token' ? tokenUrl(call, by.value) : str('origin');
  const git = { kind: 'git', tool: TOOL, by: { how: 'git' }, certain, at: config.at } as const;
  const found: Deed[] = [{ ...git, needs: [], act: 'fetch', unshallow: true, withTags: true }];
  if (config.commitMessage) {
    found.push({ ...git, needs: [], act: 'commit', name: withVersion(config.commitMessage, call.world.version) });
    found.push({ ...git, needs: CONTENTS, act: 'push', remote, refspecs: [join('HEAD:', call.event.refName)] });
  }
  found.push({ ...git, needs: [], act: 'tag', name: tag }, { ...git, needs: CONTENTS, act: 'push', remote, refspecs: [tag] });
  if (config.npm) found.push(npm(call));
  for (const command of config.commands) {
    if (!command.at || !/^(prepare|publish|success|addChannel)/.test(command.step)) continue;
    const script = command.text
      .replaceAll(/\$\{nextRelease\.version\}/g, call.world.version)
      .replaceAll(/\$\{nextRelease\.gitTag\}/g, plain(tag) ?? call.world.version);
    const what = { text: script, from: command.at, shell: 'sh', cwd: directoryOf(call) };
    found.push({ kind: 'runs', tool: TOOL, by: LOCAL, needs: [], at: command.at, what, certain });
  }
  if (config.github) {
    found.push({
      kind: 'release',
      act: 'create',
      tool: TOOL,
      by,
      needs: CONTENTS,
      tag,
      draft: false,
      prerelease: call.world.version.includes('-'),
      draftFirst: false,
      certain,
      at: config.at,
    });
  }
  return found;
}

function npm(call: ActionCall): Deed {
  const found = credential(call, { env: ['NPM_TOKEN', 'NODE_AUTH_TOKEN'] });
  const by: CredentialSource = found.how === 'token' ? found : { how: 'oidc' };
  const name = nodeManifest(call.world, directoryOf(call))?.name;
  return {
    kind: 'package',
    registry: 'npm',
    names: name ? [name] : [],
    tool: TOOL,
    by,
    needs: by.how === 'oidc' ? ID_TOKEN : [],
    certain: undefined,
  };
}

function results(call: ActionCall): ReadonlyMap<string, Val> {
  const tag = tagOf(call, semanticRelease(call.world, directoryOf(call)));
  const version = str(call.world.version);
  const [major = '', minor = '', patch = ''] = call.world.version.split(/[-+]/)[0]!.split('.');
  return outputs({
    new_release_published: TRUE_OR_FALSE,
    'new-release-published': TRUE_OR_FALSE,
    new_release_version: version,
    'release-version': version,
    new_release_git_tag: tag,
    'git-tag': tag,
    new_release_major_version: str(major),
    new_release_minor_version: str(minor),
    new_release_patch_version: str(patch),
    'release-major': str(major),
    'release-minor': str(minor),
    'release-patch': str(patch),
  });
}

/** The Go rewrite: a tag and a release by API, no commit. */
function goSemanticRelease(call: ActionCall): readonly Deed[] {
  if (flag(call.input('dry'), false) === true) return [];
  return [
    {
      kind: 'release',
      act: 'create',
      tool: call.name,
      by: credential(call, { inputs: ['github-token'], env: ['GITHUB_TOKEN'], fallback: GITHUB_TOKEN }),
      needs: CONTENTS,
      tag: str(`v${call.world.version}`),
      draft: false,
      prerelease: flag(call.input('prerelease'), false),
      draftFirst: false,
      certain: undefined,
    },
  ];
}

/** What python-semantic-release is configured to do in the directory of a call. */
function pythonConfig(call: ActionCall): { config: PythonSemanticRelease; directory: string } {
  const directory = (plain(given(call, 'directory', 'root_directory')) ?? '').replace(/^\.\/?|\/$/g, '');
  const options = plain(call.input('root_options')) ?? '';
  const file = plain(given(call, 'config_file')) ?? /(?:^|\s)(?:-c|--config)[\s=]+(\S+)/.exec(options)?.[1];
  return { directory, config: pythonSemanticReleaseConfig(call.world, directory, file) };
}

function pythonVersion(call: ActionCall): string {
  return madeVersion({ world: call.world, event: call.event, ...pythonConfig(call), prerelease: earlyOf(call) }) ?? call.world.version;
}

function pythonTag(call: ActionCall): Val {
  return withVersion(pythonConfig(call).config.tag, pythonVersion(call));
}

const earlyOf = (call: ActionCall): string | undefined =>
  flag(call.input('prerelease'), false) === true ? (plain(given(call, 'prerelease_token')) ?? 'rc') : undefined;

/** Commits, tags, pushes through a URL with its token, then makes the release by API. */
function python(call: ActionCall): readonly Deed[] {
  const options = `${plain(call.input('root_options')) ?? ''} ${plain(call.input('additional_options')) ?? ''}`;
  if (/--noop/.test(options) || [call.input('no_operation_mode'), call.input('noop')].some((value) => flag(value, false) === true)) return [];
  const by = credential(call, { inputs: ['github_token'] });
  const on = (name: string): boolean => flag(call.input(name), true) !== false;
  const { config, directory } = pythonConfig(call);
  const found = versionDeeds({
    tool: call.name,
    config,
    world: call.world,
    event: call.event,
    by,
    remote: by.how === 'token' ? tokenUrl(call, by.value) : str('origin'),
    directory,
    commit: on('commit'),
    tag: on('tag'),
    push: on('push'),
    release: on('vcs_release'),
    build: on('build'),
    prerelease: earlyOf(call),
    certain: undefined,
  });
  const old = (call.version?.major ?? 9) < 8;
  if (old && found.length > 0 && given(call, 'pypi_token', 'repository_password'))
    found.push({
      kind: 'package',
      registry: 'pypi',
      names: [],
      tool: call.name,
      by: credential(call, { inputs: ['pypi_token', 'repository_password'] }),
      needs: [],
      certain: undefined,
    });
  return found;
}

function pythonUpload(call: ActionCall): readonly Deed[] {
  const tag = given(call, 'tag');
  const by = credential(call, { inputs: ['github_token'] });
  return uploadDeeds({ tool: call.name, config: pythonConfig(call).config, world: call.world, by }, tag && plain(tag) !== 'latest' ? tag : undefined);
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['cycjimmy/semantic-release-action', 'codfish/semantic-release-action', 'ahmadnassri/action-semantic-release'],
    'https://github.com/cycjimmy/semantic-release-action and https://github.com/codfish/semantic-release-action README.md; semantic-release 25',
    AS_OF,
    deeds,
    { outputs: results },
  ),
  known('go-semantic-release/action', 'https://github.com/go-semantic-release/action action.yml', AS_OF, goSemanticRelease, {
    outputs: (call) => outputs({ version: alts([str(call.world.version), str('')]) }),
  }),
  known(
    ['python-semantic-release/python-semantic-release', 'relekang/python-semantic-release'],
    'https://python-semantic-release.readthedocs.io configuration of its GitHub action, v7 to v10',
    AS_OF,
    python,
    {
      outputs: (call) =>
        outputs({
          released: TRUE_OR_FALSE,
          version: str(pythonVersion(call)),
          tag: pythonTag(call),
          is_prerelease: str(pythonVersion(call).includes('-') ? 'true' : 'false'),
        }),
    },
  ),
  known(
    ['python-semantic-release/publish-action', 'python-semantic-release/upload-to-gh-release'],
    'https://github.com/python-semantic-release/publish-action README.md',
    AS_OF,
    pythonUpload,
  ),
];
