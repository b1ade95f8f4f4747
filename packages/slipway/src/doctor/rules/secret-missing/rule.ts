import type { Workflow } from '../../../actions/index.ts';
import { type Effect, type Run, targetsOf } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';

/** Says nothing unless live state, or the one who asks, says that a secret is missing: a tree does not tell which secrets exist. */
export const rule: Rule = {
  id: 'secret-missing',
  group: 'credential',
  severity: 'error',
  title: 'A delivery whose only credential is a secret that is missing',
  *check({ world, declared }) {
    const missing = [...world.assume].filter(([, is]) => is === 'missing').map(([name]) => name);
    if (missing.length === 0) return;
    const said = new Set<string>();
    for (const runs of declared.values())
      for (const run of runs)
        for (const e of run.effects) {
          if (e.held.credential.kind !== 'none' || e.happens === false || e.deed.by.how === 'none') continue;
          const targets = targetsOf(e, world).map(targetText);
          if (targets.length === 0 && e.deed.kind !== 'branch' && e.deed.kind !== 'dispatch' && e.deed.kind !== 'pull-request') continue;
          const read = missing.flatMap((name) => readOf(name, e) ?? [])[0];
          if (read === undefined || said.has(`${e.at.path}:${e.at.line}:${read.secret}`)) continue;
          said.add(`${e.at.path}:${e.at.line}:${read.secret}`);
          yield draftOf(e, run, read, targets);
        }
  },
};

interface Read {
  readonly secret: string;
  readonly at: Location;
}

/** Where an effect's step, or what gave it its credential, reads a secret; its job's and workflow's `env` when it stands there. */
function readOf(secret: string, e: Effect): Read | undefined {
  const file = e.workflow.file;
  const spans = [
    ...(e.held.at?.path === file.path ? e.job.steps.filter((s) => within(e.held.at!, file, s.node.span)).map((s) => s.node.span) : []),
    ...(e.step && e.step.node.file === file ? [e.step.node.span] : []),
    ...[...e.job.env, ...e.workflow.env].flatMap((p) => (p.value ? [p.value.span] : [])),
  ];
  for (const span of spans) {
    const found = new RegExp(`secrets\\s*(?:\\.\\s*${secret}(?![\\w-])|\\[\\s*'${secret}'\\s*\\])`, 'i').exec(file.text.slice(span.start, span.end));
    if (found) return { secret, at: file.locate({ start: span.start + found.index, end: span.start + found.index + found[0].length }) };
  }
  return undefined;
}

const within = (at: Location, file: Workflow['file'], span: { start: number; end: number }): boolean =>
  at.line >= file.position(span.start).line && at.line <= file.position(span.end).line;

function draftOf(e: Effect, run: Run, { secret, at }: Read, targets: readonly string[]): Draft {
  return {
    at,
    severity: e.swallowed ? 'warning' : 'error',
    certainty: 'proven',
    title: `Secret ${secret} does not exist, and ${e.deed.tool} has no other credential`,
    message: `A secret that does not exist is an empty text. In job \`${e.job.id}\` ${e.deed.tool} ${effectText(e)}, with secrets.${secret} and nothing else, so it is refused${targets.length > 0 ? ` and ${listed(targets)} ${targets.length === 1 ? 'is' : 'are'} not reached` : ''}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'credential', text: `secrets.${secret} is empty`, location: at, state: 'cut' },
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'cut' },
    ],
    assumptions: [`secret ${secret} is missing`],
    needs: ['GET /repos/{owner}/{repo}/actions/secrets'],
    facts: ['sec.empty'],
    key: [e.job.id, secret, e.deed.tool],
    advice: `Make secret ${secret} in the settings of the repository, of its organisation, or of the environment of job \`${e.job.id}\`.`,
  };
}
