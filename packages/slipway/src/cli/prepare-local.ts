import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError } from './exit.ts';
import { findConnection } from './github.ts';
import { type Prepared, type PrepareFlags, settle, tell } from './prepare.ts';
import { type AskedGitHub, askGitHub, judged } from './prepare-facts.ts';

/** The plan as one commit of this work tree, with git's own identity and hooks. Nothing is pushed, so no credential is needed. */
export async function prepareLocally(prepared: Prepared, flags: PrepareFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const { plan, opened } = prepared;
  const { folder } = opened;
  if (folder === undefined) throw new UsageError('--local makes a commit in a work tree; there is none here.');
  const asked = await asksGitHub(prepared, flags, context);
  const judgement = await judged('local', prepared, asked, context, flags.dryRun ? 'GitHub is asked nothing in a dry run' : undefined);
  const prepare = await doors.prepare();
  const message = prepare.commitMessage(plan, undefined);
  const branch = flags.branch ?? prepared.base ?? 'the current branch';
  if (flags.dryRun) await show(prepared, message, branch, flags, context);
  const against = settle(judgement.refusals, flags, context);
  for (const one of judgement.unchecked) io.err(`slipway: not checked: ${oneLine(one)}.\n`);
  const guarded = flags.branch === undefined && asked?.protection?.protected === true;
  if (guarded)
    io.err(
      `slipway: ${branch} of ${asked.facts.slug} is protected, so a push to it may be refused: --branch NAME makes a new one for a pull request.\n`,
    );
  if (flags.dryRun) return EXIT.done;
  const { commitLocally } = await doors.commits();
  const { sha, hooks } = await commitLocally({
    folder,
    head: plan.source.revision,
    branch: flags.branch,
    message: flags.anyway === undefined || against.length === 0 ? message : withReason(message, flags.anyway),
    files: plan.files.map(({ path, text }) => ({ path, text })),
  });
  const ran = hooks.length === 0 ? '' : `Hooks of this repository ran, as with git commit: ${hooks.join(', ')}.\n`;
  const words = `Committed ${sha.slice(0, 10)} on ${branch}: ${oneLine(plan.pullRequest.title)}\n${ran}Nothing was pushed, and no credential was used. Next: ${flags.branch === undefined ? 'push it' : 'push it, and merge it by a pull request'}; then slipway tag.\n`;
  return tell(words, { action: 'committed', commit: sha, branch, hooks }, prepared, flags, context);
}

/** GitHub is asked only where there is a token, and only read; without an answer it is not checked. */
async function asksGitHub(prepared: Prepared, flags: PrepareFlags, context: Context): Promise<AskedGitHub | undefined> {
  const { io, doors } = context;
  const slug = prepared.opened.question.repository;
  if (slug === undefined || flags.dryRun) return undefined;
  const connection = await findConnection(flags, context);
  if (connection === undefined) return undefined;
  const github = await doors.github();
  try {
    return await askGitHub(github.repositoryOf(connection, slug), prepared, context);
  } catch (error) {
    if (!(error instanceof github.GitHubError)) throw error;
    io.err(`slipway: ${oneLine(error.message)}\n`);
    return undefined;
  }
}

/** Before the trailers, which must stay the last paragraph. */
function withReason(message: string, reason: string): string {
  const at = message.lastIndexOf('\n\n');
  return `${message.slice(0, at)}\n\nMade all the same: ${oneLine(reason)}${message.slice(at)}`;
}

async function show({ plan, opened }: Prepared, message: string, branch: string, flags: PrepareFlags, context: Context): Promise<void> {
  const { patchOf } = await context.doors.fixes();
  const patch = patchOf(plan.files.map(({ path, text }) => ({ path, before: opened.question.read(path), after: text ?? undefined })));
  const words = `Commit on ${oneLine(branch)}\nCredential: none is needed\n\n${message}\n${patch}`;
  tell(words, { action: 'none', dryRun: true, branch, message, patch }, { plan, opened, exactly: false, base: undefined }, flags, context);
}
