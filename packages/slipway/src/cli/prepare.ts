import type { Plan } from '../release/index.ts';
import type { Refusal } from '../release/prepare/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError, unheard, WaitingError } from './exit.ts';
import { textOf } from './files.ts';
import type { TokenFlags } from './github.ts';
import { type OpenedPlan, openPlan, type PlanFlags } from './plan-input.ts';
import { checkRef } from './values.ts';

export interface PrepareFlags extends PlanFlags, TokenFlags {
  /** A commit here, in place of a pull request. */
  local?: boolean;
  /** Branch that is released from, and that the pull request goes into. */
  base?: string;
  /** A plan that is carried out exactly as it is written. */
  plan?: string;
  dryRun?: boolean;
  /** Commits of others on the release branch are lost. */
  force?: boolean;
  /** Closes the pull request when there is nothing to release. */
  close?: boolean;
  /** Makes a new pull request though a person closed the last one. */
  reopen?: boolean;
  /** Why it goes on although something stands against it. */
  anyway?: string;
  format?: 'text' | 'json';
  color: boolean;
}

/** A plan that is to be carried out, with what it was made of. */
export interface Prepared {
  readonly plan: Plan;
  readonly opened: OpenedPlan;
  /** It comes from a file, and is carried out exactly so. */
  readonly exactly: boolean;
  /** Branch that is released from; undefined where none is checked out and none is named. */
  readonly base: string | undefined;
}

/**
 * `slipway prepare`: makes the plan a pull request, or with `--local` a commit. The exit code is 10 when there is nothing to release, 2 when
 * something stands against it, and 30 when it only has to wait for checks; nothing is written then.
 */
export async function runPrepare(path: string | undefined, flags: PrepareFlags, context: Context): Promise<number> {
  checkFlags(flags);
  const { io } = context;
  const prepared = await planned(path, flags, context);
  for (const remark of [...prepared.opened.uncommitted, ...prepared.opened.remarks]) io.err(`slipway: ${remark}\n`);
  const { plan } = prepared;
  if (plan.components.length === 0) return nothing(prepared, flags, context);
  const { drivenWarnings } = await context.doors.prepare();
  for (const warning of [...drivenWarnings(plan), ...plan.warnings]) io.err(`slipway: ${oneLine(warning)}\n`);
  if (plan.files.length === 0) {
    const tags = plan.components.map(({ tag }) => tag).join(', ');
    const { tagCommand } = await import('../release/formats/index.ts');
    const words = `There is nothing to prepare: no file changes. \`${tagCommand(plan)}\` makes ${tags}.\n`;
    return tell(words, { action: 'none' }, prepared, flags, context);
  }
  if (flags.local) {
    const { prepareLocally } = await import('./prepare-local.ts');
    return prepareLocally(prepared, flags, context);
  }
  const { preparePullRequest } = await import('./prepare-pr.ts');
  return preparePullRequest(prepared, flags, context);
}

function checkFlags(flags: PrepareFlags): void {
  if (flags.local) {
    for (const [option, value] of [
      ['--base', flags.base],
      ['--force', flags.force],
      ['--close', flags.close],
      ['--reopen', flags.reopen],
    ] as const)
      if (value !== undefined) throw new UsageError(`${option} says nothing about a commit with --local.`);
    if (flags.gitDir !== undefined) throw new UsageError('--local makes a commit in a work tree, so it cannot be joined with --git-dir.');
  }
  if (flags.anyway?.trim() === '') throw new UsageError('--anyway needs the reason, which is written down.');
  checkRef('--base', flags.base);
  checkRef('--branch', flags.branch);
  if (flags.plan === undefined) return;
  for (const [option, value] of [
    ['--bump', flags.bump],
    ['--channel', flags.channel],
    ['--component', flags.component],
  ] as const)
    if (value !== undefined) throw new UsageError(`--plan says everything that is released; ${option} cannot be joined with it.`);
}

