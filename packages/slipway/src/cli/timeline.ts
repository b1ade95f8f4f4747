import type { Examination } from '../doctor/index.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';

export interface TimelineFlags extends TreeFlags {
  since?: string;
  limit: number;
  format?: 'text' | 'json';
  color: boolean;
}

/**
 * `slipway timeline`: the doctor over every commit that touched workflows or the configuration of releases, along first parents. Each commit is judged
 * for its own day, unless --as-of says otherwise. The exit code is 0.
 */
export async function runTimeline(path: string | undefined, flags: TimelineFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const remotes = await doors.remotes();
  const [open] = openTargets(path === undefined ? [] : [path], flags, context);
  const target = await open!();
  if (target.slug !== undefined) throw new UsageError('a timeline needs the history of a repository; clone it and give the folder, or --git-dir.');
  const history =
    flags.gitDir === undefined ? await remotes.historyOfFolder(path ?? '.') : remotes.historyOfGitDir(flags.gitDir, flags.rev ?? 'HEAD');
  const { count, each } = await remotes.openRevisions(history, { limit: flags.limit, ...(flags.since === undefined ? {} : { since: flags.since }) });
  const { options } = await doctorOptions(target, flags, context);
  const [doctor, { TimelineMaker }] = [await doors.doctor(), await doors.compare()];
  const maker = new TimelineMaker();
  let last: Examination | undefined;
  let index = 0;
  for (const revision of each) {
    if (io.terminal && index++ % 5 === 0) io.err(`\r${index}/${count} commits`);
    const date = new Date(revision.date * 1000).toISOString().slice(0, 10);
    last = doctor.examine(revision.tree, { ...options, asOf: flags.asOf ?? date }, last);
    maker.add({ commit: revision.hash, date, author: revision.author, subject: revision.subject }, last);
  }
  if (io.terminal && count > 0) io.err(`\r${' '.repeat(24)}\r`);
  const timeline = maker.finish();
  const formats = await import('../doctor/compare/formats/index.ts');
  const label = options.slug ?? target.tree.label;
  io.out(
    flags.format === 'json'
      ? formats.formatTimelineJson(timeline)
      : formats.formatTimeline(timeline, { label, width: io.width, color: wantsColor(io, flags.color) }),
  );
  return EXIT.done;
}
