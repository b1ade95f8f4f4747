import { str } from '../../../actions/index.ts';
import {
  lerna as lernaConfig,
  nodeManifest,
  nxRelease,
  releaseIt as releaseItConfig,
  standardVersion as standardConfig,
  withVersion,
} from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed, GitDeed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { CONTENTS, fromEnv, GIT, LOCAL } from './credentials.ts';
import { npmPackage, workspacePackages } from './npm.ts';
import { scriptDeeds } from './npm-scripts.ts';
import { workspaceTasks } from './task-runners.ts';
import { known } from './words.ts';

const AS_OF = '2026-11-20';

function local(tool: string, act: 'commit' | 'tag', name: GitDeed['name'], at: GitDeed['at']): GitDeed {
  return {
    kind: 'git',
    act,
    tool,
    by: LOCAL,
    needs: [],
    ...(name ? { name } : {}),
    ...(act === 'tag' ? { annotated: true } : {}),
    ...(at ? { at } : {}),
  };
}

/** A push of the branch with its annotated tags, by git's own credential. */
export function followTagsPush(tool: string): GitDeed {
  return { kind: 'git', act: 'push', tool, by: GIT, needs: CONTENTS, followTags: true, refspecs: [], facts: ['tok.persist'] };
}

function githubToken(call: CommandCall, tool: string, names = ['GH_TOKEN', 'GITHUB_TOKEN']) {
  return fromEnv(call, names) ?? { how: 'none' as const, why: `${tool} has no ${names.join(' or ')}` };
}

function lernaDeeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1));
  if (name !== 'version' && name !== 'publish') return name === 'run' ? workspaceTasks(call) : [];
  const args = readArguments(after, {
    valued: [
      '-m',
      '--message',
      '--tag-version-prefix',
      '--dist-tag',
      '--preid',
      '--create-release',
      '--registry',
      '--git-remote',
      '--allow-branch',
      '--loglevel',
      '--conventional-prerelease',
      '--pre-dist-tag',
    ],
  });
  const config = lernaConfig(call.world);
  const tool = `lerna ${name}`;
  const existing = /^from-(git|package)$/.test(known(args.words[0]) ?? '');
  const found: Deed[] = [];
  if (!existing && !args.may('--canary', '-c')) {
    const message = args.value('-m', '--message') ?? config?.message;
    const version = call.world.version;
    found.push(...scriptDeeds(call, 'npm', 'preversion', { directory: '' }), ...scriptDeeds(call, 'npm', 'version', { directory: '' }));
    const tagged = (config?.tag ?? true) && args.given('--no-git-tag-version') !== true;
    if (tagged) found.push(local(tool, 'commit', message && withVersion(message, version), config?.at));
    if (tagged) for (const tag of config?.tags ?? [str(`v${version}`)]) found.push(local(tool, 'tag', withVersion(tag, version), config?.at));
    found.push(...scriptDeeds(call, 'npm', 'postversion', { directory: '' }));
    if (tagged && (config?.push ?? true) && args.given('--no-push') !== true) found.push(followTagsPush(tool));
    if (config?.github || known(args.value('--create-release')) === 'github')
      for (const tag of config?.tags ?? [])
        found.push({
          kind: 'release',
          act: 'create',
          tool,
          by: githubToken(call, tool),
          needs: CONTENTS,
          tag: withVersion(tag, version),
          draft: false,
          prerelease: version.includes('-'),
          draftFirst: false,
        });
  }
  if (name === 'publish') found.push(...workspacePackages(call, tool));
  return found;
}

export const lerna: CommandKnowledge = { command: 'lerna', source: "Lerna's command references", asOf: AS_OF, deeds: lernaDeeds };

function nxDeeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1));
  if (name !== 'release') return workspaceTasks(call);
  const args = readArguments(after, {
    valued: [
      '-p',
      '--projects',
      '-g',
      '--groups',
      '--specifier',
      '--preid',
      '--tag',
      '--registry',
      '--git-commit-message',
      '--first-release',
      '--from',
      '--to',
      '--otp',
    ],
  });
  if (args.given('-d', '--dry-run') === true) return [];
  const sub = known(args.words[0]);
  const config = nxRelease(call.world);
  const tool = 'nx release';
  const doubt = args.given('-d', '--dry-run') === undefined ? { certain: undefined } : {};
  const found: Deed[] = [];
  if (sub !== 'publish' && sub !== 'plan') {
    const version = call.world.version;
    const commit = args.values('--git-commit').length > 0 ? args.given('--git-commit') : (config?.commit ?? true);
    const tag = args.values('--git-tag').length > 0 ? args.given('--git-tag') : (config?.tag ?? true);
    const push = args.may('--git-push') || (config?.push ?? false);
    const tags = (config?.tags ?? [str(`v${version}`)]).map((one) => withVersion(one, version));
    if (commit !== false)
      found.push(local(tool, 'commit', args.value('--git-commit-message') ?? (config && withVersion(config.commitMessage, version)), config?.at));
    if (tag !== false && sub !== 'version') for (const one of tags) found.push(local(tool, 'tag', one, config?.at));
    if (push) found.push(followTagsPush(tool));
    if (config?.github && sub !== 'version') {
      for (const one of tags)
        found.push({
          kind: 'release',
          act: 'create',
          tool,
          by: githubToken(call, tool),
          needs: CONTENTS,
          tag: one,
          draft: false,
          prerelease: version.includes('-'),
          draftFirst: false,
          updates: true,
        });
    }
  }
  if (sub === 'publish' || (sub === undefined && args.given('--skip-publish') !== true))
    found.push(
      ...workspacePackages(call, tool).map(
        (one): Deed => ({ ...one, ...(args.given('-y', '--yes') === true || sub === 'publish' ? {} : { certain: undefined }) }),
      ),
    );
  return found.map((one) => ({ ...one, ...doubt }));
}

