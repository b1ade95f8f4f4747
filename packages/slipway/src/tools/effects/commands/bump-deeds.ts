import type { CommandCall, GitDeed } from '../../types.ts';
import { CONTENTS, fromEnv, GIT, LOCAL } from './credentials.ts';

/** A commit or an annotated tag on the runner. */
export function local(tool: string, act: 'commit' | 'tag', name: GitDeed['name'], at: GitDeed['at']): GitDeed {
  return {
    kind: 'git',
    act,
    tool,
    by: LOCAL,
    needs: [],
    ...(name ? { name } : {}),
    ...(act === 'tag' ? { annotated: true } : {}),
    ...(at ? { at } : {}),
  };
}

/** A push of the branch with its annotated tags, by git's own credential. */
export function followTagsPush(tool: string): GitDeed {
  return { kind: 'git', act: 'push', tool, by: GIT, needs: CONTENTS, followTags: true, refspecs: [], facts: ['tok.persist'] };
}

/** The token that a tool takes from the environment for a release. */
export function githubToken(call: CommandCall, tool: string, names = ['GH_TOKEN', 'GITHUB_TOKEN']) {
  return fromEnv(call, names) ?? { how: 'none' as const, why: `${tool} has no ${names.join(' or ')}` };
}

/** The event's branch is certainly none of those that are allowed, as names or globs. */
export function isOtherBranch({ event }: CommandCall, allowed: readonly (string | undefined)[] | undefined): boolean {
  if (event.refType !== 'branch' || event.refName.k !== 'str' || allowed === undefined || allowed.length === 0) return false;
  const { v: branch } = event.refName;
  // Negations and groups are for the tool itself to read.
  return allowed.every((one) => one !== undefined && !/[!(){}[\]?+@]/.test(one) && !matchesGlob(one, branch));
}

function matchesGlob(pattern: string, branch: string): boolean {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[.\\^$|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(branch);
}
