import type { Plan, PlanScope } from '../doctor/fixes/index.ts';
import type { Examination } from '../doctor/index.ts';
import type { Finding } from '../doctor/report.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { isFolder } from './files.ts';
import { revert, write } from './fix-write.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';
import { checkRules } from './values.ts';

export interface FixFlags extends TreeFlags {
  rule?: string[];
  finding?: string[];
  fix?: string;
  plan?: boolean;
  all?: boolean;
  dryRun?: boolean;
  write?: boolean;
  force?: boolean;
  patch?: boolean;
  pr?: boolean;
  base?: string;
  tokenFile?: string;
  interactive?: boolean;
  revert?: string;
  format?: 'text' | 'json';
  color: boolean;
}

/**
 * `slipway fix`: shows how what the doctor finds can be mended, each way walked before it is offered. Nothing is written without --write.
 * The exit code is 0 when everything that was asked for is mended, or would be; 1 when something is left.
 */
export async function runFix(path: string | undefined, flags: FixFlags, context: Context): Promise<number> {
  checkFlags(path, flags);
  if (flags.revert !== undefined) return revert(path ?? '.', flags.revert, context);
  const base = await examined(path, flags, context);
  const chosen = chosenFindings(base, flags);
  if (flags.interactive) {
    const { ask } = await import('./fix-ask.ts');
    const plan = await ask(base, chosen, wantsColor(context.io, flags.color), context);
    return plan === undefined ? EXIT.findings : write(path ?? '.', plan, flags, context);
  }
  const plans = flags.plan || flags.all || flags.write || flags.patch || flags.pr;
  if (!plans) return list(base, chosen, flags, context);
  const { planFixes } = await context.doors.fixes();
  const { io } = context;
  const plan = planFixes(base, scopeOf(chosen, flags), ({ rule }) => io.terminal && io.err(`\r${`walking ways to mend ${rule}`.padEnd(64)}`));
  if (io.terminal) io.err(`\r${' '.repeat(64)}\r`);
  if (plan.steps.length === 0 && flags.fix !== undefined) await checkWay(flags.fix, base, chosen, context);
  if (!flags.pr) return carryOut(path ?? '.', plan, flags, context);
  const { openPullRequest } = await import('./fix-pr.ts');
  const opened = await openPullRequest(
    isFolder(path ?? '.') && flags.gitDir === undefined ? (path ?? '.') : '',
    plan,
    askedFor(chosen, flags),
    flags,
    context,
  );
  return Math.max(opened, plan.remains.length === 0 ? EXIT.done : EXIT.findings);
}

function checkFlags(path: string | undefined, flags: FixFlags): void {
  const folder = path ?? '.';
  const writes = flags.write ? '--write' : flags.interactive ? '--interactive' : flags.revert === undefined ? undefined : '--revert';
  if (flags.dryRun && writes !== undefined) throw new UsageError(`--dry-run writes nothing, and cannot be joined with ${writes}.`);
  if (flags.force && writes !== '--write' && writes !== '--interactive') throw new UsageError('--force goes with --write or --interactive.');
  if (writes !== undefined && (flags.gitDir !== undefined || !isFolder(folder)))
    throw new UsageError(`${writes} changes files, so it needs a folder; for a git directory or another repository there is --patch.`);
  if (flags.pr && (writes !== undefined || flags.patch))
    throw new UsageError(`--pr makes its commit on GitHub, and cannot be joined with ${writes ?? '--patch'}.`);
  for (const [option, value] of [['--base', flags.base] as const, ['--token-file', flags.tokenFile] as const])
    if (value !== undefined && !flags.pr) throw new UsageError(`${option} goes with --pr.`);
  if (flags.interactive && flags.format === 'json') throw new UsageError('--interactive asks a person, and cannot be joined with --format json.');
  if (flags.fix !== undefined && flags.finding === undefined && flags.rule === undefined)
    throw new UsageError('--fix names a way to mend a finding; say which with --finding or --rule.');
}

/** What a pull request is about, in the words of the command line. */
function askedFor(chosen: readonly Finding[], { finding, rule, fix, all }: FixFlags): string[] {
  const named = [...(finding === undefined ? [] : chosen.map(({ id }) => id)), ...(rule ?? []), ...(fix === undefined ? [] : [fix])];
  return named.length > 0 ? named : [all ? 'all' : 'plan'];
}

