import { type Effect, isGithubToken, type Run, targetsOf } from '../../../chain/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import { mayRelease } from '../../version-effects.ts';
import type { MissingRight } from './right.ts';
import { stepRights } from './step-rights.ts';
import { undeclared } from './undeclared.ts';

export const rule: Rule = {
  id: 'missing-permission',
  group: 'credential',
  severity: 'error',
  title: 'An effect that the permissions of its job do not allow',
  *check(analysis) {
    const said = new Set<string>();
    const first = (key: string): boolean => !said.has(key) && said.add(key).size > 0;
    for (const runs of analysis.declared.values())
      for (const run of runs) {
        // For a pull request the token may be lowered, and what releases is skipped.
        if (!mayRelease(run)) continue;
        for (const e of run.effects)
          if (e.lacks && !mayDoWithout(e) && first(`${e.at.path}:${e.at.line}:${e.lacks.scope}`))
            yield draftOf(e, run, targetsOf(e, analysis.world).map(targetText));
      }
    for (const draft of [...stepRights(analysis), ...undeclared(analysis)]) if (first(draft.key.join(' '))) yield draft;
  },
};

/** Without a token of its registry a publication may be a trial, or go another way than OpenID Connect. */
const mayDoWithout = (e: Effect): boolean => e.held.credential.kind === 'oidc' && e.deed.kind === 'package';

function draftOf(e: Effect, run: Run, targets: readonly string[]): Draft {
  const right = `${e.lacks!.scope}: ${e.lacks!.level}`;
  const declared = run.jobs.find((j) => j.job === e.job)?.permissions;
  const where = declared?.file.locate(declared.span);
  const certain = e.happens === true && isGithubToken(e.held.credential);
  const harmless = e.swallowed || (targets.length === 0 && e.deed.kind !== 'branch' && e.deed.kind !== 'dispatch' && e.deed.kind !== 'pull-request');
  return {
    at: e.at,
    severity: harmless
      ? 'note'
      : certain || e.happens === undefined
        ? e.deed.certain === undefined && 'certain' in e.deed
          ? 'warning'
          : 'error'
        : 'warning',
    certainty: certain ? 'proven' : 'likely',
    title: `${e.deed.tool} ${effectText(e)}, which needs \`${right}\`, and the job's token does not have it`,
    message: `The GITHUB_TOKEN of job \`${e.job.id}\` has only what \`permissions\` names${where ? ` (${where.path}:${where.line})` : ''}; a scope that is not named there is \`none\`. ${e.deed.tool} ${effectText(e)} and needs \`${right}\`, so GitHub answers 403${targets.length > 0 ? ` and ${listed([...targets])} ${targets.length === 1 ? 'is' : 'are'} not reached` : ''}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'job', text: `job ${e.job.id}`, location: e.job.key.file.locate(e.job.key.span), state: 'holds' },
      ...(where ? [{ kind: 'credential' as const, text: `permissions without ${right}`, location: where, state: 'cut' as const }] : []),
      ...(e.held.at && e.held.at.line !== e.at.line
        ? [{ kind: 'credential' as const, text: `the GITHUB_TOKEN: ${e.held.from}`, location: e.held.at, state: 'holds' as const }]
        : []),
      ...(e.deed.at ? [{ kind: 'effect' as const, text: 'as its configuration says', location: e.deed.at, state: 'holds' as const }] : []),
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'cut' },
    ],
    facts: ['perm.key', 'perm.job'],
    key: [e.job.id, e.step?.id ?? e.deed.tool, e.deed.kind, right],
    subject: { job: e.job, right: e.lacks! } satisfies MissingRight,
    advice: `Add \`${right}\` to the permissions of job \`${e.job.id}\`.`,
  };
}
