import { str } from '../../../actions/index.ts';
import { nodeManifest, releaseIt as releaseItConfig, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { followTagsPush, githubToken, isOtherBranch, local } from './bump-deeds.ts';
import { CONTENTS, LOCAL } from './credentials.ts';
import { npmPackage, workspacePackages } from './npm.ts';
import { known } from './words.ts';

const AS_OF = '2026-11-20';

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
      '--git.requireBranch',
      '--git.pushRepo',
    ],
  });
  if (args.may('--dry-run', '--release-version', '--changelog', '-v', '--version', '-h', '--help')) return [];
  const config = releaseItConfig(call.world, call.cwd ?? '', known(args.value('-c', '--config')));
  const allowed = args.value('--git.requireBranch');
  if (isOtherBranch(call, allowed === undefined ? config.branches : [known(allowed)])) return [];
  const version = call.world.version;
  const tool = 'release-it';
  const off = (group: string) => args.given(`--no-${group}`) === true || (args.values(`--${group}`).length > 0 && args.given(`--${group}`) === false);
  const tag = withVersion(args.value('--git.tagName') ?? config.tag, version);
  const found: Deed[] = [];
  const hooks = (...names: readonly string[]): void => {
    for (const { name, text, at } of config.hooks)
      if (names.includes(name) && at !== undefined)
        found.push({
          kind: 'runs',
          tool,
          by: LOCAL,
          needs: [],
          at,
          what: { text: text.replaceAll('${version}', version), from: at, shell: 'sh', cwd: call.cwd ?? '' },
        });
  };
  hooks('before:init', 'after:init', 'before:bump', 'after:bump', 'before:release');
  const git = !off('git');
  hooks('before:git:release');
  if (git && config.commit && !off('git.commit'))
    found.push(local(tool, 'commit', withVersion(args.value('--git.commitMessage') ?? config.commitMessage, version), config.at));
  if (!off('npm') && !off('npm.publish') && config.npm) {
    hooks('before:npm:release');
    const manifest = nodeManifest(call.world, call.cwd ?? '');
    if (manifest && !manifest.private) found.push(npmPackage(call, tool, manifest.name ? [manifest.name] : [], { directory: manifest.directory }));
    hooks('after:npm:release');
  }
  if (config.workspaces && !off('npm')) found.push(...workspacePackages(call, tool));
  if (git && config.tags && !off('git.tag')) found.push(local(tool, 'tag', tag, config.at));
  const remote = args.value('--git.pushRepo') ?? config.pushRepo;
  if (git && config.push && !off('git.push')) found.push({ ...followTagsPush(tool), ...(remote === undefined ? {} : { remote }) });
  hooks('after:git:release', 'before:github:release');
  if ((config.github || args.given('--github.release') === true) && !config.web && !off('github') && !off('github.release')) {
    const prerelease = config.prerelease || args.may('--github.preRelease') || args.value('--preRelease') !== undefined || version.includes('-');
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
      ...(config.assets.length === 0 ? {} : { assets: config.assets.map(str) }),
      ...(config.at ? { at: config.at } : {}),
    });
  }
  hooks('after:github:release', 'after:release');
  return config.open ? found.map((one) => ({ ...one, certain: undefined })) : found;
}

export const releaseIt: CommandKnowledge = {
  command: 'release-it',
  source: "release-it's documentation and default configuration",
  asOf: AS_OF,
  deeds: releaseItDeeds,
};
