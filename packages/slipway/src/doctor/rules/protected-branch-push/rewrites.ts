import { type Effect, isGithubToken, locate, type Run, type World } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import type { Link } from '../../report.ts';
import type { Draft } from '../../rule.ts';
import { versionTargets } from '../../version-effects.ts';
import type { Barred } from './subject.ts';

/** A run that changes the protection of a branch around its own push. */
export function rewrites(run: Run, world: World): Draft | undefined {
  // Whoever only keeps the settings in order is not meant.
  if (!run.effects.some((e) => e.deed.kind === 'branch' || versionTargets(e, world).length > 0)) return undefined;
  const all = run.effects.filter((e) => e.deed.kind === 'protection' && e.happens !== false && !e.possible);
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const never = isGithubToken(first.held.credential) && !first.swallowed;
  const lost = constantOf(last);
  const removes = lost !== undefined && /null/.test(lost.text);
  const twice = last !== first;
  return {
    at: first.at,
    severity: never && first.happens === true ? 'error' : 'warning',
    certainty: never ? 'proven' : 'likely',
    title: never
      ? `${first.deed.tool} changes the protection of a branch with the GITHUB_TOKEN, which may never do that`
      : `Job \`${first.job.id}\` rewrites the protection of a branch while it releases`,
    message: never
      ? `The GITHUB_TOKEN has no right to administer a repository, whatever \`permissions\` say: ${first.deed.tool} is answered 403 in job \`${first.job.id}\`, and the release stops there.`
      : `Job \`${first.job.id}\` of ${first.workflow.path} changes the protection of the branch so that its own push passes${twice ? ', and writes it anew afterwards' : ''}. In between everyone's push passes. ` +
        (twice
          ? `What it writes back are constants of the script, not what was there before${removes ? `: ${lost.text} takes that rule away for good` : ''}.${last.swallowed ? ' When the second request fails the run stays green, and the branch stays open.' : ' When the job is cancelled in between, the branch stays open.'}`
          : 'Nothing in the run puts it back.'),
    chain: [
      ...linksOf(first),
      ...(twice ? linksOf(last) : []),
      ...(lost ? [{ kind: 'effect' as const, text: `writes ${lost.text}`, location: lost.at, state: 'maybe' as const }] : []),
    ],
    facts: ['prot.bypass', 'need.admin', 'prot.classic'],
    key: [first.job.id, 'protection'],
    subject: { why: 'rewrites', run, effects: all } satisfies Barred,
    advice: 'Put the App whose token pushes on the bypass list of the ruleset, and take these requests out.',
  };
}

function linksOf(e: Effect): Link[] {
  const at = e.step?.name ? locate(e.step.name) : e.stepAt;
  return [
    { kind: 'step', text: e.step?.name?.text ?? 'a step', location: at, state: 'holds' },
    { kind: 'effect', text: `changes the protection (${e.deed.tool})`, location: e.at, state: 'maybe' },
  ];
}

/** A rule that the request sets to nothing, or the constants that it writes. */
function constantOf(e: Effect): { readonly text: string; readonly at: Location } | undefined {
  const run = e.step?.run;
  if (run === undefined) return undefined;
  for (const pattern of [
    /"?required_pull_request_reviews"?\s*[:=]\s*null/,
    /"?restrictions"?\s*[:=]\s*null/,
    /"?required_status_checks"?\s*[:=][^\n]{0,40}/,
  ]) {
    const found = pattern.exec(run.text);
    if (found) return { text: found[0], at: run.file.locate(scalarSpan(run, found.index, found.index + found[0].length)) };
  }
  return undefined;
}