/** The plan of the file, or a new one. */
async function planned(path: string | undefined, flags: PrepareFlags, context: Context): Promise<Prepared> {
  const { io, doors } = context;
  // With --local the branch is a new one, from which nothing is released yet.
  const { branch, ...others } = flags;
  const asked: PlanFlags = flags.local || (branch ?? flags.base) === undefined ? others : { ...others, branch: (branch ?? flags.base)! };
  const opened = await openPlan(path, asked, context);
  const { makePlan, readPlan, stalePlan } = await doors.release();
  const base = (plan: Plan): string | undefined => flags.base ?? plan.source.branch ?? branchOfRun(io.env);
  if (flags.plan === undefined) {
    const plan = makePlan(opened.question);
    opened.history.keep();
    return { plan, opened, exactly: false, base: base(plan) };
  }
  const text = textOf(flags.plan);
  if (text === undefined) throw new UsageError(`--plan: ${flags.plan} cannot be read.`);
  const plan = readPlan(text, flags.plan, opened.question.repository);
  const stale = stalePlan(plan, { revision: opened.history.head, read: opened.question.read });
  if (stale !== undefined) throw new UsageError(`${flags.plan}: ${stale}`);
  return { plan, opened, exactly: true, base: base(plan) };
}

/** A run for a push may have no branch checked out, and still is about one. */
function branchOfRun(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return env.GITHUB_ACTIONS === 'true' && env.GITHUB_REF_TYPE === 'branch' ? env.GITHUB_REF_NAME || undefined : undefined;
}

async function nothing(prepared: Prepared, flags: PrepareFlags, context: Context): Promise<number> {
  const { io } = context;
  const { nothingSentence } = await import('../release/formats/index.ts');
  const why = oneLine(nothingSentence(prepared.plan));
  if (prepared.plan.unreleased.some(({ kind }) => kind === 'refused')) {
    io.err(`slipway: ${why}\n`);
    return EXIT.usage;
  }
  io.err(`slipway: nothing to release: ${why}\n`);
  if (flags.local || flags.dryRun) return EXIT.nothing;
  const { outOfDate } = await import('./prepare-nothing.ts');
  return outOfDate(prepared, flags, context);
}

/** What became of it: words for a person on stdout, or data there and the words on stderr. */
export function tell(words: string, result: Readonly<Record<string, unknown>>, { plan }: Prepared, flags: PrepareFlags, { io }: Context): number {
  if (flags.format !== 'json') io.out(unheard(words, io));
  else {
    const components = plan.components.map(({ name, from, to, tag }) => ({ name, from: from?.version ?? null, to, tag }));
    io.out(`${JSON.stringify({ schemaVersion: 1, ...result, plan: plan.digest, components }, null, 2)}\n`);
    io.err(unheard(words, io));
  }
  return EXIT.done;
}

/**
 * Goes on only when nothing stands against it, or a person says why all the same.
 * @returns what was set aside by `--anyway`
 * @throws UsageError with the first sentence that stands; WaitingError where nothing but checks that are not done stands against it
 */
export function settle(refusals: readonly Refusal[], flags: PrepareFlags, { io }: Pick<Context, 'io'>): readonly string[] {
  const firm = refusals.filter((one) => !one.anyway || flags.anyway === undefined);
  const [first, ...others] = firm;
  if (first !== undefined) {
    const more = others.map(({ text }) => `slipway: also: ${oneLine(text)}\n`).join('');
    if (more !== '') io.err(more);
    const text = first.anyway ? `${first.text} --anyway REASON goes on all the same.` : first.text;
    throw firm.every(({ waiting }) => waiting) ? new WaitingError(text) : new UsageError(text);
  }
  if (refusals.length === 0 && flags.anyway !== undefined)
    io.err('slipway: nothing stands against it, so the reason of --anyway is not written down.\n');
  for (const { text } of refusals) io.err(`slipway: all the same, because of --anyway: ${oneLine(text)}\n`);
  return refusals.map(({ text }) => text);
}
