import type { Command } from 'commander';
import { day, repeated } from '../values.ts';
import { withRevision, withWalk } from './parts.ts';

/** The options that say what is planned, which plan, notes, prepare and tag share. */
export function withPlan(command: Command): Command {
  const asked = command
    .option('--channel <channel>', 'channel of the release (default: that of the branch)')
    .option('--bump <kind>', 'major, minor, patch, rc, hotfix, or a version; in place of what the commits say')
    .option('--component <name>', 'only this component (repeatable)', repeated)
    .option('--as-of <date>', 'day of the release (default: today, in UTC)', day)
    .option('--config <file>', 'read this file in place of slipway.yaml at the root');
  const read = withRevision(asked).option('--branch <branch>', 'the branch that a revision without one is taken to be on');
  return withWalk(read).option('--no-color', 'never colour');
}
