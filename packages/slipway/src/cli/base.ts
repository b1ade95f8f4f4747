import type { Compared } from '../doctor/compare/formats/index.ts';
import type { Examination } from '../doctor/index.ts';
import type { DoctorOptions } from '../doctor/options.ts';
import type { Base, History } from '../remotes/index.ts';
import type { Context } from './context.ts';
import type { DoctorFlags } from './doctor.ts';
import { EXIT, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { appendSummary } from './job-summary.ts';
import { isAtLeast } from './levels.ts';
import { doctorOptions, openTargets, type Target } from './trees.ts';

const FORMATS = ['text', 'json', 'github', 'markdown', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

/**
 * `slipway doctor --base REV`: what the change since a revision breaks, wakes or mends, and nothing else. The exit code is 1 when a destination gets
 * worse, or a fresh finding is as bad as --fail-on says.
 */
export async function runBase(names: readonly string[], flags: DoctorFlags, context: Context): Promise<number> {
  const name = flags.base ?? '';
  const format = chosenFormat(flags);
  if (names.length > 1) throw new UsageError('--base compares one tree with an earlier one; give one target.');
  const [open] = openTargets(names, flags, context);
  const target = await open!();
  const history = await historyOf(names[0] ?? '.', flags, target, context);
  const { openBase, changedSince, mayConcernRelease } = await context.doors.remotes();
  const base = await openBase(name, history);
  const changes = base.rev === undefined || history === undefined ? undefined : await changedSince(base.rev, history);
  const same = changes !== undefined && !mayConcernRelease(changes);
  // Text for people needs no examination to say that nothing changed.
  if (same && (format === 'text' || format === 'github')) {
    context.io.out(`${format === 'github' ? 'slipway: ' : ''}nothing that concerns a release changed since ${name}\n`);
    return EXIT.done;
  }
  const { compared, code } = await examineBoth(target, base, same, flags, context);
  await print(compared, format, target, flags, context);
  return code;
}

function chosenFormat(flags: DoctorFlags): Format {
  if (flags.base === '') throw new UsageError('--base needs a revision, a folder or a git directory.');
  if (flags.jsonl) throw new UsageError('--jsonl prints whole reports; with --base use --format json.');
  const format = FORMATS.find((one) => one === (flags.format ?? 'text'));
  if (format === undefined) throw new UsageError(`--base is printed as ${FORMATS.join(', ')}, not as ${flags.format}.`);
  return format;
}

/** Where the base is looked for: the git directory that is read, or that of the folder. A folder outside of git has none. */
async function historyOf(path: string, flags: DoctorFlags, target: Target, { doors }: Context): Promise<History | undefined> {
  const { historyOfFolder, historyOfGitDir } = await doors.remotes();
  if (flags.gitDir !== undefined) return historyOfGitDir(flags.gitDir, flags.rev ?? 'HEAD');
  return target.slug !== undefined || target.tree.git === undefined ? undefined : historyOfFolder(path);
}

/** Flags that say what is compared, and from when on that fails. */
export type BaseFlags = Pick<DoctorFlags, 'failOn'> & Partial<DoctorFlags>;

/**
 * Examines a tree and its base.
 * @param same nothing that concerns a release differs, so one examination is enough
 * @returns the comparison, the exit code that it means, and what the fixes of the tree are proved against
 */
export async function examineBoth(
  target: Target,
  base: Base,
  same: boolean,
  flags: BaseFlags,
  context: Context<'doctor' | 'compare' | 'remotes'>,
): Promise<{ compared: Compared; code: number; after: Examination }> {
  const { doors } = context;
  const [doctor, { agrees, atTheMomentOf, compareExaminations, lockOfTree }] = [await doors.doctor(), await doors.compare()];
  const { options, limits } = await doctorOptions(target, flags, context);
  const asked: DoctorOptions = { ...options, ...(flags.only ? { only: flags.only } : {}), ...(flags.skip ? { skip: flags.skip } : {}) };
  const after = doctor.examine(target.tree, asked);
  const before: Examination = same ? after : doctor.examine(atTheMomentOf(target.tree, base.tree), asked, after);
  const comparison = compareExaminations(before, after);
  const lock = lockOfTree(after);
  const report = { ...after.report, limits: [...new Set([...after.report.limits, ...limits()])] };
  const worse = comparison.breaks.some((s) => s.destinations.length > 0);
  // A fresh finding that only takes the place of one that is gone breaks nothing: what failed fails still.
  const broken = new Set(comparison.breaks.flatMap((s) => s.findings));
  const counted = comparison.fresh.filter((f) => f.severity === 'note' || broken.has(f));
  const fails = worse ? flags.failOn !== 'never' : counted.some((f) => isAtLeast(f.severity, flags.failOn));
  return {
    compared: {
      comparison,
      report,
      before: { ...before.report, source: { ...before.report.source, revision: base.tree.revision } },
      base: flags.base ?? base.tree.label,
      ...(lock === undefined ? {} : { lockDiffers: !agrees(lock) }),
    },
    code: fails && flags.exitZero !== true ? EXIT.findings : EXIT.done,
    after,
  };
}

async function print(compared: Compared, format: Format, target: Target, flags: DoctorFlags, context: Context): Promise<void> {
  const { io, doors } = context;
  const formats = await import('../doctor/compare/formats/index.ts');
  const label = target.tree.label === '.' ? undefined : target.tree.label;
  if (format === 'json') {
    io.out(formats.formatComparisonJson(compared));
    if (!flags.quiet) io.err(`slipway: ${formats.comparisonSummary(compared)}.\n`);
  } else if (format === 'markdown') io.out(formats.formatComparisonMarkdown(compared, label));
  else if (format === 'github') {
    io.out(formats.formatComparisonGithub(compared, target.prefix));
    await appendSummary(formats.comparisonSummaryMarkdown(compared, target.prefix), context);
  } else if (format === 'sarif') {
    const doctor = await doors.doctor();
    const { rulePage } = await doors.pages();
    const pages = doctor.ruleIds().flatMap((id) => rulePage(id) ?? []);
    io.out(formats.formatComparisonSarif(compared, pages, target.prefix));
  } else {
    const { quiet = false, verbose = false } = flags;
    const read = (path: string): string | undefined => target.tree.read(path);
    io.out(
      formats.formatComparison(compared, {
        read,
        ...(label === undefined ? {} : { label }),
        width: io.width,
        color: wantsColor(io, flags.color),
        quiet,
        verbose,
      }),
    );
  }
}
