import type { Plan } from '../doctor/fixes/index.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';

export interface WriteFlags {
  force?: boolean;
  patch?: boolean;
  format?: 'text' | 'json';
}

/**
 * Writes what a plan changes and says how it is taken back.
 * @throws UsageError when a file has changes that are not committed and --force is not given
 */
export async function write(folder: string, plan: Plan, flags: WriteFlags, { io, doors }: Context): Promise<number> {
  const say = flags.patch || flags.format === 'json' ? io.err : io.out;
  const { outputOf, formatPlanJson, formatSetup } = await doors.fixes();
  const { uncommitted, writeFix } = await doors.remotes();
  const { title, outcomes, setup } = outputOf(plan);
  if (outcomes.length === 0) {
    say(
      plan.remains.length === 0
        ? 'There is nothing to mend.\n'
        : 'No edit that is proved mends what was asked for; without --write it is said why.\n',
    );
    return EXIT.done;
  }
  const paths = [...new Set(outcomes.flatMap(({ path, to }) => (to === undefined ? [path] : [path, to])))];
  const dirty = flags.force ? [] : await uncommitted(folder, paths);
  if (dirty.length > 0)
    throw new UsageError(
      `${dirty.join(', ')} ${dirty.length === 1 ? 'has' : 'have'} changes that are not committed; commit them first, or say --force.`,
    );
  const { id, paths: written } = await writeFix(folder, title, outcomes);
  if (flags.format === 'json') io.out(formatPlanJson(plan));
  const gone = outcomes.flatMap(({ path, after }) => (after === undefined ? [path] : []));
  const kept = written.filter((path) => !gone.includes(path));
  const done = [...(kept.length === 0 ? [] : [`Wrote ${kept.join(', ')}.`]), ...(gone.length === 0 ? [] : [`Deleted ${gone.join(', ')}.`])];
  say(`${done.join(' ')}\nTake it back with \`slipway fix --revert ${id}\`.\n`);
  if (setup.length > 0) say(`\nBefore it works:\n${formatSetup(setup, io.width)}`);
  return EXIT.done;
}

/** Takes a written fix back. */
export async function revert(folder: string, id: string, { io, doors }: Context): Promise<number> {
  const { revertFix } = await doors.remotes();
  const reverted = await revertFix(folder, id);
  io.out(`Took ${reverted.id} back: ${reverted.paths.join(', ')}.\n`);
  return EXIT.done;
}
