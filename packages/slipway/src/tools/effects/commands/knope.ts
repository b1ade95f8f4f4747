import { str } from '../../../actions/index.ts';
import { knope as readConfig, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { CONTENTS, fromEnv, LOCAL, otherRepository, PULL_REQUESTS } from './credentials.ts';

/** `knope WORKFLOW`: the steps of that workflow in knope.toml. Without `[github]` the step `Release` only tags locally. */
function deeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1), ['--prerelease-label', '--override-version', '--upgrade']);
  if (readArguments(after).may('--dry-run')) return [];
  const config = readConfig(call.world);
  if (!config || name === undefined) return [];
  const version = call.world.version;
  const by = fromEnv(call, ['GITHUB_TOKEN']) ?? { how: 'none' as const, why: 'Knope has no GITHUB_TOKEN' };
  const repository = otherRepository(call, config.repository === undefined ? undefined : str(config.repository));
  const tool = `knope ${name}`;
  const found: Deed[] = [];
  for (const step of config.workflows.get(name) ?? []) {
    const at = step.at ? { at: step.at } : {};
    if (step.type === 'Command' && step.command && step.at) {
      const text = step.command.replace(/\$version\b|\$\{version\}/g, version).replace(/\$changelog\b/g, '');
      found.push({ kind: 'runs', tool, by: LOCAL, needs: [], ...at, what: { text, from: step.at, shell: 'sh', cwd: '' } });
    } else if (step.type === 'PrepareRelease') {
      found.push({
        kind: 'history',
        tool,
        by: LOCAL,
        needs: [],
        wants: 'both',
        why: 'it reads the commits since the last version tag',
        facts: ['tok.fetch'],
        ...at,
      });
    } else if (step.type === 'Release') {
      for (const one of config.tags) {
        const tag = withVersion(one, version);
        if (config.github) {
          found.push({
            kind: 'release',
            act: 'create',
            tool,
            by,
            needs: CONTENTS,
            tag,
            draft: false,
            prerelease: version.includes('-'),
            draftFirst: config.assets,
            ...(repository ? { repository } : {}),
            ...at,
          });
        } else found.push({ kind: 'git', act: 'tag', tool, by: LOCAL, needs: [], name: tag, ...at });
      }
    } else if (step.type === 'CreatePullRequest') {
      const title = step.title === undefined ? undefined : str(step.title.replace(/\$version\b|\{version\}/g, version));
      found.push({
        kind: 'pull-request',
        act: 'open',
        tool,
        by,
        needs: PULL_REQUESTS,
        base: str(step.base ?? call.world.defaultBranch),
        ...(title ? { title } : {}),
        ...at,
      });
    }
  }
  return found;
}

export const knope: CommandKnowledge = { command: 'knope', source: "Knope's documentation", asOf: '2026-11-20', deeds };
