import type { PullRequestPreview } from '../release/formats/index.ts';
import type { Plan, PlanQuestion, PullRequestFacts } from '../release/index.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { appendSummary } from './job-summary.ts';
import { type OpenedPlan, openPlan, type PlanFlags } from './plan-input.ts';
import { type PullRequestEvent, pullRequestEvent } from './pull-request-event.ts';

/**
 * `slipway notes --summary`: what this pull request would do to the next version, in the summary of the job, or on stdout outside of a run. It reads
 * the clone and the event, so it needs no permission and no token, also for a pull request from a fork.
 */
export async function writeSummary(opened: OpenedPlan, flags: PlanFlags, context: Context): Promise<number> {
  const { io } = context;
  const event = pullRequestEvent(io);
  if (event !== undefined) checkMerged(event, opened);
  const text = (await nothingFromHere(opened, event, context)) ?? (await described(opened, event, flags, context));
  if (io.env.GITHUB_STEP_SUMMARY) {
    const { cut } = await import('../doctor/formats/index.ts');
    await appendSummary(cut(text, MOST_BYTES), context);
    io.out('The summary of the job says what this pull request would release.\n');
  } else io.out(text);
  return EXIT.done;
}

/** GitHub takes 1 MiB of each step: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const MOST_BYTES = 1_000_000;

/** @throws UsageError when the pull request is not what is checked out: then the summary would be of something else */
function checkMerged({ head, number }: PullRequestEvent, { history }: OpenedPlan): void {
  if (head === undefined || (isThere(history, head) && history.commits([history.head], { to: head }).length === 0)) return;
  throw new UsageError(
    `the commits of #${number} are not checked out here; with actions/checkout say \`ref: refs/pull/${number}/merge\` and \`fetch-depth: 0\`.`,
  );
}

function isThere(history: OpenedPlan['history'], hash: string): boolean {
  try {
    history.commits([`${hash}^@`], { to: hash });
    return true;
  } catch (error) {
    if (error instanceof Error && 'exitCode' in error) return false;
    throw error;
  }
}

/** A branch from which nothing is released is no mistake of the pull request that goes into it. */
async function nothingFromHere(
  { question, history }: OpenedPlan,
  event: PullRequestEvent | undefined,
  { doors }: Context,
): Promise<string | undefined> {
  const { branch } = history;
  if (event === undefined || branch === undefined || question.channel !== undefined) return undefined;
  const { releasesFrom } = await doors.release();
  const { channels, lines } = question.config;
  if (lines.some((line) => line.branch === branch) || channels.some((channel) => releasesFrom(channel, branch))) return undefined;
  const { pullRequestTitle } = await import('../release/formats/index.ts');
  return `${pullRequestTitle(event.number)}\n\n**Nothing:** no channel is released from the branch that it goes into.\n`;
}

async function described(opened: OpenedPlan, event: PullRequestEvent | undefined, flags: PlanFlags, context: Context): Promise<string> {
  const { makePlan } = await context.doors.release();
  const merged = makePlan(withTitle(opened, event));
  const { pullRequestMarkdown } = await import('../release/formats/index.ts');
  return pullRequestMarkdown({
    number: event?.number,
    title: event?.title,
    judged: event === undefined ? undefined : await judge(event, opened.question, merged, context),
    titleDecides: opened.question.config.from.includes('pull-requests'),
    without: await planWithout(opened, event, flags, context),
    merged,
  });
}

/** With the title as it is now: where titles decide, it is what the merge will say. */
function withTitle({ question, history }: OpenedPlan, event: PullRequestEvent | undefined): PlanQuestion {
  if (event === undefined) return question;
  const facts: PullRequestFacts = {
    number: event.number,
    title: event.title,
    body: event.body,
    labels: event.labels,
    author: event.author,
    mergeCommit: history.head,
  };
  return { ...question, pullRequests: new Map([...(question.pullRequests ?? []), [event.number, facts]]) };
}

/** The plan of the branch that the pull request goes into; undefined where that commit is not in this clone. */
async function planWithout(opened: OpenedPlan, event: PullRequestEvent | undefined, flags: PlanFlags, context: Context): Promise<Plan | undefined> {
  const { history, gitDir } = opened;
  const [head] = history.commits([`${history.head}^@`]);
  // GitHub checks out the merge of the pull request into its branch, which is the first parent.
  const base = head !== undefined && head.parents.length > 1 ? head.parents[0] : event?.base;
  if (base === undefined || base === history.head) return undefined;
  try {
    const { branch } = history;
    const before = await openPlan(undefined, { ...flags, gitDir, rev: base, ...(branch === undefined ? {} : { branch }) }, context, { walks: false });
    return (await context.doors.release()).makePlan(before.question);
  } catch (error) {
    // What was foreseen, such as a clone without that commit; anything else is a defect.
    if (error instanceof Error && 'exitCode' in error) return undefined;
    throw error;
  }
}

/** What the title says, by the rules of the first component that would be released. */
async function judge(event: PullRequestEvent, question: PlanQuestion, plan: Plan, { doors }: Context): Promise<PullRequestPreview['judged']> {
  const { arithmeticOf, bumpOf, changesOf, isRefusal } = await doors.release();
  const released = plan.components[0];
  const component = question.config.components.find(({ name }) => name === released?.name) ?? question.config.components[0];
  if (component === undefined) return undefined;
  const [change] = changesOf({
    hash: '0'.repeat(40),
    parents: [],
    author: { name: '', email: '' },
    date: 0,
    message: `${event.title}\n\n${event.body}`,
  });
  const arithmetic = arithmeticOf(component.scheme);
  const current = released?.from == null || isRefusal(arithmetic) ? undefined : arithmetic.read(released.from.version);
  const numbers = current === undefined || isRefusal(current) ? undefined : current.numbers;
  const labels = question.config.from.includes('pull-requests') ? new Map([[event.number, event.labels]]) : undefined;
  const { considered } = bumpOf([{ ...change!, pullRequest: event.number }], component.rules, numbers, labels);
  return considered[0] === undefined ? undefined : { change: change!, verdict: considered[0] };
}
