import { concat, str } from '../../../actions/index.ts';
import { slipwayRelease, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { CONTENTS, fromEnv, GIT, LOCAL, MERGES } from './credentials.ts';
import { known } from './words.ts';

const VALUED = [
  '--plan',
  '--base',
  '--anyway',
  '--token-file',
  '--format',
  '--channel',
  '--bump',
  '--component',
  '--as-of',
  '--config',
  '--git-dir',
  '--rev',
  '--branch',
  '--repo',
  '--platform',
  '--assume',
  '--mirrors',
  '--remote',
  '--as',
  '--redo',
];

/** Our own commands: `slipway prepare` opens the release pull request by API, `slipway tag` tags what was prepared and pushes each tag alone. */
function deeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1), VALUED);
  if (name !== 'plan' && name !== 'notes' && name !== 'prepare' && name !== 'tag') return [];
  const args = readArguments(after, { valued: VALUED });
  const tool = `slipway ${name}`;
  const history: Deed = {
    kind: 'history',
    tool,
    by: LOCAL,
    needs: [],
    wants: 'both',
    why: 'it takes the last version from tags and the next one from the commits since',
    facts: ['tok.fetch'],
  };
  if (args.given('--dry-run') === true) return [history];
  const config = slipwayRelease(call.world);
  const common = { tool, certain: undefined, ...(config.at ? { at: config.at } : {}) };
  const title = withVersion(config.title, call.world.version);
  if (name === 'prepare') {
    if (args.given('--local') === true) return [history, { ...common, kind: 'git', act: 'commit', by: LOCAL, needs: [], name: title }];
    const channel = args.value('--channel');
    return [
      history,
      {
        ...common,
        kind: 'pull-request',
        act: 'open',
        by: tokenFor(call, args.value('--token-file') !== undefined),
        needs: MERGES,
        base: args.value('--base') ?? str(call.world.defaultBranch),
        // A channel has a branch of its own.
        head: channel === undefined ? str(config.branch) : concat(str(`${config.branch}-`), channel),
        title,
        labels: config.labels.map(str),
        facts: ['need.pr'],
      },
    ];
  }
  if (name !== 'tag') return [history];
  const pushes = args.given('--no-push') !== true;
  const remote = known(args.value('--remote'));
  return [
    history,
    ...config.tags.flatMap((one): Deed[] => {
      const tag = withVersion(one, call.world.version);
      const made: Deed = { ...common, kind: 'git', act: 'tag', by: LOCAL, needs: [], name: tag, annotated: config.annotated };
      if (!pushes) return [made];
      const push: Deed = {
        ...common,
        kind: 'git',
        act: 'push',
        by: GIT,
        needs: CONTENTS,
        remote: str(remote ?? 'origin'),
        refspecs: [concat(str('refs/tags/'), tag)],
        facts: ['tok.extraheader'],
      };
      return [made, push];
    }),
  ];
}

function tokenFor(call: CommandCall, fromFile: boolean): CredentialSource {
  if (fromFile) return { how: 'unknown', why: '--token-file names a file that holds it' };
  return fromEnv(call, ['GH_TOKEN', 'GITHUB_TOKEN']) ?? { how: 'none', why: 'slipway has no GH_TOKEN' };
}

export const slipway: CommandKnowledge = {
  command: 'slipway',
  source: 'docs/prepare.md and docs/tag.md of Slipway',
  asOf: '2026-11-21',
  deeds,
};
