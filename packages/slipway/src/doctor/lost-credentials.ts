import { type Cut, type Effect, isGithubToken, ownCutsOf, type World } from '../chain/index.ts';

/**
 * What keeps an effect from happening, with what is assumed of secrets: beside a right that is lacking, a registry that refuses. The walk
 * itself takes a registry's login for granted, for it cannot tell an anonymous upload from one that something else logged in.
 */
export function refusalsOf(effect: Effect, world: World): readonly Cut[] {
  const own = ownCutsOf(effect);
  if (own.length > 0 || !isRefused(effect, world)) return own;
  return [{ id: `no-credential:${effect.id}`, kind: 'no-credential', effect, doubts: [], facts: ['sec.empty'] }];
}

function isRefused({ deed, held: { credential } }: Effect, { assume }: World): boolean {
  if (deed.kind !== 'package' && deed.kind !== 'image' && deed.kind !== 'deploy') return false;
  const states = new Set(assume.values());
  if (credential.kind === 'none')
    return (states.has('missing') || states.has('expired') || states.has('github-token')) && /is assumed|is no key|is empty/.test(credential.why);
  // A registry of its own takes no token of GitHub's.
  const foreign = (deed.kind === 'package' && deed.registry !== 'github-packages') || deed.kind === 'deploy';
  return foreign && states.has('github-token') && isGithubToken(credential);
}
