import { type Effect, isGithubToken } from '../chain/index.ts';

/**
 * The effects of a run, where a push that goes with the GITHUB_TOKEN knows of the better token that its tool was given: a tool uses that one for its
 * requests, and git sends what checkout persisted.
 */
export function withOffers(effects: readonly Effect[]): Effect[] {
  return effects.map((e) => {
    if (
      e.held.shadowed ||
      e.deed.by.how !== 'git' ||
      !isGithubToken(e.held.credential) ||
      e.step === undefined ||
      (e.deed.kind !== 'tag' && e.deed.kind !== 'branch')
    )
      return e;
    const sibling = effects.find(
      (o) =>
        o.step === e.step &&
        o.at.path === e.at.path &&
        o.at.line === e.at.line &&
        o.at.column === e.at.column &&
        o.deed.by.how === 'token' &&
        (o.deed.kind === 'release' || o.deed.kind === 'pull-request') &&
        isBetter(o.held.credential),
    );
    return sibling ? { ...e, held: { ...e.held, shadowed: { token: sibling.held.credential, where: sibling.held.from, at: e.stepAt } } } : e;
  });
}

/** A token whose events start workflows and that a rule of a branch can let through. */
export function isBetter(c: Effect['held']['credential']): boolean {
  return c.kind === 'pat' || c.kind === 'app' || (c.kind === 'either' && isBetter(c.first));
}
