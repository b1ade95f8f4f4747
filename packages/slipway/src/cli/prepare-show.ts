import type { RequestQuestion } from '../release/prepare/index.ts';
import type { Credential } from '../remotes/github/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError, WaitingError } from './exit.ts';
import { hostOf } from './github.ts';
import { type Prepared, type PrepareFlags, settle, tell } from './prepare.ts';
import { judged, wordsOf } from './prepare-facts.ts';
import { walkRequest } from './prepare-walk.ts';

/**
 * Prints the pull request that would be made: title, text, files, labels, and the credential that would be used. GitHub is asked nothing.
 * @throws UsageError, once all is printed, when something stands against it as far as git tells
 */
export async function showRequest(prepared: Prepared, flags: PrepareFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const { plan, opened } = prepared;
  const credential = await credentialHere(flags, context);
  const [judgement, walked] = await Promise.all([
    judged('pull-request', prepared, undefined, context, 'GitHub is asked nothing in a dry run'),
    walkRequest(prepared, credential, flags, context),
  ]);
  const refusals = [...judgement.refusals, ...walked.refusals];
  const against = refusals.filter(({ anyway }) => anyway).map(({ text }) => text);
  const prepare = await doors.prepare();
  const notes = prepare.plannedNotes(plan);
  const question: RequestQuestion = {
    plan,
    base: prepared.base ?? 'the branch that is released from',
    planned: notes,
    notes,
    merge: walked.merge,
    checks: walked.checks,
    credential: wordsOf(credential),
    anyway: flags.anyway === undefined || against.length === 0 ? undefined : { reason: flags.anyway, against },
    unchecked: [...judgement.unchecked, ...walked.unchecked],
  };
  const { patchOf } = await doors.fixes();
  const patch = patchOf(plan.files.map(({ path, text }) => ({ path, before: opened.question.read(path), after: text ?? undefined })));
  const { branch, title, labels } = plan.pullRequest;
  const body = prepare.bodyOf(question);
  const head = [
    `Pull request to ${opened.question.repository ?? 'a repository that is not known (--repo OWNER/NAME)'}: ${branch} into ${question.base}`,
    `Labels: ${labels.length === 0 ? 'none' : labels.join(', ')}`,
    `Credential: ${credential === undefined ? 'none is here; GH_TOKEN, GITHUB_TOKEN, --token-file or `gh auth login` gives one' : `${credential.what} (${credential.source})`}`,
  ];
  const result = {
    action: 'none',
    dryRun: true,
    pullRequest: { title, body, branch, base: prepared.base ?? null, labels },
    credential: credential ?? null,
    patch,
  };
  tell(`${head.map(oneLine).join('\n')}\n\n# ${oneLine(title)}\n\n${body}\n\n${patch}`, result, prepared, flags, context);
  for (const one of question.unchecked) io.err(`slipway: not checked: ${oneLine(one)}.\n`);
  try {
    settle(refusals, flags, context);
  } catch (error) {
    if (error instanceof WaitingError) throw new WaitingError(`it would have to wait: ${error.message}`);
    throw error instanceof UsageError ? new UsageError(`it would be refused: ${error.message}`) : error;
  }
  return EXIT.done;
}

/** What would be used, as far as this machine tells: GitHub is not asked whose it is. */
async function credentialHere({ tokenFile }: PrepareFlags, { io, doors }: Context): Promise<Credential | undefined> {
  const { describeToken, findToken } = await doors.github();
  const token = await findToken({ file: tokenFile, env: io.env, host: await hostOf({ io, doors }) });
  return token === undefined ? undefined : describeToken(token, undefined, io.env.GITHUB_ACTIONS === 'true');
}
