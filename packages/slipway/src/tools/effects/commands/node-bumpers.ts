import { str } from '../../../actions/index.ts';
import { nodeManifest, nxRelease, standardVersion as standardConfig, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { followTagsPush, githubToken, local } from './bump-deeds.ts';
import { CONTENTS, LOCAL } from './credentials.ts';
import { npmPackage, workspacePackages } from './npm.ts';
import { workspaceTasks } from './task-runners.ts';
import { known } from './words.ts';

const AS_OF = '2026-11-20';

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
