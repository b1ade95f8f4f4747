import type { KeptEdits, RequestQuestion } from '../release/prepare/index.ts';
import type { Committed, GitHubError, PullRequest, Repository } from '../remotes/github/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError } from './exit.ts';
import { connectGitHub } from './github.ts';
import { type Prepared, type PrepareFlags, settle, tell } from './prepare.ts';
import { type BranchState, branchState, checkForeign } from './prepare-branch.ts';
import { type AskedGitHub, askGitHub, judged, wordsOf } from './prepare-facts.ts';
import { walkRequest } from './prepare-walk.ts';

/** How often it begins anew when another run changed the branch or the text in the meantime. */
const ATTEMPTS = 3;

/**
 * One rolling pull request: its branch is one commit on top of the branch that is released from, made through the API; text and labels are brought up
 * to date, and what people wrote stays.
 */
export async function preparePullRequest(prepared: Prepared, flags: PrepareFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const { question } = prepared.opened;
  if (flags.dryRun) return (await import('./prepare-show.ts')).showRequest(prepared, flags, context);
  if (question.repository === undefined)
    throw new UsageError('the repository on GitHub is not known: say --repo OWNER/NAME, or --local for a commit here.');
  const github = await doors.github();
  const at = github.repositoryOf(await connectGitHub(flags, context), question.repository);
  const asked = await askGitHub(at, prepared, context);
  if (asked.credential !== undefined) io.err(`slipway: it is made with ${asked.credential.what} (${asked.credential.source}).\n`);
  const [judgement, walked] = await Promise.all([
    judged('pull-request', prepared, asked, context),
    walkRequest(prepared, asked.credential, flags, context),
  ]);
  const against = settle([...judgement.refusals, ...walked.refusals], flags, context);
  for (const remark of [...asked.remarks, ...walked.checks]) io.err(`slipway: ${oneLine(remark)}\n`);
  for (const one of judgement.unchecked) io.err(`slipway: not checked: ${oneLine(one)}.\n`);
  const base = prepared.base!;
  const request = {
    base,
    merge: walked.merge,
    checks: [...walked.checks, ...required(asked)],
    credential: wordsOf(asked.credential),
    anyway: flags.anyway === undefined || against.length === 0 ? undefined : { reason: flags.anyway, against },
    unchecked: [...judgement.unchecked, ...walked.unchecked],
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await carryOut({ prepared, at, asked, request }, flags, context);
    } catch (error) {
      const lost = error instanceof github.GitHubError && (error.kind === 'moved' || isThere(error));
      // A base that has moved needs another plan.
      if (!lost || attempt === ATTEMPTS || (await github.branchHead(at, base)) !== asked.facts.head) throw error;
      io.err('slipway: another run changed it in the meantime; it is looked at anew.\n');
    }
  }
}

function required({ protection, facts }: AskedGitHub): string[] {
  const checks = protection?.requiredChecks ?? [];
  return checks.length === 0 ? [] : [`${facts.slug} requires before the merge: ${checks.join(', ')}.`];
}

interface Act {
  readonly prepared: Prepared;
  readonly at: Repository;
  readonly asked: AskedGitHub;
  readonly request: Omit<RequestQuestion, 'plan' | 'planned' | 'notes'>;
}

/** One attempt: looks at the branch and its pull request, and changes them only if they still are as they were seen. */
async function carryOut({ prepared, at, asked, request }: Act, flags: PrepareFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const { plan, opened } = prepared;
  const { branch } = plan.pullRequest;
  const [github, prepare] = [await doors.github(), await doors.prepare()];
  const state = await branchState(at, prepared, asked.facts.head!, context);
  const closed = await closedByPerson(at, prepared, state, flags, context);
  if (closed !== undefined) return closed;
  if (state.open !== undefined && state.open.base !== request.base)
    throw new UsageError(`${state.open.url} goes into ${state.open.base}, and this release is of ${request.base}; close it, or change its base.`);
  await checkForeign(at, prepared, state, flags, context);
  const edits = prepare.keptEdits(plan, state.body, (path) => state.changelogs.get(path));
  checkExactly(prepared, edits, state, flags);
  const notes = prepared.exactly ? prepare.plannedNotes(plan) : edits.notes;
  const carried = prepare.withNotes(plan, notes);
  const question: RequestQuestion = { ...request, plan: carried, planned: prepare.plannedNotes(plan), notes };
  const commit = await github.commitFiles(at, {
    branch,
    base: request.base,
    message: (tree) => prepare.commitMessage(carried, tree, flags.force ? [] : state.authors),
    files: carried.files.map(({ path, text, before }) => ({
      path,
      content: text,
      before: before === null ? null : (opened.question.read(path) ?? null),
    })),
    seen: { base: asked.facts.head!, head: state.head },
  });
  const undo = commit.changed ? () => restore(at, branch, commit.sha, state.head, context) : async () => {};
  const pull = await unlessRefused(undo, context, () =>
    github.upsertPullRequest(at, { branch, base: request.base }, (open) => {
      if ((open?.body ?? '') !== (state.open?.body ?? ''))
        throw new github.GitHubError('moved', `somebody changed ${open?.url ?? 'the pull request'} in the meantime; try again.`);
      return { title: plan.pullRequest.title, body: prepare.bodyOf(question, open?.body) };
    }),
  );
  await labels(at, pull, state, plan.pullRequest.labels, context);
  if (edits.edited.length > 0 && !prepared.exactly) io.err(`slipway: the notes of ${edits.edited.join(', ')} stay as people wrote them.\n`);
  const foreign = state.body?.foreign.length ?? 0;
  if (foreign > 0)
    io.err(
      `slipway: ${foreign === 1 ? 'a line' : `${foreign} lines`} that people wrote into Slipway's part of the text now ${foreign === 1 ? 'stands' : 'stand'} below it.\n`,
    );
  for (const lost of edits.lost) io.err(`slipway: ${oneLine(lost)}\n`);
  return told(pull, commit, state, { ...prepared, plan: carried }, flags, context);
}

