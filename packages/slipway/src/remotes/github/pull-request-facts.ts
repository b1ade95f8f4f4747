import type { PullRequestFacts } from '../../release/index.ts';
import type { Repository } from './repository.ts';

/** Commits of one query; GitHub counts a query of this size as one point of its hourly limit. */
const AT_ONCE = 50;
/** A commit comes with one pull request; it may have gone through further ones into other branches. */
const OF_ONE = 5;
const LABELS = 50;

/** What GitHub knows of one commit. */
export interface CommitPullRequests {
  readonly commit: string;
  /** Merged ones only. */
  readonly pullRequests: readonly PullRequestFacts[];
}

interface Node {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly merged: boolean;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
  readonly author: { readonly login: string } | null;
  readonly mergeCommit: { readonly oid: string } | null;
}

interface Answer {
  readonly repository: Readonly<
    Record<string, { readonly associatedPullRequests?: { readonly nodes: readonly (Node | null)[] | null } } | null>
  > | null;
}

/**
 * The pull requests that commits came with, in batches, newest first as they are given. A commit that GitHub does not have (not pushed yet) is left out.
 *
 * @param commits full hashes
 * @throws GitHubError
 * @see https://docs.github.com/en/graphql/reference/objects#commit
 */
export async function* pullRequestsOf(at: Repository, commits: readonly string[]): AsyncIterable<readonly CommitPullRequests[]> {
  for (let from = 0; from < commits.length; from += AT_ONCE) {
    const batch = commits.slice(from, from + AT_ONCE);
    const { repository } = await at.connection.graphql<Answer>(
      queryOf(batch),
      { owner: at.owner, name: at.name },
      { deed: `read the pull requests of ${at.slug}` },
    );
    yield batch.flatMap((commit, index): CommitPullRequests[] => {
      const found = repository?.[`c${index}`]?.associatedPullRequests;
      if (found === undefined) return [];
      const pullRequests = (found.nodes ?? []).flatMap((node) => (node?.merged ? [factsOf(node)] : []));
      return [{ commit, pullRequests }];
    });
  }
}

function queryOf(commits: readonly string[]): string {
  const parts = commits.map((commit, index) => {
    if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new TypeError(`${commit} is no hash of a commit`);
    return `c${index}: object(oid: "${commit}") { ... on Commit { associatedPullRequests(first: ${OF_ONE}) { nodes { ...facts } } } }`;
  });
  return `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${parts.join(' ')} } }
fragment facts on PullRequest { number title body merged labels(first: ${LABELS}) { nodes { name } } author { login } mergeCommit { oid } }`;
}

function factsOf({ number, title, body, labels, author, mergeCommit }: Node): PullRequestFacts {
  return {
    number,
    title,
    body: body ?? '',
    labels: (labels?.nodes ?? []).flatMap((label) => (label === null ? [] : [label.name])).sort(),
    author: author?.login ?? null,
    mergeCommit: mergeCommit?.oid ?? null,
  };
}
