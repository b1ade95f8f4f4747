import type { Effect, Run } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'push-without-credential',
  group: 'credential',
  severity: 'error',
  title: 'A git push that has no credential',
  *check(analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const e of run.effects) {
          if (!isBare(e)) continue;
          const key = `${e.at.path}:${e.at.line}`;
          if (said.has(key)) continue;
          said.add(key);
          const checkout = checkoutOf(run, e);
          yield {
            at: e.at,
            severity: e.swallowed ? 'warning' : 'error',
            certainty: 'proven',
            title: `${e.deed.tool} ${effectText(e)}, but nothing gives git a credential`,
            message: `Checkout does not persist a credential in job \`${e.job.id}\`${checkout ? ` (${checkout.path}:${checkout.line})` : ''}, the remote's URL holds none, and no credential helper is set up. git asks for a user name and the push fails. An environment variable such as GITHUB_TOKEN or GH_TOKEN is not read by git.`,
            chain: [
              { kind: 'event', text: run.event.text, state: 'holds' },
              ...(checkout ? [{ kind: 'credential' as const, text: 'checkout persists no credential', location: checkout, state: 'cut' as const }] : []),
              { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'cut' },
            ],
            facts: ['tok.persist', 'tok.ghtoken'],
            key: [e.job.id, e.step?.id ?? '', effectText(e)],
            advice: 'Let checkout persist the credential that may push (`persist-credentials: true`, with `token:` of an App when the push must start other workflows), or run `gh auth setup-git` before the push.',
          };
        }
  },
};

function isBare(e: Effect): boolean {
  return e.held.credential.kind === 'none' && e.deed.by.how === 'git' && (e.deed.kind === 'tag' || e.deed.kind === 'branch');
}

function checkoutOf(run: Run, e: Effect) {
  return run.jobs.find((j) => j.job === e.job)?.checkouts.at(-1)?.at;
}
