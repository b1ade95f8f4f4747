import { Option } from 'commander';
import type { PlanCommandFlags } from '../plan.ts';
import type { Parts } from './parts.ts';
import { withPlan } from './plan-options.ts';

const EXAMPLES = `
Nothing is changed, nothing is asked of the network but with --online. The plan is of the commit, not of
what is changed in the work tree.

Examples:
  slipway plan                            what would be released, and why
  slipway plan --explain                  every commit that was looked at, or why there is nothing
  slipway plan --channel rc               the next candidate
  slipway plan --bump 2.0.0               this version, when nothing stands against it
  slipway plan --out plan.json            keep the plan: prepare and tag execute exactly it
  slipway plan --format markdown >> "$GITHUB_STEP_SUMMARY"
  slipway plan --online                   ask GitHub first for titles and labels of pull requests
  slipway plan --git-dir repo.git --rev main --repo owner/name

Exit codes: 0 something would be released, 10 nothing, 2 it must not be released from here, or wrong input.`;

export function addPlan({ program, handlers, done }: Parts): void {
  withPlan(
    program
      .command('plan')
      .description('say what would be released: versions, why, notes, files, destinations')
      .argument('[path]', "folder of the repository (default: '.')")
      .option('--explain', 'every commit that was looked at, and why it counts or not')
      .option('--out <file>', 'write the plan to a file that prepare and tag execute')
      .option('--online', 'ask GitHub for the pull requests of the commits in question, and keep what it says')
      .option('--refresh', 'with --online: ask again for those that were kept')
      .option('--token-file <file>', 'with --online: a file with the token (default: GH_TOKEN, GITHUB_TOKEN, then `gh auth token`)')
      .addOption(new Option('--format <format>', 'how the plan is printed').choices(['text', 'json', 'markdown'])),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (path: string | undefined, flags: PlanCommandFlags) => done(await handlers.plan(path, flags)));
}
