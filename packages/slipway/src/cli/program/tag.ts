import { Option } from 'commander';
import type { TagFlags } from '../tag.ts';
import type { Parts } from './parts.ts';
import { withPlan } from './plan-options.ts';

const EXAMPLES = `
What each tag would start is walked before it exists. It is refused while something stands against it: an
error on its way, a credential whose tags start nothing, changed files, another branch, checks that are not
green, a name that was used before. Tags are pushed one at a time, and looked for at the remote afterwards.

Examples:
  slipway tag --dry-run                   what would be made, at which commit, and what that starts
  slipway tag                             after the release pull request is merged: tag what it prepared
  slipway tag --plan plan.json            exactly that plan, or nothing
  slipway tag --channel stable            give the candidate's commit its stable version
  slipway tag --no-push                   make the tag here only
  slipway tag --anyway "hotfix, CI is down"
  slipway tag --redo v1.3.0               make a tag anew that led to nothing yet

Exit codes: 0 made, 1 what was found breaks this release, 2 it cannot be meant so, 10 nothing to tag,
30 checks are not done yet, 40 made and not all pushed, 50 the remote or GitHub does not answer.`;

export function addTag({ program, handlers, done }: Parts): void {
  withPlan(
    program
      .command('tag')
      .description('make the tag of a prepared release, after proving what it will start')
      .argument('[path]', "folder of the repository (default: '.')")
      .option('--plan <file>', 'execute exactly this plan, or refuse')
      .option('--dry-run', 'make nothing')
      .option('--no-push', 'make the tags here only')
      .option('--remote <name>', "where to push (default: the remote of the branch, else 'origin')")
      .addOption(
        new Option('--as <actor>', 'who pushes, where you know better than git shows').choices([
          'github-token',
          'pat',
          'app',
          'deploy-key',
          'person',
        ]),
      )
      .option('--anyway <reason>', 'go on although something stands against it; the tag tells the reason')
      .addOption(
        new Option('--redo <tag>', 'delete a tag and make it anew, after seeing that nothing irreversible came of it').conflicts([
          'plan',
          'bump',
          'channel',
          'component',
        ]),
      )
      .option('--token-file <file>', 'a file with the token for GitHub (default: GH_TOKEN, GITHUB_TOKEN, then `gh auth token`)')
      .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (path: string | undefined, flags: TagFlags) => done(await handlers.tag(path, flags)));
}
