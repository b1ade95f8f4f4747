import { ACTIONS_BOT, loginOf } from './identity.ts';
import { type Repository, type RepositoryFacts, repositoryFacts } from './repository.ts';

/** What a token may do in a repository. `undefined` is: GitHub does not tell before it is tried. */
export interface Rights {
  readonly login: string | undefined;
  readonly push: boolean | undefined;
  /** Whether it may push changes of files in .github/workflows, which is a right of its own. */
  readonly workflows: boolean | undefined;
  /** Why `workflows` is what it is, and what would change it: one sentence. */
  readonly why: string;
  readonly facts: RepositoryFacts;
}

/**
 * Asks what the token may do, as far as GitHub tells.
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 * @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
export async function rightsOf(at: Repository): Promise<Rights> {
  const { connection } = at;
  const facts = await repositoryFacts(at);
  const login = await loginOf(connection);
  const { token } = connection;
  const answer = (workflows: boolean | undefined, why: string, push = facts.mayPush): Rights => ({ login, push, workflows, why, facts });
  if (token === undefined) return answer(false, 'There is no token.', false);
  const named = `The token of ${token.source}`;
  if (login === ACTIONS_BOT)
    return answer(
      false,
      `${named} is the GITHUB_TOKEN of a run, which can never push changes of workflow files; use a GitHub App token or a personal access token.`,
    );
  if (facts.scopes !== undefined) {
    const may = facts.scopes.includes('workflow');
    return answer(may, may ? `${named} has the scope workflow.` : `${named} lacks the scope workflow, without which no workflow file can be pushed.`);
  }
  return answer(undefined, `${named} needs the repository permission "Workflows: write" to push workflow files, which GitHub does not show before.`);
}

/** Whether a path is one whose change needs the right to push workflow files. */
export function isWorkflowFile(path: string): boolean {
  return path.startsWith('.github/workflows/');
}
