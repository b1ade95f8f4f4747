import { str } from '../../../actions/index.ts';
import { changesets, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { LOCAL } from './credentials.ts';
import { npmPackage, workspacePackages } from './npm.ts';

/** `changeset publish` uploads every package that is not yet in the registry and tags each one locally; `changeset tag` only tags. */
function changesetDeeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1));
  const args = readArguments(after, { valued: ['--tag', '--otp', '--snapshot', '--since', '--cwd'] });
  const config = changesets(call.world);
  const base = { kind: 'git' as const, by: LOCAL, needs: [], ...(config?.at ? { at: config.at } : {}) };
  if (name === 'version') {
    return config?.commits ? [{ ...base, act: 'commit', tool: 'changeset version', name: str('RELEASING: Releasing packages') }] : [];
  }
  if (name !== 'publish' && name !== 'tag') return [];
  const published = config ? config.packages.filter((one) => one.publish) : [];
  const tool = `changeset ${name}`;
  const uploads =
    name === 'tag'
      ? []
      : published.length > 0
        ? published.map((one) => npmPackage(call, tool, [one.name], { directory: one.directory }))
        : workspacePackages(call, tool);
  if (args.given('--no-git-tag') === true) return uploads;
  const tags = (config?.packages ?? []).map(
    (one): Deed => ({ ...base, act: 'tag', tool, name: withVersion(one.tag, call.world.version), annotated: true }),
  );
  return [...uploads, ...tags];
}

export const changeset: CommandKnowledge = {
  command: ['changeset', 'changesets'],
  source: "Changesets' command reference",
  asOf: '2026-11-20',
  deeds: changesetDeeds,
};
