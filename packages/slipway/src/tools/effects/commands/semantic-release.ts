import { str } from '../../../actions/index.ts';
import { fillTemplate, nodeManifest, semanticRelease as readConfig, VERSION, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed, GitDeed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { CONTENTS, fromEnv, GIT, LOCAL, pushUrl, tokenOf } from './credentials.ts';
import { npmPackage } from './npm.ts';
import { pythonSemanticRelease } from './python-bumpers.ts';
import { known } from './words.ts';

const VALUED = ['-b', '--branches', '-r', '--repository-url', '-t', '--tag-format', '-p', '--plugins', '-e', '--extends'];

/**
 * The sequence of semantic-release: the commit of `@semantic-release/git` (its default message skips CI) is pushed, then the tag, then packages,
 * then the GitHub release. It pushes to a URL that holds the token of the environment only when a push without it is refused; a header that
 * checkout left wins in both cases.
 */
function deeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), { valued: VALUED });
  // The Python tool has the same name; it has subcommands.
  if (args.words.some((word) => /^(version|publish|changelog|generate-config)$/.test(known(word) ?? ''))) return pythonSemanticRelease.deeds(call);
  if (args.given('-d', '--dry-run') === true) return [];
  const config = readConfig(call.world, call.cwd ?? '');
  const tool = 'semantic-release';
  const certain = config.open ? { certain: undefined } : {};
  const at = config.at ? { at: config.at } : {};
  const format = known(args.value('-t', '--tag-format'));
  const template = format === undefined ? config.tag : fillTemplate(format, /\$\{\s*version\s*\}/g, () => VERSION);
  const tag = withVersion(template, call.world.version);
  const token = fromEnv(call, ['GH_TOKEN', 'GITHUB_TOKEN']);
  const remote = pushUrl(call, token && tokenOf(token));
  const local = { kind: 'git' as const, tool, by: LOCAL, needs: [] };
  const push: GitDeed = { kind: 'git', act: 'push', tool, by: GIT, needs: CONTENTS, remote, facts: ['tok.sr', 'tok.extraheader'] };
  const found: Deed[] = [
    {
      kind: 'history',
      tool,
      by: LOCAL,
      needs: [],
      wants: 'both',
      why: 'it takes the last version from tags and the next one from the commits since',
      facts: ['tok.fetch'],
    },
  ];
  const commands = (step: RegExp): readonly Deed[] =>
    config.commands.flatMap((command): Deed[] => {
      if (!command.at || !step.test(command.step)) return [];
      const text = command.text.replace(/\$\{nextRelease\.(version|gitTag)\}/g, (_, name) =>
        name === 'version' ? call.world.version : (known(tag) ?? call.world.version),
      );
      return [{ kind: 'runs', tool, by: LOCAL, needs: [], at: command.at, what: { text, from: command.at, shell: 'sh', cwd: call.cwd ?? '' } }];
    });
  found.push(...commands(/^prepare/));
  if (config.commitMessage) {
    found.push({ ...local, act: 'commit', name: withVersion(config.commitMessage, call.world.version), ...at, ...certain });
    found.push({ ...push, refspecs: [str('HEAD')], ...at, ...certain });
  }
  found.push({ ...local, act: 'tag', name: tag, ...at });
  found.push({ ...push, refspecs: [], allTags: true, ...at });
  if (config.npm) {
    const manifest = nodeManifest(call.world, call.cwd ?? '');
    if (manifest)
      found.push({
        ...npmPackage(call, tool, manifest.name ? [manifest.name] : [], {
          directory: manifest.directory,
          ...(manifest.registry ? { registry: manifest.registry } : {}),
        }),
        ...certain,
      });
  }
  found.push(...commands(/^(publish|addChannel|success)/));
  if (config.github) {
    found.push({
      kind: 'release',
      act: 'create',
      tool,
      by: token ?? { how: 'none', why: 'semantic-release has no GH_TOKEN or GITHUB_TOKEN' },
      needs: CONTENTS,
      tag,
      draft: false,
      prerelease: call.world.version.includes('-'),
      draftFirst: undefined,
      ...at,
      ...certain,
    });
  }
  return found;
}

export const semanticRelease: CommandKnowledge = {
  command: ['semantic-release', 'multi-semantic-release'],
  source: 'sources of semantic-release 25 and its plugins',
  asOf: '2026-11-20',
  deeds,
};