async function examined(path: string | undefined, flags: FixFlags, context: Context): Promise<Examination> {
  const [open] = openTargets(path === undefined ? [] : [path], flags, context);
  const target = await open!();
  const { options } = await doctorOptions(target, flags, context);
  const doctor = await context.doors.doctor();
  checkRules('--rule', flags.rule, doctor.ruleIds());
  return doctor.examine(target.tree, options);
}

/** The findings that are asked for; errors and warnings when none is named. */
function chosenFindings({ report }: Examination, { finding, rule }: FixFlags): Finding[] {
  const named = finding?.map((id) => {
    if (id.length < 4) throw new UsageError(`--finding: '${id}' is too short; give 4 characters of the id at least.`);
    const [only, ...others] = report.findings.filter((f) => f.id.startsWith(id));
    if (only === undefined || others.length > 0)
      throw new UsageError(
        `--finding: ${only === undefined ? `nothing that is found here has the id '${id}'` : `more than one finding begins with '${id}'`}; \`slipway fix\` lists them.`,
      );
    return only.id;
  });
  if (named === undefined && rule === undefined) return report.findings.filter((f) => f.severity !== 'note');
  return report.findings.filter((f) => named?.includes(f.id) || rule?.includes(f.rule));
}

function scopeOf(chosen: readonly Finding[], { finding, rule, fix, all }: FixFlags): PlanScope {
  if (finding === undefined && rule === undefined) return all ? { all } : {};
  return { findings: chosen.map((f) => f.id), ...(fix === undefined ? {} : { fix }) };
}

/**
 * Holds a way against those that there are.
 * @throws UsageError when none of the findings has it, and some have others
 */
async function checkWay(way: string, base: Examination, chosen: readonly Finding[], { doors }: Context): Promise<void> {
  const { fixesFor } = await doors.fixes();
  const ways = [...new Set(chosen.flatMap(({ id }) => fixesFor(base, id).offered.map(({ fix }) => fix.id)))];
  if (ways.length > 0 && !ways.includes(way)) throw new UsageError(`--fix: no way '${way}' mends what was asked for; there is ${ways.join(', ')}.`);
}

/** Each finding by itself, with every way to mend it; printed as soon as it is known, and not kept. */
async function list(base: Examination, chosen: readonly Finding[], flags: FixFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const fixes = await doors.fixes();
  if (flags.fix !== undefined) await checkWay(flags.fix, base, chosen, context);
  const named = flags.finding !== undefined || flags.rule !== undefined;
  const shown = chosen.filter((finding) => named || fixes.isMendable(finding.rule));
  const data: object[] = [];
  let mended = 0;
  for (const finding of shown) {
    const found = fixes.fixesFor(base, finding.id);
    const alternatives = flags.fix === undefined ? found : { ...found, offered: found.offered.filter(({ fix }) => fix.id === flags.fix) };
    if (alternatives.offered.length > 0) mended++;
    if (flags.format === 'json') data.push(fixes.alternativesData({ finding, alternatives }));
    else io.out(`${fixes.formatMendable(base, { finding, alternatives }, { width: io.width, color: wantsColor(io, flags.color) })}\n\n`);
  }
  if (flags.format === 'json') io.out(fixes.formatAlternativesJson(base, data));
  else if (chosen.length === 0) io.out('There is nothing to mend.\n');
  else io.out(fixes.formatEnd({ shown: shown.length, mended, others: chosen.length - shown.length, width: io.width }));
  return mended === chosen.length ? EXIT.done : EXIT.findings;
}

/** A plan as it was asked for: shown, as a patch, or written. */
async function carryOut(folder: string, plan: Plan, flags: FixFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const fixes = await doors.fixes();
  const left = plan.remains.length === 0 ? EXIT.done : EXIT.findings;
  if (flags.patch) {
    const below = flags.gitDir === undefined && isFolder(folder) ? await (await doors.remotes()).prefixOf(folder) : '';
    io.out(fixes.planPatch(plan, below));
    const steps = plan.steps.length;
    io.err(`slipway: ${steps} ${steps === 1 ? 'finding' : 'findings'} mended by the patch, ${plan.remains.length} left.\n`);
  }
  if (flags.write) return Math.max(left, await write(folder, plan, flags, context));
  if (flags.patch) return left;
  io.out(flags.format === 'json' ? fixes.formatPlanJson(plan) : fixes.formatPlan(plan, { width: io.width, color: wantsColor(io, flags.color) }));
  return left;
}