export const nx: CommandKnowledge = { command: 'nx', source: "Nx's release documentation", asOf: AS_OF, deeds: nxDeeds };

function releaseItDeeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    valued: [
      '-c',
      '--config',
      '-i',
      '--increment',
      '-d',
      '--preRelease',
      '--npm.tag',
      '--github.tokenRef',
      '--preReleaseId',
      '--git.commitMessage',
      '--git.tagName',
    ],
  });
  if (args.may('--dry-run', '--release-version', '--changelog', '-v', '--version', '-h', '--help')) return [];
  const config = releaseItConfig(call.world, call.cwd ?? '');
  const version = call.world.version;
  const tool = 'release-it';
  const off = (group: string) => args.given(`--no-${group}`) === true || (args.values(`--${group}`).length > 0 && args.given(`--${group}`) === false);
  const tag = withVersion(args.value('--git.tagName') ?? config.tag, version);
  const found: Deed[] = [];
  const git = !off('git');
  if (git && config.commit && !off('git.commit'))
    found.push(local(tool, 'commit', withVersion(args.value('--git.commitMessage') ?? config.commitMessage, version), config.at));
  if (!off('npm') && !off('npm.publish') && config.npm) {
    const manifest = nodeManifest(call.world, call.cwd ?? '');
    if (manifest && !manifest.private) found.push(npmPackage(call, tool, manifest.name ? [manifest.name] : [], { directory: manifest.directory }));
  }
  if (git && config.tags && !off('git.tag')) found.push(local(tool, 'tag', tag, config.at));
  if (git && config.push && !off('git.push')) found.push(followTagsPush(tool));
  if ((config.github || args.given('--github.release') === true) && !off('github') && !off('github.release')) {
    const prerelease = config.prerelease || args.may('--github.preRelease') || version.includes('-');
    found.push({
      kind: 'release',
      act: 'create',
      tool,
      by: githubToken(call, tool, [config.tokenEnv]),
      needs: CONTENTS,
      tag,
      draft: config.draft || args.given('--github.draft') === true,
      prerelease,
      draftFirst: false,
      ...(config.at ? { at: config.at } : {}),
    });
  }
  return config.open ? found.map((one) => ({ ...one, certain: undefined })) : found;
}

export const releaseIt: CommandKnowledge = {
  command: 'release-it',
  source: "release-it's documentation and default configuration",
  asOf: AS_OF,
  deeds: releaseItDeeds,
};

function standardDeeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    valued: [
      '-r',
      '--release-as',
      '-p',
      '--prerelease',
      '-t',
      '--tag-prefix',
      '-i',
      '--infile',
      '--releaseCommitMessageFormat',
      '-m',
      '--message',
      '--path',
      '--packageFiles',
    ],
  });
  if (args.may('--dry-run')) return [];
  const config = standardConfig(call.world);
  const version = call.world.version;
  const prefix = known(args.value('-t', '--tag-prefix'));
  const tool = known(call.words[0]) ?? 'standard-version';
  const tag = prefix === undefined ? withVersion(config.tag, version) : str(`${prefix}${version}`);
  const history: Deed = {
    kind: 'history',
    tool,
    by: LOCAL,
    needs: [],
    wants: 'both',
    why: 'it takes the last version from tags and the changelog from the commits since',
    facts: ['tok.fetch'],
  };
  return [
    history,
    ...(config.skipCommit || args.may('--skip.commit') ? [] : [local(tool, 'commit', withVersion(config.message, version), config.at)]),
    ...(config.skipTag || args.may('--skip.tag') ? [] : [local(tool, 'tag', tag, config.at)]),
  ];
}

export const standardVersion: CommandKnowledge = {
  command: ['standard-version', 'commit-and-tag-version'],
  source: "commit-and-tag-version's documentation",
  asOf: AS_OF,
  deeds: standardDeeds,
};

function npDeeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), { valued: ['--branch', '--tag', '--message', '--contents', '--test-script', '--package-manager'] });
  if (args.may('--preview')) return [];
  const version = call.world.version;
  const manifest = nodeManifest(call.world, call.cwd ?? '');
  const name = manifest?.name;
  return [
    local('np', 'commit', args.value('--message') ?? str(version), undefined),
    local('np', 'tag', str(`v${version}`), undefined),
    ...(args.given('--no-publish') === true || manifest?.private ? [] : [npmPackage(call, 'np', name ? [name] : [], {})]),
    followTagsPush('np'),
  ];
}

export const np: CommandKnowledge = { command: 'np', source: "np's documentation", asOf: AS_OF, deeds: npDeeds };
