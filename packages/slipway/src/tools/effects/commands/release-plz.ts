import { str } from '../../../actions/index.ts';
import { releasePlz as readConfig, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { cargoCredential } from './cargo.ts';
import { CONTENTS, fromEnv, fromOption, LOCAL, MERGES } from './credentials.ts';

const VALUED = [
  '--git-token',
  '--github-token',
  '--token',
  '--repo-url',
  '--config',
  '--manifest-path',
  '--project-manifest',
  '--registry',
  '-p',
  '--package',
  '-o',
  '--output',
  '--forge',
  '--backend',
  '--changelog-config',
  '--release-date',
  '--pr-branch-prefix',
];

/** release-plz on the command line: tags and releases by API with `--git-token` (by git push before 0.3.143), packages with cargo's credential. */
function deeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1), VALUED);
  const args = readArguments(after, { valued: VALUED });
  if ((name !== 'release' && name !== 'release-pr') || args.given('--dry-run') === true) return [];
  const config = readConfig(call.world);
  const given: CredentialSource | undefined = fromOption(args.value('--git-token', '--github-token'), '--git-token') ?? fromEnv(call, ['GIT_TOKEN']);
  const by: CredentialSource = given ?? { how: 'none', why: 'release-plz has no --git-token' };
  const version = call.world.version;
  const tool = `release-plz ${name}`;
  const history: Deed = {
    kind: 'history',
    tool,
    by: LOCAL,
    needs: [],
    wants: 'both',
    why: 'it compares the packages with the last release and writes the changelog from the commits since',
    facts: ['tok.fetch'],
  };
  if (name === 'release-pr') {
    return [
      history,
      ...config.titles.map(
        (title): Deed => ({
          kind: 'pull-request',
          act: 'open',
          tool,
          by,
          needs: MERGES,
          base: str(call.world.defaultBranch),
          title: withVersion(title, version),
          ...(config.labels.length > 0 ? { labels: config.labels.map(str) } : {}),
          certain: undefined,
          ...(config.at ? { at: config.at } : {}),
        }),
      ),
    ];
  }
  const found: Deed[] = [history];
  for (const one of config.packages) {
    const at = one.at ? { at: one.at } : {};
    if (one.publish)
      found.push({
        kind: 'package',
        registry: 'crates.io',
        names: [one.name],
        tool,
        by: cargoCredential(call, args),
        needs: [],
        directory: one.directory,
        certain: undefined,
        facts: ['crates.perm'],
      });
    if (!one.tag) continue;
    const tag = withVersion(one.tag, version);
    found.push({ kind: 'tag', act: 'create', tool, by, needs: CONTENTS, name: tag, certain: undefined, ...at });
    if (one.release)
      found.push({
        kind: 'release',
        act: 'create',
        tool,
        by,
        needs: CONTENTS,
        tag,
        draft: one.draft,
        prerelease: one.prerelease(version),
        draftFirst: false,
        certain: undefined,
        ...at,
      });
  }
  return found;
}

export const releasePlz: CommandKnowledge = {
  command: 'release-plz',
  source: 'sources and documentation of release-plz as of 2026',
  asOf: '2026-11-20',
  deeds,
};
