import type { Repository } from './repository.ts';

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  /** Branch that it goes into. */
  readonly base: string;
  readonly labels: readonly string[];
}

export interface PullRequestText {
  readonly title: string;
  readonly body: string;
}

interface PullAnswer {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly body: string | null;
  readonly state?: string;
  readonly merged_at?: string | null;
  readonly base?: { readonly ref: string };
  readonly labels?: readonly { readonly name: string }[];
}

/** GitHub refuses a longer text. */
export const MAX_BODY = 65_536;

/** The open pull request from a branch of the repository itself. */
export async function openPullRequestOf(at: Repository, branch: string): Promise<PullRequest | undefined> {
  const { data } = await at.send<PullAnswer[]>(
    'GET /repos/{owner}/{repo}/pulls',
    { head: `${at.owner}:${branch}`, state: 'open', per_page: 1 },
    { deed: 'list the open pull requests' },
  );
  return data[0] === undefined ? undefined : pullRequest(data[0]);
}

/** The newest pull request from a branch of the repository itself that is no longer open. */
export async function lastClosedPullRequestOf(at: Repository, branch: string): Promise<PullRequest | undefined> {
  const { data } = await at.send<PullAnswer[]>(
    'GET /repos/{owner}/{repo}/pulls',
    { head: `${at.owner}:${branch}`, state: 'closed', sort: 'created', direction: 'desc', per_page: 1 },
    { deed: 'list the closed pull requests' },
  );
  return data[0] === undefined ? undefined : pullRequest(data[0]);
}

/** Closes a pull request without merging it; its branch stays. */
export async function closePullRequest(at: Repository, number: number): Promise<void> {
  await at.send(
    'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
    { pull_number: number, state: 'closed' },
    { deed: `close the pull request #${number}` },
  );
}

/**
 * Opens the pull request from `branch` to `base`, or brings the text of the open one up to date.
 * @param text the text that it shall have, from the one that is there
 */
export async function upsertPullRequest(
  at: Repository,
  { branch, base }: { readonly branch: string; readonly base: string },
  text: (open: PullRequest | undefined) => PullRequestText,
): Promise<PullRequest & { readonly made: boolean }> {
  const open = await openPullRequestOf(at, branch);
  const { title, body } = text(open);
  if (open === undefined) {
    // A repeated request is refused by GitHub: there is at most one open pull request of a branch.
    const { data } = await at.send<PullAnswer>(
      'POST /repos/{owner}/{repo}/pulls',
      { title, body, head: branch, base, maintainer_can_modify: true },
      { deed: 'open the pull request', again: false },
    );
    return { ...pullRequest(data), made: true };
  }
  if (open.title === title && open.body === body) return { ...open, made: false };
  const { data } = await at.send<PullAnswer>(
    'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
    { pull_number: open.number, title, body },
    { deed: `change the pull request #${open.number}` },
  );
  return { ...pullRequest(data), made: false };
}

function pullRequest({ number, html_url, title, body, state, merged_at, base, labels = [] }: PullAnswer): PullRequest {
  return {
    number,
    url: html_url,
    title,
    body: body ?? '',
    state: state === 'closed' ? 'closed' : 'open',
    merged: typeof merged_at === 'string',
    base: base?.ref ?? '',
    labels: labels.map(({ name }) => name),
  };
}
