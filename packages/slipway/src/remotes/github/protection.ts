import { GitHubError } from './failure.ts';
import type { Repository } from './repository.ts';

/** What protects a branch, by classic protection and by rulesets, as far as the token may see it. */
export interface BranchProtection {
  readonly protected: boolean;
  /** Names of the checks without which nothing is merged. */
  readonly requiredChecks: readonly string[];
  /** Types of the rules of rulesets that are active for it: `pull_request`, `non_fast_forward`. */
  readonly rules: readonly string[];
}

interface BranchAnswer {
  readonly protected?: boolean;
  readonly protection?: { readonly required_status_checks?: { readonly contexts?: readonly string[] } };
}

interface Rule {
  readonly type: string;
  readonly parameters?: { readonly required_status_checks?: readonly { readonly context: string }[] };
}

/**
 * Reads, and changes nothing. Both answers are for everybody who may read the repository; undefined for what is refused all the same.
 * @see https://docs.github.com/en/rest/branches/branches#get-a-branch
 * @see https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
 */
export async function protectionOf(at: Repository, branch: string): Promise<BranchProtection | undefined> {
  const deed = `read the protection of ${branch}`;
  const there = await allowed(at.find<BranchAnswer>('GET /repos/{owner}/{repo}/branches/{branch}', { branch }, { deed }));
  // Rules may be meant for a branch that is not there yet.
  const rules = await allowed(at.find<Rule[]>('GET /repos/{owner}/{repo}/rules/branches/{branch}', { branch, per_page: 100 }, { deed }));
  if (there === undefined && rules === undefined) return undefined;
  const types = (rules ?? []).map(({ type }) => type);
  const byRules = (rules ?? []).flatMap(({ parameters }) => parameters?.required_status_checks?.map(({ context }) => context) ?? []);
  const classic = there?.protection?.required_status_checks?.contexts ?? [];
  return {
    protected: there?.protected === true || types.length > 0,
    requiredChecks: [...new Set([...classic, ...byRules])].sort(),
    rules: [...new Set(types)].sort(),
  };
}

async function allowed<T>(answer: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubError && error.kind === 'forbidden') return undefined;
    throw error;
  }
}
