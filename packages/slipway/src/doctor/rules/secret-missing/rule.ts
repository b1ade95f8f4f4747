import { levelOf, type Workflow } from '../../../actions/index.ts';
import { type Effect, perform, type Run, targetsOf, type World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { Subject } from './fix.ts';

/** Says nothing unless live state, or the one who asks, says that a secret is missing: a tree does not tell which secrets exist. */
export const rule: Rule = {
  id: 'secret-missing',
  group: 'credential',
  severity: 'error',
  title: 'A delivery whose only credential is a secret that is missing',
  *check({ world, declared }) {
    const missing = new Set([...world.assume].filter(([, is]) => is === 'missing').map(([name]) => name));
    if (missing.size === 0) return;
    const complete: World = { ...world, assume: new Map([...world.assume].filter(([name]) => !missing.has(name))), runs: new Map() };
    const said = new Set<string>();
    for (const runs of declared.values())
      for (const run of runs)
        for (const meant of perform(run.event, run.workflow, complete).effects) {
          const { credential } = meant.held;
          if (credential.kind !== 'pat' || !missing.has(credential.secret)) continue;
          const e = run.effects.find((o) => isSame(o, meant));
          const targets = e === undefined ? [] : targetsOf(e, world).map(targetText);
          // What is skipped without the secret is meant to be.
          if (e === undefined || e.happens === false || !isEmptyHanded(e, run) || (targets.length === 0 && !asks.has(e.deed.kind))) continue;
          const at = placeOf(credential.secret, meant);
          const key = `${at.path}:${at.line}:${e.deed.tool}`;
          if (said.has(key)) continue;
          said.add(key);
          yield draftOf(e, run, { secret: credential.secret, at }, targets);
        }
  },
};

const asks: ReadonlySet<Effect['deed']['kind']> = new Set(['branch', 'dispatch', 'pull-request']);

const isSame = (a: Effect, b: Effect): boolean =>
  a.job === b.job && a.deed.kind === b.deed.kind && a.deed.tool === b.deed.tool && a.at.path === b.at.path && a.at.line === b.at.line;

/** Nothing is left: no other token, and no OpenID Connect that could stand in. */
function isEmptyHanded(e: Effect, run: Run): boolean {
  if (e.held.credential.kind === 'none') return true;
  const permissions = run.jobs.find((j) => j.job === e.job)?.permissions;
  return (
    e.held.credential.kind === 'unknown' && e.deed.kind === 'package' && permissions !== undefined && levelOf(permissions, 'id-token') !== 'write'
  );
}

interface Read {
  readonly secret: string;
  readonly at: Location;
}

/** Where an effect's step, or what gives it its credential, reads a secret; its job's and workflow's `env` when it stands there. */
function placeOf(secret: string, e: Effect): Location {
  const { file } = e.workflow;
  const given = e.job.steps.filter((s) => e.held.at?.path === file.path && within(e.held.at, file, s.node.span));
  const spans = [
    ...given.map((s) => s.node.span),
    ...(e.step && e.step.node.file === file ? [e.step.node.span] : []),
    ...[...e.job.env, ...e.workflow.env].flatMap((p) => (p.value ? [p.value.span] : [])),
  ];
  for (const span of spans) {
    const found = new RegExp(`secrets\\s*(?:\\.\\s*${secret}(?![\\w-])|\\[\\s*'${secret}'\\s*\\])`, 'i').exec(file.text.slice(span.start, span.end));
    if (found) return file.locate({ start: span.start + found.index, end: span.start + found.index + found[0].length });
  }
  return e.at;
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
    subject: { secret } satisfies Subject,
  };
}
