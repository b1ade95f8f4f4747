import { str } from '../../../actions/index.ts';
import { lerna as lernaConfig, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { followTagsPush, githubToken, isOtherBranch, local } from './bump-deeds.ts';
import { CONTENTS } from './credentials.ts';
import { workspacePackages } from './npm.ts';
import { scriptDeeds } from './npm-scripts.ts';
import { workspaceTasks } from './task-runners.ts';
import { known } from './words.ts';

const AS_OF = '2026-11-20';

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
      '--pre-dist-tag',
    ],
  });
  const prefix = known(args.value('--tag-version-prefix'));
  const config = lernaConfig(call.world, prefix);
  const tool = `lerna ${name}`;
  const existing = /^from-(git|package)$/.test(known(args.words[0]) ?? '');
  const found: Deed[] = [];
  if (!existing && !args.may('--canary', '-c')) {
    // From another branch it refuses to make a version, and fails.
    const branches = args.values('--allow-branch');
    if (isOtherBranch(call, branches.length > 0 ? branches.map(known) : config?.allowBranch)) return [];
    const message = args.value('-m', '--message') ?? config?.message;
    const version = call.world.version;
    found.push(...scriptDeeds(call, 'npm', 'preversion', { directory: '' }), ...scriptDeeds(call, 'npm', 'version', { directory: '' }));
    const tagged = (config?.tag ?? true) && args.given('--no-git-tag-version') !== true;
    if (tagged) found.push(local(tool, 'commit', message && withVersion(message, version), config?.at));
    const tags = config?.tags ?? [str(`${prefix ?? 'v'}${version}`)];
    if (tagged) for (const tag of tags) found.push(local(tool, 'tag', withVersion(tag, version), config?.at));
    found.push(...scriptDeeds(call, 'npm', 'postversion', { directory: '' }));
    if (tagged && (config?.push ?? true) && args.given('--no-push') !== true)
      found.push({ ...followTagsPush(tool), ...(args.value('--git-remote') === undefined ? {} : { remote: args.value('--git-remote')! }) });
    if (tagged && (config?.github || known(args.value('--create-release')) === 'github'))
      for (const tag of tags)
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
