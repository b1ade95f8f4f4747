/** Git commands of actions, as deeds: with the working copy's credential, or with a token in the URL. */

import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { ActionCall, GitDeed } from '../../types.ts';
import { BY_GIT, CONTENTS, credential, tokenUrl } from './build.ts';

export type Git = Omit<GitDeed, 'kind' | 'tool' | 'by' | 'needs'>;

/** A git command of an action. */
export function git(call: ActionCall, deed: Git): GitDeed {
  return { kind: 'git', tool: call.name, by: BY_GIT, needs: deed.act === 'push' ? CONTENTS : [], ...deed };
}

/** A push to a URL with a token in it, to which the working copy's own header is preferred. */
export function pushByUrl(call: ActionCall, token: Val, more: Partial<Git>): GitDeed {
  return git(call, { act: 'push', remote: tokenUrl(call, token), facts: ['tok.extraheader'], ...more });
}

/** Its token, whatever says it; an unknown one when nothing does, which leaves the URL without a usable credential. */
export function tokenOf(call: ActionCall, input: string | undefined, env?: string, fallback?: Val): Val {
  const by = credential(call, { inputs: input ? [input] : [], env: env ? [env] : [], fallback });
  return by.how === 'token' ? by.value : str('');
}
