import { alts, str } from '../../../actions/index.ts';
import { nodePackages, publishableNames } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { followTagsPush } from './bump-deeds.ts';
import { CONTENTS, fromEnv, GIT, LOCAL } from './credentials.ts';
import { workspacePackages } from './npm.ts';

const AS_OF = '2026-11-20';

function token(call: CommandCall, tool: string, names: readonly string[]) {
  return fromEnv(call, names) ?? { how: 'none' as const, why: `${tool} has no ${names.join(' or ')}` };
}

function autoDeeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1));
  const args = readArguments(after);
  if (args.may('-d', '--dry-run')) return [];
  const tag = str(`v${call.world.version}`);
  const by = token(call, 'auto', ['GH_TOKEN', 'GITHUB_TOKEN']);
  const release: Deed = {
    kind: 'release',
    act: 'create',
    tool: `auto ${name}`,
    by,
    needs: CONTENTS,
    tag,
    draft: false,
    prerelease: false,
    draftFirst: false,
  };
  if (name === 'release') return [release];
  if (name !== 'shipit' && name !== 'latest') return [];
  const local = { kind: 'git' as const, tool: 'auto shipit', by: LOCAL, needs: [] };
  return [
    {
      kind: 'history',
      tool: 'auto shipit',
      by: LOCAL,
      needs: [],
      wants: 'both',
      why: 'it computes the version from the pull requests since the last tag',
      facts: ['tok.fetch'],
    },
    { ...local, act: 'commit', name: str('Update CHANGELOG.md [skip ci]') },
    { ...local, act: 'commit', name: str(`Bump version to: ${call.world.version} [skip ci]`) },
    { ...local, act: 'tag', name: tag, annotated: true },
    ...workspacePackages(call, 'auto shipit'),
    followTagsPush('auto shipit'),
    release,
  ];
}

/** Intuit's auto: its commits skip CI by default. */
export const auto: CommandKnowledge = { command: 'auto', source: "auto's documentation and plugins", asOf: AS_OF, deeds: autoDeeds };

function releasePlanDeeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1));
  const args = readArguments(after, { valued: ['--otp', '--publish-branch', '--tag', '--access'] });
  if (name !== 'publish' || args.may('--dry-run')) return [];
  const tool = 'release-plan publish';
  const uploads = args.given('--skip-npm-publish') === true ? [] : workspacePackages(call, tool);
  const first = nodePackages(call.world).find((one) => !one.private && one.name !== undefined)?.name;
  const plain = str(`v${call.world.version}`);
  // Versions before 0.10 put the package's name behind the version even when there is only one.
  const tag = first === undefined ? plain : alts([plain, str(`v${call.world.version}-${first}`)]);
  return [
    ...uploads,
    { kind: 'tag', act: 'create', tool, by: GIT, needs: CONTENTS, name: tag, facts: ['tok.persist'] },
    {
      kind: 'release',
      act: 'create',
      tool,
      by: token(call, 'release-plan', ['GITHUB_AUTH', 'GITHUB_TOKEN']),
      needs: CONTENTS,
      tag,
      draft: false,
      prerelease: call.world.version.includes('-'),
      draftFirst: false,
    },
  ];
}

/** release-plan: the tag is pushed with checkout's credential, the release is made with GITHUB_AUTH. */
export const releasePlan: CommandKnowledge = {
  command: 'release-plan',
  source: "release-plan's documentation",
  asOf: AS_OF,
  deeds: releasePlanDeeds,
};

function covectorDeeds(call: CommandCall): readonly Deed[] {
  const { name } = subcommand(call.words.slice(1));
  if (name !== 'publish' && name !== 'preview') return [];
  const upload = (registry: 'npm' | 'crates.io', env: readonly string[]): readonly Deed[] => {
    const names = publishableNames(call.world, registry);
    if (names.length === 0) return [];
    return [
      {
        kind: 'package',
        registry,
        names,
        tool: `covector ${name}`,
        by: fromEnv(call, env) ?? { how: 'unknown', why: 'its configured commands decide' },
        needs: [],
        certain: undefined,
      },
    ];
  };
  return [...upload('npm', ['NODE_AUTH_TOKEN', 'NPM_TOKEN']), ...upload('crates.io', ['CARGO_REGISTRY_TOKEN'])];
}

export const covector: CommandKnowledge = { command: 'covector', source: "covector's documentation", asOf: AS_OF, deeds: covectorDeeds };
