import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import { capital } from '../../wording.ts';
import { lostExports } from './lost-exports.ts';
import type { Uncredited } from './subject.ts';

export const rule: Rule = {
  id: 'push-without-credential',
  group: 'credential',
  severity: 'error',
  title: 'A push or a request that has no credential',
  *check(analysis: Analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs) {
        for (const e of run.effects) {
          const draft = isDecidedByScript(e) ? undefined : isBare(e) ? pushed(e, run) : isUnset(e, run) ? asked(e, run) : undefined;
          const key = `${e.at.path}:${e.at.line}:${e.deed.at?.line ?? ''}`;
          if (draft === undefined || said.has(key)) continue;
          said.add(key);
          yield draft;
        }
        for (const draft of lostExports(run)) {
          const key = `${draft.at.path}:${draft.at.line}`;
          if (said.has(key)) continue;
          said.add(key);
          yield draft;
        }
      }
  },
};

/** A script of the tree that may do this or not: people run it with other arguments, and with credentials of their own. */
function isDecidedByScript(e: Effect): boolean {
  return e.possible === true || (e.happens === undefined && e.at.path !== e.stepAt.path);
}

/** git itself has nothing; a secret that is missing is another defect. */
function isBare(e: Effect): boolean {
  return (
    e.held.credential.kind === 'none' && e.held.from === 'nothing' && e.deed.by.how === 'git' && (e.deed.kind === 'tag' || e.deed.kind === 'branch')
  );
}

function pushed(e: Effect, run: Run): Draft {
  const checkout = run.jobs.find((j) => j.job === e.job)?.checkouts.at(-1)?.at;
  return {
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
    subject: { why: 'git', effect: e, ...(checkout ? { checkout } : {}) } satisfies Uncredited,
    advice:
      'Let checkout persist the credential that may push (`persist-credentials: true`, with `token:` of an App when the push must start other workflows), or run `gh auth setup-git` before the push.',
  };
}

const asking: ReadonlySet<Effect['deed']['kind']> = new Set(['release', 'tag', 'branch', 'pull-request', 'dispatch', 'tap']);
/** Actions that put secrets into the environment of the steps behind them. */
const loadsSecrets = /load-secrets|vault|doppler|secrets?-?manager|infisical|bitwarden|akeyless|sops|chamber|keyvault/i;

/** A tool that is given no token, in a job where nothing else can have set one. */
function isUnset(e: Effect, run: Run): boolean {
  if (
    e.held.credential.kind !== 'none' ||
    e.deed.by.how !== 'none' ||
    !asking.has(e.deed.kind) ||
    e.happens === false ||
    e.held.credential.why.includes('${{')
  )
    return false;
  if (run.opaque.some((o) => o.job === e.job) || e.job.steps.some((s) => loadsSecrets.test(s.uses?.at.text ?? ''))) return false;
  // A log-in of the runner itself is not in the file.
  return e.job.runsOn === undefined || !/self-hosted/.test(e.job.runsOn.file.text.slice(e.job.runsOn.span.start, e.job.runsOn.span.end));
}

function asked(e: Effect, run: Run): Draft {
  const why = e.held.credential.kind === 'none' ? e.held.credential.why : '';
  return {
    at: e.deed.at ?? e.at,
    severity: e.swallowed ? 'warning' : 'error',
    certainty: 'proven',
    title: `${e.deed.tool} ${effectText(e)}, and ${why}`,
    message: `In job \`${e.job.id}\` ${e.deed.tool} ${effectText(e)}. ${capital(why)}: no \`env\` of ${e.workflow.path} provides it, and a secret is not in the environment by itself. The step fails${e.swallowed ? ', which the run does not show' : ''}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: `runs ${e.deed.tool}`, location: e.stepAt, state: 'holds' },
      { kind: 'effect', text: `${effectText(e)}: ${why}`, location: e.deed.at ?? e.at, state: 'cut' },
    ],
    facts: ['tok.ghtoken', 'sec.empty'],
    key: [e.job.id, e.step?.id ?? '', e.deed.tool, why],
    subject: { why: 'tool', effect: e } satisfies Uncredited,
    advice: 'Pass the secret in `env:` of the step.',
  };
}
