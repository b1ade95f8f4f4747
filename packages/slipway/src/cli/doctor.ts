import type { ReadSource } from '../doctor/formats/index.ts';
import type { Report, Severity } from '../doctor/report.ts';
import { type BaselineFlags, checkBaseline, concernsBaseline, withBaseline } from './baseline.ts';
import type { Context } from './context.ts';
import { EXIT, report as tell, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { appendSummary } from './job-summary.ts';
import { isAtLeast } from './levels.ts';
import { doctorOptions, openTargets, type Target, type TreeFlags } from './trees.ts';
import { checkRules } from './values.ts';

export type Format = 'text' | 'json' | 'sarif' | 'github' | 'markdown' | 'html' | 'junit';

export interface DoctorFlags extends TreeFlags, BaselineFlags {
  format?: Format;
  jsonl?: boolean;
  failOn: Severity | 'never';
  exitZero?: boolean;
  only?: string[];
  skip?: string[];
  config?: string;
  fixes?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  /** What the tree is compared with. */
  base?: string;
  /** Days ahead; true for the usual number. */
  forecast?: string | true;
  color: boolean;
}

/** One audited tree. */
interface Audit {
  readonly report: Report;
  readonly read: ReadSource;
  readonly target: Target;
}

/**
 * `slipway doctor`: audits each target in turn. A target that cannot be read is told on stderr and the others are still audited;
 * the exit code is then that of the failure, which outranks findings.
 */
export async function runDoctor(names: readonly string[], flags: DoctorFlags, context: Context): Promise<number> {
  if (flags.forecast !== undefined) return (await import('./forecast.ts')).runForecast(names, flags, context);
  if (flags.base !== undefined) return (await import('./base.ts')).runBase(names, flags, context);
  const { io, doors } = context;
  const format = chosenFormat(flags, names);
  checkBaseline(flags, names.length);
  const openers = openTargets(names, flags, context);
  // git lists the first tree while the brain is being loaded; a failure is told when its turn comes.
  const first = openers[0]?.();
  first?.catch(() => {});
  const doctor = await doors.doctor();
  for (const [option, rules] of [['--only', flags.only] as const, ['--skip', flags.skip] as const]) checkRules(option, rules, doctor.ruleIds());
  const both = flags.only?.find((rule) => flags.skip?.includes(rule));
  if (both !== undefined) throw new UsageError(`--only and --skip both name '${both}'.`);
  const audits: Audit[] = [];
  let failure: number = EXIT.done;
  for (const [index, open] of openers.entries()) {
    try {
      const target = await (index === 0 && first ? first : open());
      const { options, limits } = await doctorOptions(target, flags, context);
      const { only, skip } = flags;
      const asked = { ...options, ...(only ? { only } : {}), ...(skip ? { skip } : {}) };
      // Only a contract that is written down asks for more than the report.
      const examined = only === undefined && target.tree.has('release.contract.json') ? doctor.examine(target.tree, asked) : undefined;
      const found = examined === undefined ? doctor.diagnose(target.tree, asked) : (await doors.compare()).withLockNote(examined);
      // A fix is proved against every rule, whichever are reported.
      const report = flags.fixes ? (await doors.fixes()).withFixes(doctor.examine(target.tree, options), found) : found;
      const folder = flags.gitDir === undefined && target.slug === undefined ? (names[index] ?? '.') : undefined;
      const known = concernsBaseline(target, flags) ? await withBaseline(report, target, folder, flags, context) : { report, said: undefined };
      if (known.said !== undefined) io.err(`slipway: ${known.said}.\n`);
      const audit: Audit = {
        report: { ...known.report, limits: [...new Set([...report.limits, ...limits()])] },
        read: (path) => target.tree.read(path),
        target,
      };
      // Text and JSON lines appear as soon as they are known; the other formats are one document.
      if (format === 'text' || format === 'jsonl') await printOne(audit, format, flags, context, audits.length > 0);
      audits.push(audit);
    } catch (error) {
      failure = Math.max(failure, tell(error, io));
    }
  }
  if (format !== 'text' && format !== 'jsonl' && audits.length > 0) await printAll(audits, format, flags, context);
  if (failure !== EXIT.done) return failure;
  return flags.exitZero !== true && audits.some(({ report }) => fails(report, flags.failOn)) ? EXIT.findings : EXIT.done;
}

function chosenFormat(flags: DoctorFlags, names: readonly string[]): Format | 'jsonl' {
  if (flags.jsonl) {
    if (flags.format !== undefined && flags.format !== 'json')
      throw new UsageError(`--jsonl prints JSON and cannot be joined with --format ${flags.format}.`);
    return 'jsonl';
  }
  if (flags.format === 'json' && names.length > 1)
    throw new UsageError('--format json prints one report; for several targets use --jsonl, one report a line.');
  return flags.format ?? 'text';
}

async function printOne(audit: Audit, format: 'text' | 'jsonl', flags: DoctorFlags, { io }: Context, another: boolean): Promise<void> {
  const { formatJsonLine, formatText } = await import('../doctor/formats/index.ts');
  if (format === 'jsonl') {
    io.out(formatJsonLine(audit.report));
    return;
  }
  const { quiet = false, verbose = false } = flags;
  io.out(
    (another ? '\n' : '') +
      formatText(audit.report, { read: audit.read, label: labelOf(audit), width: io.width, color: wantsColor(io, flags.color), quiet, verbose }),
  );
}

async function printAll(
  audits: readonly Audit[],
  format: 'json' | 'sarif' | 'github' | 'markdown' | 'html' | 'junit',
  flags: DoctorFlags,
  context: Context,
): Promise<void> {
  const formats = await import('../doctor/formats/index.ts');
  const { io, doors } = context;
  const reports = audits.map(({ report }) => report);
  if (format === 'json') {
    for (const report of reports) {
      io.out(formats.formatJson(report));
      if (!flags.quiet) io.err(`slipway: ${formats.reportSentence(report)}\n`);
    }
  } else if (format === 'sarif') {
    const doctor = await doors.doctor();
    const { rulePage } = await doors.pages();
    io.out(
      formats.formatSarif(
        reports,
        doctor.ruleIds().flatMap((id) => rulePage(id) ?? []),
        audits.map(({ target }) => target.prefix),
      ),
    );
  } else if (format === 'junit') {
    io.out(
      formats.formatJunit(
        audits.map((audit) => ({ report: audit.report, label: labelOf(audit) })),
        flags.exitZero ? 'never' : flags.failOn,
      ),
    );
  } else if (format === 'markdown') {
    io.out(audits.map((audit) => formats.formatMarkdown(audit.report, { flow: 'text', label: labelOf(audit) })).join('\n'));
  } else if (format === 'html') {
    const { fact } = await import('../actions/facts/index.ts');
    io.out(
      formats.formatHtml(
        audits.map((audit) => ({ report: audit.report, read: audit.read, label: labelOf(audit) })),
        fact,
      ),
    );
  } else {
    const annotated = audits.map(({ report, target }) => ({ report, prefix: target.prefix }));
    io.out(formats.formatGithub(annotated));
    await appendSummary(formats.githubSummary(annotated), context);
  }
}

/** The tree as the caller named it; `.` names nothing. */
function labelOf({ target }: Audit): string | undefined {
  return target.tree.label === '.' ? undefined : target.tree.label;
}

function fails(report: Report, failOn: Severity | 'never'): boolean {
  return report.findings.some((finding) => isAtLeast(finding.severity, failOn));
}
