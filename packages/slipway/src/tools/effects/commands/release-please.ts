import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import { releasePlease as readConfig, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { CONTENTS, fromOption, MERGES } from './credentials.ts';
import { known } from './words.ts';

const VALUED = [
  '--token',
  '--repo-url',
  '--release-type',
  '--config-file',
  '--manifest-file',
  '--target-branch',
  '--package-name',
  '--path',
  '--component',
  '--label',
  '--release-label',
  '--api-url',
];

/** release-please on the command line; everything by API. The commands without `manifest-` read the configuration too when no release type is given. */
function deeds(call: CommandCall): readonly Deed[] {
  const { name, before, after } = subcommand(call.words.slice(1), VALUED);
  const args = readArguments([...before, ...after], { valued: VALUED });
  const releases = name === 'github-release' || name === 'manifest-release';
  if (args.may('--dry-run') || (!releases && name !== 'release-pr' && name !== 'manifest-pr')) return [];
  const by: CredentialSource = fromOption(args.value('--token'), '--token') ?? { how: 'none', why: 'release-please has no --token' };
  const option = (flag: string) => known(args.value(flag));
  const [releaseType, configFile, packageName, component, path, targetBranch] = [
    '--release-type',
    '--config-file',
    '--package-name',
    '--component',
    '--path',
    '--target-branch',
  ].map(option);
  const config = readConfig(call.world, {
    ...(releaseType ? { releaseType } : {}),
    ...(configFile ? { configFile } : {}),
    ...(packageName ? { packageName } : {}),
    ...(component ? { component } : {}),
    ...(path ? { path } : {}),
    ...(targetBranch ? { targetBranch } : {}),
    includeComponentInTag: args.given('--monorepo-tags') === true,
  });
  const tool = `release-please ${name}`;
  const common = { tool, by, certain: undefined, ...(config?.at ? { at: config.at } : {}) };
  if (!releases) {
    const titles: readonly (Val | undefined)[] = config?.titles.length ? config.titles : [undefined];
    return titles.slice(0, 40).map((title) => ({
      ...common,
      kind: 'pull-request',
      act: 'open',
      needs: MERGES,
      base: str(targetBranch ?? call.world.defaultBranch),
      ...(title ? { title: withVersion(title, call.world.version) } : {}),
      labels: (config?.labels ?? []).map(str),
      facts: ['need.pr'],
    }));
  }
  return (config?.packages ?? [])
    .filter((one) => !one.skipRelease)
    .slice(0, 200)
    .map((one) => ({
      ...common,
      kind: 'release',
      act: 'create',
      needs: CONTENTS,
      tag: withVersion(one.tag, call.world.version),
      draft: one.draft || args.given('--draft') === true,
      prerelease: one.prerelease(call.world.version) || args.given('--prerelease') === true,
      draftFirst: false,
      ...(one.at ? { at: one.at } : {}),
    }));
}

export const releasePlease: CommandKnowledge = {
  command: 'release-please',
  source: "release-please's command reference and sources",
  asOf: '2026-11-20',
  deeds,
};
