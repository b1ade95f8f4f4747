import { credentialText, type Effect, isGithubToken, type Run } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'credential-shadowed',
  group: 'credential',
  severity: 'warning',
  title: 'A token that loses to the one which checkout persisted',
  *check(analysis) {
    const said = new Set<string>();
    const caused = new Set(analysis.causes.flatMap((c) => [c.cut, ...c.then].flatMap((x) => (x.kind === 'github-token' && x.effect ? [`${x.effect.at.path}:${x.effect.at.line}`] : []))));
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const e of withOffers(run.effects)) {
          if (!e.held.shadowed || !isGithubToken(e.held.credential) || !isBetter(e.held.shadowed.token)) continue;
          const key = `${e.at.path}:${e.at.line}`;
          // What the walk says of the same push is the better message.
          if (said.has(key) || (caused.has(key) && e.deed.kind === 'tag')) continue;
          said.add(key);
          yield draftOf(e, run);
        }
  },
};

/** A tool that is given a token uses it for its requests; what it pushes with git goes with what checkout persisted. */
function withOffers(effects: readonly Effect[]): Effect[] {
  return effects.map((e) => {
    if (e.deed.by.how !== 'git' || !isGithubToken(e.held.credential) || e.step === undefined || (e.deed.kind !== 'tag' && e.deed.kind !== 'branch')) return e;
    const sibling = effects.find((o) => o.step === e.step && o.at.path === e.at.path && o.at.line === e.at.line && o.at.column === e.at.column && o.deed.by.how === 'token' && (o.deed.kind === 'release' || o.deed.kind === 'pull-request') && isBetter(o.held.credential));
    return sibling ? { ...e, held: { ...e.held, shadowed: { token: sibling.held.credential, where: sibling.held.from, at: sibling.held.at ?? e.stepAt } } } : e;
  });
}

function isBetter(c: Effect['held']['credential']): boolean {
  return c.kind === 'pat' || c.kind === 'app' || (c.kind === 'either' && isBetter(c.first));
}

function draftOf(e: Effect, run: Run): Draft {
  const { held } = e;
  const offered = held.shadowed!;
  return {
    at: e.at,
    certainty: 'proven',
    title: `${e.deed.tool} ${effectText(e)} with the GITHUB_TOKEN, not with ${credentialText(offered.token)}`,
    message: `${credentialText(offered.token)} is given in ${offered.where}, but actions/checkout persisted the GITHUB_TOKEN as a header${held.at ? ` (${held.at.path}:${held.at.line})` : ''}, and git sends that header whatever the URL holds. The push is made as github-actions[bot]: it starts no workflow and cannot pass branch protection that lets only the other identity through.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      ...(held.at ? [{ kind: 'credential' as const, text: 'checkout persists the GITHUB_TOKEN', location: held.at, state: 'holds' as const }] : []),
      ...(offered.at ? [{ kind: 'credential' as const, text: `${credentialText(offered.token)} in ${offered.where}`, location: offered.at, state: 'cut' as const }] : []),
      ...(e.deed.at ? [{ kind: 'effect' as const, text: 'as its configuration says', location: e.deed.at, state: 'holds' as const }] : []),
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'maybe' },
    ],
    needs: ['GET /repos/{owner}/{repo}/rules/branches/{branch}'],
    facts: ['tok.extraheader', 'tok.persist'],
    key: [e.job.id, e.step?.id ?? e.deed.tool, e.deed.kind],
    advice: 'Give that token to checkout (`token:`), or set `persist-credentials: false` there.',
  };
}
