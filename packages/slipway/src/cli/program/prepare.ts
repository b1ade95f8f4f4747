import { Option } from 'commander';
import type { PrepareFlags } from '../prepare.ts';
import type { Parts } from './parts.ts';
import { withPlan } from './plan-options.ts';

const EXAMPLES = `
One rolling pull request: run again, it is brought up to date. What people write in its notes, in the
changelog of its branch and around Slipway's text stays. Nothing is ever pushed to the branch that is
released from.

Examples:
  slipway prepare --dry-run               the whole pull request, without a token
  slipway prepare                         open it, or bring it up to date
  slipway prepare --plan plan.json        exactly this plan, or a refusal
  slipway prepare --channel rc --bump rc  a candidate
  slipway prepare --local                 one commit here, in place of a pull request
  slipway prepare --local --branch release-2.0
  slipway prepare --anyway 'CI is down, ran by hand'

Exit codes: 0 done, 10 nothing to release, 2 something stands against it, 30 checks are not done yet (nothing is
written then), 50 GitHub, git or a hook refused.`;

export function addPrepare({ program, handlers, done }: Parts): void {
  const command = withPlan(
    program
      .command('prepare')
      .description('make the plan a pull request, or with --local a commit')
      .argument('[path]', "folder of the repository (default: '.')")
      .option('--plan <file>', 'carry out exactly this plan, or refuse')
      .option('--base <branch>', 'branch that is released from, and that the pull request goes into (default: the current one)')
      .option('--dry-run', 'print it, and change nothing')
      .option('--local', 'make a commit in this work tree, and push nothing')
      .option('--force', 'lose what others committed to the release branch besides notes')
      .option('--close', 'close the open pull request when there is nothing to release')
      .option('--reopen', 'make a new pull request though one for the same release was closed')
      .option('--anyway <reason>', 'go on though checks are not green, or though it would start nothing; the reason is written down')
      .option('--token-file <file>', 'a file with the token (default: GH_TOKEN, GITHUB_TOKEN, then `gh auth token`)')
      .addOption(new Option('--format <format>', 'how the outcome is printed').choices(['text', 'json'])),
  );
  const branch = command.options.find(({ long }) => long === '--branch');
  if (branch !== undefined)
    branch.description = 'with --local: make the commit on this new branch; otherwise the branch that a revision is taken to be on';
  command.addHelpText('after', EXAMPLES).action(async (path: string | undefined, flags: PrepareFlags) => done(await handlers.prepare(path, flags)));
}