/** A branch without its pull request would be half a release: when GitHub refuses the second, the first is taken back. */
async function unlessRefused<T>(undo: () => Promise<void>, { doors }: Context, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { GitHubError } = await doors.github();
    // Another run does what this one wanted, and the next attempt looks at it; what was never answered may have been done.
    const certain = error instanceof GitHubError && ['forbidden', 'missing', 'invalid', 'unauthorized'].includes(error.kind);
    if (certain && !isThere(error)) await undo();
    throw error;
  }
}

/** GitHub refuses a second pull request of a branch: another run has opened it. */
function isThere({ kind, message }: GitHubError): boolean {
  return kind === 'invalid' && /already exists/i.test(message);
}

/** The branch is where it was before, as far as it still is where this run has put it. */
async function restore(at: Repository, branch: string, ours: string, before: string | undefined, { io, doors }: Context): Promise<void> {
  const { branchHead, deleteBranch, GitHubError, swapBranch } = await doors.github();
  try {
    if (before !== undefined) await swapBranch(at, branch, before, ours);
    else if ((await branchHead(at, branch)) === ours) await deleteBranch(at, branch);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    io.err(`slipway: the branch ${branch} stays behind: ${oneLine(error.message)}\n`);
  }
}

/** What a person closed is not opened again, as long as it is the same that would be released. */
async function closedByPerson(
  at: Repository,
  prepared: Prepared,
  state: BranchState,
  flags: PrepareFlags,
  context: Context,
): Promise<number | undefined> {
  if (state.open !== undefined || flags.reopen) return undefined;
  const { lastClosedPullRequestOf } = await context.doors.github();
  const { readBody, releaseKey } = await context.doors.prepare();
  const last = await lastClosedPullRequestOf(at, prepared.plan.pullRequest.branch);
  if (last === undefined || last.merged) return undefined;
  const known = readBody(last.body)?.state;
  if (known === undefined || (known.release !== releaseKey(prepared.plan) && known.plan !== prepared.plan.digest)) return undefined;
  const words = `Not opened: ${last.url} would release the same, and was closed. --reopen makes a new one.\n`;
  return tell(words, { action: 'closed-before', pullRequest: factsOf(last, prepared) }, prepared, flags, context);
}

/** A plan of a file is carried out as it is written: what people changed since cannot be taken over. */
function checkExactly({ exactly }: Prepared, { edited }: KeptEdits, { open }: BranchState, { force, plan }: PrepareFlags): void {
  if (!exactly || edited.length === 0 || force) return;
  throw new UsageError(
    `people changed the notes of ${edited.join(', ')} in ${open?.url ?? 'the pull request'}, which ${plan} does not know; leave out --plan to keep them, or say --force to lose them.`,
  );
}

async function labels(
  at: Repository,
  pull: PullRequest,
  { body, open }: BranchState,
  wanted: readonly string[],
  { io, doors }: Context,
): Promise<void> {
  const { syncLabels } = await doors.github();
  const unwanted = (body?.state.labels ?? []).filter((label) => !wanted.includes(label));
  const { made, refused } = await syncLabels(at, pull.number, { there: open?.labels ?? [], wanted, unwanted });
  if (made.length > 0) io.err(`slipway: the repository had no label ${made.join(', ')}, and has ${made.length === 1 ? 'it' : 'them'} now.\n`);
  if (refused.length > 0)
    io.err(
      `slipway: the label ${refused.join(', ')} was not put on: the token may not (it needs "Issues: write" or "Pull requests: write"); make it in the repository first.\n`,
    );
}

function told(
  pull: PullRequest & { readonly made: boolean },
  commit: Committed,
  { open, head }: BranchState,
  prepared: Prepared,
  flags: PrepareFlags,
  context: Context,
): number {
  const retitled = open !== undefined && open.title !== pull.title;
  const changed = commit.changed || retitled || (open !== undefined && open.body !== pull.body);
  const action = pull.made ? 'opened' : changed ? 'updated' : 'unchanged';
  const words = { opened: 'Opened', updated: 'Brought up to date', unchanged: 'Already there' }[action];
  const was = retitled ? ` (was: ${oneLine(open.title)})` : '';
  const result = { action, pullRequest: factsOf(pull, prepared), commit: commit.sha, replaced: commit.changed ? (head ?? null) : null };
  tell(`${words}: ${pull.url}\n  ${oneLine(pull.title)}${was}\n`, result, prepared, flags, context);
  return EXIT.done;
}

export function factsOf({ number, url, title }: PullRequest, { plan, base }: Prepared): object {
  return { number, url, title, branch: plan.pullRequest.branch, base };
}
