import type { Step } from '../../../actions/index.ts';
import { type Analysis, credentialText, type Effect, isGithubToken } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { keptFromItself } from '../../fixes/parts/own-commits.ts';
import { workflowOf } from '../../fixes/parts/permissions.ts';
import { changed, inJob, inStep, together } from '../../fixes/parts/places.ts';
import { stepAt } from '../../fixes/parts/step-at.ts';
import { tokenPlaces } from '../../fixes/parts/token-places.ts';
import { tokenProposals } from '../../fixes/parts/token-proposals.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import type { Barred } from './subject.ts';

/** Pushes as somebody whom the rules of the branch can let through: never as the GITHUB_TOKEN, which they cannot. */
export const fix: Fixer<Barred> = function* ({ subject, analysis }) {
  if (subject.why === 'push') yield* asAnother(subject.effect, subject.branch, analysis);
  else yield withoutRequests(subject.effects, analysis);
};

const bypass = (who: string, branch: string, slug: string | undefined): string =>
  `In the ruleset of ${branch} (https://github.com/${slug ?? 'OWNER/NAME'}/settings/rules) put ${who} on the bypass list. A classic branch protection has "Allow specified actors to bypass required pull requests".`;

function* asAnother(effect: Effect, branch: string, analysis: Analysis): Generator<Proposal> {
  const { world } = analysis;
  const workflow = workflowOf(effect.job, analysis);
  if (workflow === undefined) return;
  const guard = keptFromItself(workflow, effect, analysis);
  const check = `The push to ${branch} ends well although the branch asks for pull requests or checks.`;
  const tradeoffs = [
    'Its pushes start runs, which those of the GITHUB_TOKEN do not.',
    ...(guard.length > 0 ? [`A commit by hand whose message begins like that of the push does not start ${workflow.path} either.`] : []),
  ];
  const places = tokenPlaces(effect, analysis);
  const wish = { places, so: `the rules of ${branch} can let its push through`, check, tradeoffs, with: guard };
  for (const proposal of tokenProposals(wish, analysis)) {
    const who = proposal.id === 'pat' ? 'the role or team of whoever owns the token' : 'the App';
    yield { ...proposal, setup: [...(proposal.setup ?? []), bypass(who, branch, world.slug)] };
  }
  const key = byKey(effect, guard, branch, analysis);
  if (key) yield { ...key, tradeoffs: [...key.tradeoffs, ...tradeoffs], check };
}

const KEY = 'RELEASE_DEPLOY_KEY';

/** A deploy key pushes and does nothing else; a ruleset can let deploy keys through. */
function byKey({ held, job }: Effect, guard: readonly FileChange[], branch: string, analysis: Analysis): Omit<Proposal, 'check'> | undefined {
  const seen = held.from === 'the credential that actions/checkout persisted' ? held.at && stepAt(held.at, analysis) : undefined;
  if (seen?.job === undefined || seen.job !== job) return undefined;
  return {
    id: 'deploy-key',
    title: `Push to ${branch} from job \`${job.id}\` with a deploy key, which the rules of the branch can let through`,
    changes: together([changed(seen.path, { op: 'set', at: inStep(seen.step, job, 'with', 'ssh-key'), value: `\${{ secrets.${KEY} }}` })], guard),
    secret: { name: KEY, kind: 'deploy-key', rights: ['Contents: read and write'] },
    tradeoffs: ['A ruleset lets all deploy keys with write access through, or none.'],
    setup: [bypass('"Deploy keys"', branch, analysis.world.slug)],
  };
}

/** Steps that do nothing but change the protection go; whoever pushes is let through for good. */
function withoutRequests(effects: readonly Effect[], analysis: Analysis): Proposal | Refusal {
  const [first] = effects;
  const steps = [...new Set(effects.flatMap((e) => e.step ?? []))];
  const never = first !== undefined && isGithubToken(first.held.credential);
  const job = first?.job;
  const all = [...analysis.declared.values()].flat().flatMap((r) => r.effects);
  const others = (step: Step): boolean =>
    step.run === undefined ||
    /\b(?:git|npm|pnpm|yarn|npx|cargo|make)\s/.test(step.run.text.replace(/^\s*#.*$/gm, '')) ||
    (step.id && job?.node.file.text.includes(`steps.${step.id}.`)) ||
    all.some((e) => e.step === step && e.deed.kind !== 'protection');
  if (first === undefined || job === undefined || never || effects.some((e) => e.job !== job || e.step === undefined) || steps.some(others))
    return {
      refused: never
        ? 'No permission lets a GITHUB_TOKEN change the protection of a branch.'
        : 'The steps that change the protection do other things too.',
      instead: 'Put the App whose token pushes on the bypass list of the ruleset, and take these requests out.',
    };
  const who = credentialText(first.held.credential);
  return {
    id: 'bypass',
    title: `Leave the protection of the branch alone in job \`${job.id}\` of ${first.workflow.path}`,
    changes: [changed(job.node.file.path, ...steps.map((s) => ({ op: 'remove' as const, at: inJob(job, 'steps', s.index) })))],
    tradeoffs: ['Until the ruleset lets the push through it is refused: set it up before this change is merged.'],
    setup: [bypass(`the owner of ${who}`, analysis.world.defaultBranch, analysis.world.slug)],
    check: 'During a release the rules of the branch stay as they are, and the push passes.',
  };
}
