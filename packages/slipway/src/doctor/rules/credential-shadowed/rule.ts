import { asText, tokensIn } from '../../../actions/index.ts';
import { credentialText, type Effect, isGithubToken, type Run } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import { isBetter, withOffers } from '../../offers.ts';
import type { Draft, Rule } from '../../rule.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import { capital } from '../../wording.ts';

/** What a fix needs to know of a push with the wrong token. */
export interface Shadowed {
  readonly effect: Effect;
}

export const rule: Rule = {
  id: 'credential-shadowed',
  group: 'credential',
  severity: 'warning',
  title: 'A token that loses to the one which checkout persisted',
  *check(analysis) {
    const said = new Set<string>();
    const caused = new Set(
      analysis.causes.flatMap((c) =>
        [c.cut, ...c.later].flatMap((x) => (x.kind === 'github-token' && x.effect ? [`${x.effect.at.path}:${x.effect.at.line}`] : [])),
      ),
    );
    const waitsForTags = analysis.relevant.some((w) =>
      w.triggers.some((t) => t.event === 'create' || (t.event === 'push' && (t.tags !== undefined || t.branches === undefined))),
    );
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const e of withOffers(run.effects).map(withRemote)) {
          if (!e.held.shadowed || !isGithubToken(e.held.credential) || !isBetter(e.held.shadowed.token)) continue;
          const key = `${e.at.path}:${e.at.line}`;
          // What the walk says of the same push is the better message; a tag that nobody waits for may come from anyone.
          if (said.has(key) || (e.deed.kind === 'tag' && (caused.has(key) || !waitsForTags))) continue;
          said.add(key);
          yield draftOf(e, run);
        }
  },
};

/** A tool that writes its own URL takes nothing from the remote's; the header wins over both. */
function withRemote(e: Effect): Effect {
  if (
    e.held.from !== 'the credential that actions/checkout persisted' ||
    !isGithubToken(e.held.credential) ||
    e.elsewhere !== undefined ||
    (e.held.shadowed && isBetter(e.held.shadowed.token))
  )
    return e;
  if (e.deed.kind !== 'tag' && e.deed.kind !== 'branch') return e;
  for (const step of e.job.steps) {
    if (e.step === undefined || step.index >= e.step.index || !/git\s+remote\s+(?:set-url|add)/.test(step.run?.text ?? '')) continue;
    for (const command of scriptCommands(step, e.job, e.workflow)) {
      const words = command.words.map((w) => asText(w));
      if (words[0] !== 'git' || !words.includes('remote') || !words.includes('origin')) continue;
      const found = command.words.flatMap((w) => tokensIn(w))[0]?.token;
      if (found === undefined || found.kind === 'github-token') continue;
      const token = found.kind === 'app' ? { kind: 'app' as const } : { kind: 'pat' as const, secret: found.name };
      return { ...e, held: { ...e.held, shadowed: { token, where: "the remote's URL", at: commandAt(command, step) } } };
    }
  }
  return e;
}

function draftOf(e: Effect, run: Run): Draft {
  const { held } = e;
  const offered = held.shadowed!;
  return {
    at: e.at,
    certainty: 'proven',
    title: `${e.deed.tool} ${effectText(e)} with the GITHUB_TOKEN, not with ${credentialText(offered.token)}`,
    message: `${capital(credentialText(offered.token))} is given in ${offered.where}, but actions/checkout persisted the GITHUB_TOKEN as a header${held.at ? ` (${held.at.path}:${held.at.line})` : ''}, and git sends that header whatever the URL holds. The push is made as github-actions[bot]: it starts no workflow and cannot pass branch protection that lets only the other identity through.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      ...(held.at ? [{ kind: 'credential' as const, text: 'checkout persists the GITHUB_TOKEN', location: held.at, state: 'holds' as const }] : []),
      ...(e.stepAt.path === e.at.path && e.stepAt.line === e.at.line
        ? []
        : [{ kind: 'step' as const, text: `runs ${e.deed.tool}`, location: e.stepAt, state: 'holds' as const }]),
      ...(offered.at
        ? [{ kind: 'credential' as const, text: `${credentialText(offered.token)} in ${offered.where}`, location: offered.at, state: 'cut' as const }]
        : []),
      ...(e.deed.at ? [{ kind: 'effect' as const, text: 'as its configuration says', location: e.deed.at, state: 'holds' as const }] : []),
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'maybe' },
    ],
    needs: ['GET /repos/{owner}/{repo}/rules/branches/{branch}'],
    facts: ['tok.extraheader', 'tok.persist'],
    key: [e.job.id, e.step?.id ?? e.deed.tool, e.deed.kind],
    subject: { effect: e } satisfies Shadowed,
    advice: 'Give that token to checkout (`token:`), or set `persist-credentials: false` there.',
  };
}
