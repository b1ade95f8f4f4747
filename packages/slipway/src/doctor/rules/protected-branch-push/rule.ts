import { asText } from '../../../actions/index.ts';
import { type Analysis, type Effect, isGithubToken, locate, type Run } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { effectText } from '../../links.ts';
import { isBetter, withOffers } from '../../offers.ts';
import { saysProtected } from '../../protection.ts';
import type { Draft, Rule } from '../../rule.ts';
import { isSamePlace } from '../../same-place.ts';
import { mayRelease, versionTargets } from '../../version-effects.ts';
import { rewrites } from './rewrites.ts';
import type { Barred } from './subject.ts';

export const rule: Rule = {
  id: 'protected-branch-push',
  group: 'credential',
  severity: 'note',
  title: 'A release that pushes to a branch which may refuse it',
  *check(analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs) {
        if (said.has(run.workflow.path) || !mayRelease(run)) continue;
        const draft = rewrites(run, analysis.world) ?? pushBefore(run, analysis);
        if (draft === undefined) continue;
        said.add(run.workflow.path);
        yield draft;
      }
  },
};

/** A push to the default branch with the GITHUB_TOKEN, behind which the same job releases something: refused, it takes the release along. */
function pushBefore(run: Run, analysis: Analysis): Draft | undefined {
  const { world } = analysis;
  const effects = withOffers(run.effects);
  for (const [at, e] of effects.entries()) {
    if (e.deed.kind !== 'branch' || e.happens === false || e.possible || e.swallowed || e.elsewhere !== undefined) continue;
    if (!isGithubToken(e.held.credential) || e.lacks || e.branch === undefined || asText(e.branch) !== world.defaultBranch) continue;
    // Another finding says that the better token is not the one that is used.
    if (e.held.shadowed && isBetter(e.held.shadowed.token)) continue;
    // One push of a branch and its tags is one command; a ruleset that refuses the branch fails it.
    const after = effects.find((o, i) => (i > at || isSamePlace(o.at, e.at)) && o.job === e.job && versionTargets(o, world).length > 0);
    if (after) return draftOf(e, after, run, saysProtected(world), world.defaultBranch);
  }
  return undefined;
}

function draftOf(e: Effect, after: Effect, run: Run, protectedAt: Location | undefined, branch: string): Draft {
  const checkout = tokenOfCheckout(e);
  const remote = remoteOf(e);
  const known = protectedAt !== undefined;
  return {
    at: checkout ?? e.at,
    severity: known ? 'warning' : 'note',
    certainty: known ? 'likely' : 'unknown',
    title: `${e.deed.tool} pushes to ${branch} with the GITHUB_TOKEN${known ? ', and the branch is protected' : ': a rule of the branch would refuse it'}`,
    message:
      `In job \`${e.job.id}\` ${e.deed.tool} pushes a commit to ${branch} before it ${effectText(after)}. The push goes with the GITHUB_TOKEN (${e.held.from}), which no rule of a branch can let through: where ${branch} asks for pull requests or checks, GitHub refuses the push and the release stops there.` +
      (known ? ` ${protectedAt.path}:${protectedAt.line} says that the branch is protected.` : ''),
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      ...(checkout ? [{ kind: 'credential' as const, text: 'checkout persists the GITHUB_TOKEN', location: checkout, state: 'holds' as const }] : []),
      ...(remote ? [{ kind: 'credential' as const, text: "the remote's URL", location: remote, state: 'holds' as const }] : []),
      { kind: 'step', text: `runs ${e.deed.tool}`, location: e.stepAt, state: 'holds' },
      ...(e.deed.at ? [{ kind: 'effect' as const, text: 'as its configuration says', location: e.deed.at, state: 'holds' as const }] : []),
      ...(protectedAt ? [{ kind: 'filter' as const, text: `${branch} is protected`, location: protectedAt, state: 'holds' as const }] : []),
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: known ? 'cut' : 'maybe' },
    ],
    needs: ['GET /repos/{owner}/{repo}/rules/branches/{branch}'],
    facts: ['prot.gt', 'chk.direct', 'prot.rules'],
    key: [e.job.id, e.deed.tool, branch],
    subject: { why: 'push', effect: e, branch } satisfies Barred,
    advice: 'Give actions/checkout the token of a GitHub App that the rules of the branch let through, or bring the version by a pull request.',
  };
}

/** The `token:` of the checkout whose credential is sent, or its `uses:`. */
function tokenOfCheckout(e: Effect): Location | undefined {
  const { at } = e.held;
  if (at === undefined) return undefined;
  const step = e.job.steps.find(
    (s) =>
      s.uses &&
      at.path === s.node.file.path &&
      at.line >= s.node.file.position(s.node.span.start).line &&
      at.line <= s.node.file.position(s.node.span.end).line,
  );
  const token = step?.with.find((p) => p.name === 'token');
  return token?.value ? token.key.file.locate({ start: token.key.span.start, end: token.value.span.end }) : step?.uses ? locate(step.uses.at) : at;
}

/** Where a script of the job writes the remote's URL. */
function remoteOf(e: Effect): Location | undefined {
  for (const step of e.job.steps) {
    const found = step.run && /git\s+remote\s+(?:set-url|add)\s[^\n]*/.exec(step.run.text);
    if (found) return step.run!.file.locate(scalarSpan(step.run!, found.index, found.index + found[0].length));
  }
  return undefined;
}
