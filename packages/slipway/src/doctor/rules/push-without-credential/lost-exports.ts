import type { Job, Step } from '../../../actions/index.ts';
import type { Effect, Run } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { effectText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import type { Uncredited } from './subject.ts';

/** What makes git ask somebody else for its credential. */
const exported = /^[^\S\n]*export[^\n]{0,200}?\s(GIT_ASKPASS|GIT_SSH_COMMAND|GIT_SSH|SSH_AUTH_SOCK|GIT_CONFIG_COUNT)(?:=[^\n]*)?$/m;
const reachesRemote = /\bgit\b[^\n]{0,200}?\s(?:push|fetch|pull|clone|ls-remote)\b|semantic-release|\bnpm\s+(?:run|version|publish)\b/;

/** A credential for git that one step exports and a later one would need: each step is a shell of its own. */
export function* lostExports(run: Run): Generator<Draft> {
  for (const { job, runs } of run.jobs) {
    if (runs === false) continue;
    for (const step of job.steps) {
      const found = lostIn(step);
      if (found === undefined) continue;
      const push = laterPush(step, job, run);
      if (push) yield draftOf(found, push, job);
    }
  }
}

function lostIn(step: Step): { readonly name: string; readonly at: Location } | undefined {
  const text = step.run?.text ?? '';
  const found = exported.exec(text);
  // Used in the same step, or handed on to the next ones.
  if (found === null || reachesRemote.test(text.slice(found.index)) || /GITHUB_ENV/.test(text)) return undefined;
  return { name: found[1]!, at: step.run!.file.locate(scalarSpan(step.run!, found.index, found.index + found[0].length)) };
}

/** A push by git behind the step that does not go with what checkout persisted. */
function laterPush(step: Step, job: Job, run: Run): Effect | undefined {
  return run.effects.find(
    (e) =>
      e.job === job &&
      e.step !== undefined &&
      e.step.index > step.index &&
      e.deed.by.how === 'git' &&
      (e.deed.kind === 'tag' || e.deed.kind === 'branch') &&
      e.held.from !== 'the credential that actions/checkout persisted' &&
      e.happens !== false,
  );
}

function draftOf({ name, at }: { readonly name: string; readonly at: Location }, push: Effect, job: Job): Draft {
  return {
    at,
    severity: 'warning',
    certainty: 'likely',
    title: `${name} is exported in one step, and ${push.deed.tool} ${effectText(push)} in another`,
    message: `Every step is a shell of its own: what \`export\` sets ends with its step. When ${push.deed.tool} ${effectText(push)} in a later step of job \`${job.id}\`, git does not know ${name}, and checkout persists no credential; the push fails unless the tool has a token of its own.`,
    chain: [
      { kind: 'credential', text: `${name} ends with its step`, location: at, state: 'cut' },
      { kind: 'step', text: `runs ${push.deed.tool}`, location: push.stepAt, state: 'holds' },
      ...(push.held.at
        ? [{ kind: 'credential' as const, text: `what is left: ${push.held.from}`, location: push.held.at, state: 'maybe' as const }]
        : []),
    ],
    facts: ['tok.persist'],
    key: [job.id, name],
    subject: { why: 'export', effect: push, at, name } satisfies Uncredited,
    advice: `Write \`echo "${name}=…" >> "$GITHUB_ENV"\`, or give actions/checkout the token and let it persist it.`,
  };
}
