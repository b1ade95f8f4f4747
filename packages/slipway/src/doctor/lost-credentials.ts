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

function isRefused(effect: Effect, world: World): boolean {
  const { assume } = world;
  const {
    deed,
    held: { credential },
  } = effect;
  if (deed.kind !== 'package' && deed.kind !== 'image' && deed.kind !== 'deploy') return false;
  const states = new Set(assume.values());
  if (credential.kind === 'none')
    return (states.has('missing') || states.has('expired') || states.has('github-token')) && /is assumed|is no key|is empty/.test(credential.why);
  // What is left is a login that nothing gives, unless the job may prove by OpenID Connect who it is.
  if (credential.kind === 'unknown') return asksForLost(effect, world) && !mayProveItself(effect);
  // A registry of its own takes no token of GitHub's.
  const foreign = (deed.kind === 'package' && deed.registry !== 'github-packages') || deed.kind === 'deploy';
  return foreign && states.has('github-token') && isGithubToken(credential);
}

/** The step (for an image, its job, where the login is) reads a secret that is missing or refused. */
function asksForLost({ deed, step, job, workflow }: Effect, { assume }: World): boolean {
  const { file } = workflow;
  const own = deed.kind === 'image' || step === undefined ? job.node : step.node;
  const env = [...job.env, ...workflow.env].map(({ value }) => (value?.kind === 'scalar' ? value.text : ''));
  const texts = [own.file === file ? file.text.slice(own.span.start, own.span.end) : '', ...env];
  return [...assume].some(
    ([name, state]) => (state === 'missing' || state === 'expired') && texts.some((text) => new RegExp(`\\bsecrets\\s*\\.\\s*${name}\\b`).test(text)),
  );
}

/** No default grants `id-token`. */
function mayProveItself({ job, workflow }: Effect): boolean {
  const granted = job.permissions ?? workflow.permissions;
  return granted !== undefined && (granted.scopes.get('id-token') ?? granted.rest) === 'write';
}
