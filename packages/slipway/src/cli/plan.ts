import type { Plan } from '../release/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError } from './exit.ts';
import { isFile, textOf } from './files.ts';
import { wantsColor } from './io.ts';
import { type OpenedPlan, openPlan, type PlanFlags, withPullRequests } from './plan-input.ts';
import type { OnlineFlags } from './plan-online.ts';

export interface PlanCommandFlags extends PlanFlags, OnlineFlags {
  explain?: boolean;
  /** Where the plan is written, to be executed later. */
  out?: string;
  format?: 'text' | 'json' | 'markdown';
  color: boolean;
}

/**
 * `slipway plan`: what would be released, as which version, why, with which notes, touching which files, reaching which destinations.
 * The exit code is 10 when there is nothing to release, and 2 when there is something that must not be released from here.
 */
export async function runPlan(path: string | undefined, flags: PlanCommandFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const opened = await openPlan(path, flags, context);
  for (const remark of [...opened.uncommitted, ...opened.remarks]) io.err(`slipway: ${remark}\n`);
  const plan = await planOf(opened, flags, context);
  opened.history.keep();
  const code = codeOf(plan);
  const { writePlan } = await doors.release();
  if (flags.format === 'json') io.out(writePlan(plan));
  // A refusal is one sentence, unless somebody wants to know more.
  else if (code !== EXIT.usage || flags.explain) await print(plan, flags, context);
  if (code !== EXIT.done && (flags.format === 'json' || code === EXIT.usage)) {
    const { firstSentence, nothingSentence } = await import('../release/formats/index.ts');
    io.err(`slipway: ${code === EXIT.usage ? '' : 'nothing to release: '}${firstSentence(oneLine(nothingSentence(plan)))}\n`);
  }
  if (flags.out !== undefined) await keep(plan, code, flags.out, context);
  return code;
}

/** Makes the plan; with `--online` a second time, once GitHub was asked about the commits of the first. */
async function planOf(opened: OpenedPlan, flags: PlanCommandFlags, context: Context): Promise<Plan> {
  const { makePlan } = await context.doors.release();
  const plan = makePlan(opened.question);
  if (!flags.online && !flags.refresh) return plan;
  const { askPullRequests } = await import('./plan-online.ts');
  return makePlan(withPullRequests(opened, await askPullRequests(plan, opened, flags, context)));
}

function codeOf({ components, unreleased }: Plan): number {
  if (components.length > 0) return EXIT.done;
  return unreleased.some(({ kind }) => kind === 'refused') ? EXIT.usage : EXIT.nothing;
}

async function print(plan: Plan, flags: PlanCommandFlags, { io }: Context): Promise<void> {
  const { planMarkdown, planText } = await import('../release/formats/index.ts');
  const { explain = false } = flags;
  io.out(
    flags.format === 'markdown' ? planMarkdown(plan, { explain }) : planText(plan, { width: io.width, color: wantsColor(io, flags.color), explain }),
  );
}

async function keep(plan: Plan, code: number, file: string, { io, doors }: Context): Promise<void> {
  if (code !== EXIT.done) {
    if (code === EXIT.nothing) io.err(`slipway: ${oneLine(file)} was not written: there is nothing in the plan.\n`);
    return;
  }
  if (!isFree(file)) throw new UsageError(`--out: ${file} is there and no plan, so it is not written over; name another file, or delete it.`);
  const { writePlan } = await doors.release();
  const { writeWholeFile } = await doors.remotes();
  writeWholeFile(file, writePlan(plan));
  io.err(`slipway: the plan is in ${oneLine(file)}; \`slipway prepare --plan\` and \`slipway tag --plan\` execute exactly it, or refuse.\n`);
}

/** An older plan is written over, and an empty file; nothing else that somebody may still need. */
function isFree(file: string): boolean {
  const there = isFile(file) ? (textOf(file) ?? 'not readable').trim() : '';
  return there === '' || (there.startsWith('{') && there.includes('"digest"') && there.includes('"schemaVersion"'));
}
