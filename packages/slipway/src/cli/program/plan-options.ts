import { type Command, Option } from 'commander';
import { day, repeated, slug } from '../values.ts';

/** The options that say what is planned, which plan, notes, prepare and tag share. */
export function withPlan(command: Command): Command {
  return command
    .option('--channel <channel>', 'channel of the release (default: that of the branch)')
    .option('--bump <kind>', 'major, minor, patch, rc, hotfix, or a version; in place of what the commits say')
    .option('--component <name>', 'only this component (repeatable)', repeated)
    .option('--as-of <date>', 'day of the release (default: today, in UTC)', day)
    .option('--config <file>', 'read this file in place of slipway.yaml at the root')
    .option('--git-dir <dir>', 'read a git directory, without a checkout')
    .option('--rev <rev>', 'revision of --git-dir (default: HEAD)')
    .option('--branch <branch>', 'the branch that a revision without one is taken to be on')
    .option('--repo <owner/name>', "the repository's name on GitHub", slug)
    .addOption(new Option('--platform <host>', 'which GitHub').choices(['github.com', 'ghes']))
    .option('--assume <name=state>', 'what a secret is: NAME=missing, expired, pat, app or github-token (repeatable)', repeated)
    .option('--mirrors <dir>', 'read other repositories from bare clones, DIR/OWNER+NAME/repo')
    .option('--no-color', 'never colour');
}
