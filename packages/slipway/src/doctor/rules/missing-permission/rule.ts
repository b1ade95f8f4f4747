import { type Effect, isGithubToken, type Run, targetsOf } from '../../../chain/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'missing-permission',
  group: 'credential',
  severity: 'error',
  title: 'An effect that the permissions of its job do not allow',
  *check(analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const e of run.effects) {
          if (!e.lacks || run.event.name.startsWith('pull_request')) continue;
          const key = `${e.at.path}:${e.at.line}:${e.lacks.scope}`;
          if (said.has(key)) continue;
          said.add(key);
          yield draftOf(e, run, targetsOf(e, analysis.world).map(targetText));
        }
  },
};

function draftOf(e: Effect, run: Run, targets: readonly string[]): Draft {
  const right = `${e.lacks!.scope}: ${e.lacks!.level}`;
  const declared = run.jobs.find((j) => j.job === e.job)?.permissions;
  const where = declared?.file.locate(declared.span);
  const certain = e.happens === true && isGithubToken(e.held.credential);
  const harmless = e.swallowed || (targets.length === 0 && e.deed.kind !== 'branch' && e.deed.kind !== 'dispatch' && e.deed.kind !== 'pull-request');
  return {
    at: e.at,
    severity: harmless ? 'note' : certain || e.happens === undefined ? (e.deed.certain === undefined && 'certain' in e.deed ? 'warning' : 'error') : 'warning',
    certainty: certain ? 'proven' : 'likely',
    title: `${e.deed.tool} ${effectText(e)}, which needs \`${right}\`, and the job's token does not have it`,
    message: `The GITHUB_TOKEN of job \`${e.job.id}\` has only what \`permissions\` names${where ? ` (${where.path}:${where.line})` : ''}; a scope that is not named there is \`none\`. ${e.deed.tool} ${effectText(e)} and needs \`${right}\`, so GitHub answers 403${targets.length > 0 ? ` and ${listed([...targets])} ${targets.length === 1 ? 'is' : 'are'} not reached` : ''}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'job', text: `job ${e.job.id}`, location: e.job.key.file.locate(e.job.key.span), state: 'holds' },
      ...(where ? [{ kind: 'credential' as const, text: `permissions without ${right}`, location: where, state: 'cut' as const }] : []),
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'cut' },
    ],
    facts: ['perm.key', 'perm.job'],
    key: [e.job.id, e.step?.id ?? e.deed.tool, e.deed.kind, right],
    advice: `Add \`${right}\` to the permissions of job \`${e.job.id}\`.`,
  };
}
