import type { FileOutcome, FixOutput, Plan } from '../doctor/fixes/index.ts';
import type { CommitFile } from '../remotes/github/index.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { bodyOf, type Place, placeOf } from './fix-pr-text.ts';
import { connectGitHub, type TokenFlags } from './github.ts';

export interface PullRequestFlags extends TokenFlags {
  base?: string;
  dryRun?: boolean;
}

const RIGHTS =
  'It changes workflow files. The GITHUB_TOKEN of a run can never push those: use a GitHub App token or a fine-grained personal access token with ' +
  '"Contents: write", "Pull requests: write" and "Workflows: write", or a classic one with the scopes repo and workflow.';

/**
 * Opens a pull request with what a plan changes and the proof as its text, or brings the open one of the same question up to date.
 * Nothing of the work tree is touched: the commit is made on GitHub.
 * @param folder of the fix, '' when the tree is no folder
 * @param asked what was asked for, which names the branch
 */
export async function openPullRequest(
  folder: string,
  plan: Plan,
  asked: readonly string[],
  flags: PullRequestFlags,
  context: Context,
): Promise<number> {
  const { io, doors, version } = context;
  const { outputOf } = await doors.fixes();
  const output = outputOf(plan);
  if (output.outcomes.length === 0) {
    io.out('There is nothing to open a pull request for: no edit that is proved mends what was asked for.\n');
    return EXIT.done;
  }
  const { slug } = plan.base.report.source.repository;
  if (slug === null) throw new UsageError('--pr needs to know the repository on GitHub: say --repo OWNER/NAME.');
  const place = placeOf(asked);
  const files = filesOf(output.outcomes, folder === '' ? '' : await (await doors.remotes()).prefixOf(folder));
  if (flags.dryRun) return show(output, place, slug, flags, context);

  const github = await doors.github();
  const at = github.repositoryOf(await connectGitHub(flags, context), slug);
  const rights = await github.rightsOf(at);
  if (rights.push === false) throw new UsageError(`the token of ${at.connection.token?.source} may not push to ${slug}.`);
  if (files.some(({ path }) => github.isWorkflowFile(path))) {
    // Said before anything is pushed, not after GitHub has refused it.
    if (rights.workflows === false) throw new UsageError(`the fix changes workflow files. ${rights.why}`);
    if (rights.workflows === undefined) io.err(`slipway: the fix changes workflow files. ${rights.why}\n`);
  }
  const base = flags.base ?? rights.facts.defaultBranch;
  const { branch, marker } = place;
  const commit = await github.commitFiles(at, {
    branch,
    base,
    message: `${output.title}\n\nMade by slipway ${version} and proved by walking the workflows.\n\n${marker}\n`,
    files,
    mayReplace: ({ message }) => message.includes(marker),
  });
  const pull = await github.upsertPullRequest(at, { branch, base }, (open) => ({
    title: output.title,
    body: bodyOf(place, output.body, open?.body),
  }));
  io.out(`${pull.made ? 'Opened' : commit.changed ? 'Brought up to date' : 'Already there'}: ${pull.url}\n`);
  // GitHub starts no run for what the GITHUB_TOKEN makes until a person approves it.
  if (rights.login === github.ACTIONS_BOT)
    io.err('slipway: it was opened with the GITHUB_TOKEN of a run, so its checks wait until a person starts them.\n');
  if (output.setup.length > 0) io.out(`Before it is merged: ${output.setup.length} steps, listed there.\n`);
  return EXIT.done;
}

async function show(output: FixOutput, place: Place, slug: string, flags: PullRequestFlags, { io, doors }: Context): Promise<number> {
  const { patchOf } = await doors.fixes();
  const { isWorkflowFile } = await doors.github();
  if (output.outcomes.some(({ path, to }) => isWorkflowFile(path) || (to !== undefined && isWorkflowFile(to)))) io.err(`slipway: ${RIGHTS}\n`);
  const into = flags.base ?? 'the default branch';
  io.out(
    `Pull request to ${slug}: ${place.branch} into ${into}\n\n# ${output.title}\n\n${bodyOf(place, output.body)}\n\n${patchOf(output.outcomes)}`,
  );
  return EXIT.done;
}

/** Files as GitHub stores them; a file that moves is gone at one path and keeps its mode at the other. */
export function filesOf(outcomes: readonly FileOutcome[], prefix: string): CommitFile[] {
  return outcomes.flatMap(({ path, to, before, after }): CommitFile[] => {
    const from = `${prefix}${path}`;
    if (to === undefined) return [{ path: from, content: after ?? null, before: before ?? null }];
    return [
      { path: from, content: null, before: before ?? null },
      { path: `${prefix}${to}`, content: after ?? '', before: null, from },
    ];
  });
}
