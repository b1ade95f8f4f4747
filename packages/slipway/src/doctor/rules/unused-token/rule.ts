import type { Job, Pair, Step, Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow, type Effect, isGithubToken, locate, type World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { actionKnowledge } from '../../../tools/index.ts';
import { effectText } from '../../links.ts';
import { ownAction, withOwnActions } from '../../own-actions.ts';
import { releasing } from '../../releasing.ts';
import type { Draft, Rule } from '../../rule.ts';
import { tokenName } from '../../token-names.ts';
import type { Subject, Unread } from './fix.ts';
import { readByTools } from './read-by-tools.ts';
import { treeMentions } from './tree.ts';

export const rule: Rule = {
  id: 'unused-token',
  group: 'credential',
  severity: 'warning',
  title: 'A token that nothing reads',
  *check(analysis) {
    for (const workflow of releasing(analysis).workflows) {
      if (workflow.file.path.includes('@')) continue;
      for (const given of environments(workflow))
        for (const pair of given.pairs) if (isUnread(pair, given, workflow, analysis.world)) yield draftOf(pair, given, workflow, analysis);
      yield* declared(workflow, analysis.world);
    }
  },
};

interface Given {
  readonly pairs: readonly Pair[];
  readonly jobs: readonly Job[];
  readonly step?: Step;
  readonly to: string;
}

function environments(workflow: Workflow): Given[] {
  return [
    { pairs: workflow.env, jobs: workflow.jobs, to: `every job of ${workflow.path}` },
    ...workflow.jobs.flatMap((job): Given[] => [
      { pairs: job.env, jobs: [job], to: `every step of job \`${job.id}\`` },
      ...job.steps
        .filter((step) => step.run !== undefined)
        .map((step): Given => ({ pairs: step.env, jobs: [job], step, to: `a step of job \`${job.id}\`` })),
    ]),
  ];
}

function secretOf(pair: Pair): string | undefined {
  return pair.value?.kind === 'scalar' ? /^\s*\$\{\{\s*secrets\.(\w+)\s*(?:\|\|[^}]*)?\}\}\s*$/.exec(pair.value.text)?.[1] : undefined;
}

function isUnread(pair: Pair, given: Given, workflow: Workflow, world: World): boolean {
  const secret = secretOf(pair);
  const { name } = pair;
  if (secret === undefined || !(tokenName.test(name) || tokenName.test(secret)) || !/^\w+$/.test(name) || readByTools.some((r) => r.test(name)))
    return false;
  const steps = given.step ? [given.step] : given.jobs.flatMap((j) => j.steps);
  if (steps.length === 0 || mentions(workflow, name)) return false;
  // A script that hands its whole environment on may hand on this too.
  if (
    steps.some((s) =>
      /\b(?:printenv|declare -x|export -p|compgen)\b|\$\{!|(?:^|[\n;|&(])[^\S\n]*env[^\S\n]*(?:$|[\n|>])|docker\b.*(?:--env-file|-e\s)/.test(
        s.run?.text ?? '',
      ),
    )
  )
    return false;
  if (steps.some((s) => s.uses && mayRead(s, name, world))) return false;
  return !treeMentions(name, workflow, world);
}

/** The name stands somewhere in the file but where it is given and in comments. */
function mentions(workflow: Workflow, name: string): boolean {
  const { text } = workflow.file;
  const word = new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g');
  for (const m of text.matchAll(word)) {
    const line = text.slice(text.lastIndexOf('\n', m.index) + 1, m.index);
    const after = text.slice(m.index + name.length, m.index + name.length + 40);
    const isKey = /^\s*(?:- )?['"]?$/.test(line) && /^['"]?\s*:/.test(after);
    if (/^\s*#|\s#\s/.test(line) || isKey || /secrets\s*\.\s*$/.test(line)) continue;
    return true;
  }
  return false;
}

/** An action sees the whole environment; those that are known read the names of `readByTools` and no others. */
function mayRead(step: Step, name: string, world: World): boolean {
  const uses = step.uses!.is;
  if (uses.kind === 'local') {
    const action = ownAction(step, world);
    if (action === undefined || action.file.text.includes(name)) return true;
    // Actions that it uses are entered in turn, each once.
    for (const inner of withOwnActions(action.steps, world, new Set([action]))) {
      const own = ownAction(inner, world);
      if (own === undefined ? inner.uses !== undefined && mayRead(inner, name, world) : own.file.text.includes(name)) return true;
    }
    return false;
  }
  if (uses.kind !== 'remote') return true;
  const path = uses.path.replace(/^\//, '');
  return actionKnowledge([uses.owner, uses.repo, ...(path === '' ? [] : [path])].join('/').toLowerCase()) === undefined;
}

function draftOf(pair: Pair, given: Given, workflow: Workflow, analysis: Analysis): Draft {
  const secret = secretOf(pair)!;
  const at = workflow.file.locate({ start: pair.key.span.start, end: pair.value!.span.end });
  const instead = insteadOf(given, analysis);
  return {
    at,
    certainty: 'likely',
    title: `secrets.${secret} is given to ${given.to} as ${pair.name}, and nothing reads it`,
    message:
      `No script of ${workflow.path}, and no file of the tree that it can run, names ${pair.name}, no action here reads it, and it is none of the variables that tools look for by themselves.` +
      (instead
        ? ` What ${instead.text} goes with the GITHUB_TOKEN (${instead.at.path}:${instead.at.line}), whatever this line suggests.`
        : ' Whatever it is meant for goes without it.'),
    chain: [
      { kind: 'credential', text: `secrets.${secret} as ${pair.name}`, location: at, state: 'cut' },
      ...(instead ? [{ kind: 'effect' as const, text: `${instead.text} with the GITHUB_TOKEN`, location: instead.at, state: 'holds' as const }] : []),
    ],
    facts: ['tok.ghtoken', 'tok.persist'],
    key: [pair.name, secret, given.jobs.length === 1 ? given.jobs[0]!.id : ''],
    advice: `Give secrets.${secret} to what should use it (\`token:\` of actions/checkout for pushes, GITHUB_TOKEN or GH_TOKEN of the step for tools), or remove it.`,
    subject: {
      workflow,
      pair,
      secret,
      ...(given.pairs !== workflow.env && given.jobs[0] ? { job: given.jobs[0] } : {}),
      ...(given.step ? { step: given.step } : {}),
      ...(instead ? { instead: instead.effect } : {}),
    } satisfies Subject,
  };
}

/** The first thing that the same jobs do with the GITHUB_TOKEN. */
function insteadOf(given: Given, { declared }: Analysis): { readonly text: string; readonly at: Location; readonly effect: Effect } | undefined {
  const kinds = new Set(['tag', 'branch', 'release', 'pull-request']);
  for (const runs of declared.values())
    for (const run of runs)
      for (const e of run.effects)
        if (
          kinds.has(e.deed.kind) &&
          given.jobs.includes(e.job) &&
          (given.step === undefined || e.step === given.step) &&
          isGithubToken(e.held.credential)
        )
          return { text: `${e.deed.tool} does here (it ${effectText(e)})`, at: e.at, effect: e };
  return undefined;
}

/** Secrets and tokens that a called workflow declares and does not read: its callers pass them for nothing. */
function* declared(workflow: Workflow, world: World): Generator<Draft> {
  const text = workflow.file.text.replace(/^\s*#.*$/gm, '');
  if (/secrets:\s*inherit|toJSON\(\s*secrets\s*\)|secrets\s*\[(?!\s*')/i.test(text)) return;
  const reads = (context: string, name: string) => new RegExp(`${context}\\s*(?:\\.\\s*${name}(?![\\w-])|\\[\\s*'${name}'\\s*\\])`, 'i').test(text);
  for (const t of workflow.triggers) {
    if (t.event !== 'workflow_call') continue;
    const unread = [
      ...t.secrets.filter((s) => /^[\w-]+$/.test(s.name) && !reads('secrets', s.name)).map((s) => ({ ...s, what: 'secret' })),
      ...t.inputs
        .filter(
          (i) =>
            /^[\w-]+$/.test(i.name) &&
            tokenName.test(i.name.replace(/-/g, '_')) &&
            !reads('inputs', i.name) &&
            !reads('github\\.event\\.inputs', i.name),
        )
        .map((i) => ({ ...i, what: 'input' })),
    ];
    for (const one of unread) {
      const caller = world.workflows.flatMap((w) =>
        w.jobs.filter((j) => j.uses && calledWorkflow(j.uses.is, { workflow: w }, world) === workflow).map((j) => ({ w, j })),
      )[0];
      yield {
        at: locate(one.key),
        certainty: 'proven',
        title: `${workflow.path} declares the ${one.what} ${one.name}, and nothing in it reads ${one.what === 'secret' ? `secrets.${one.name}` : `inputs.${one.name}`}`,
        message: `${caller ? `Job \`${caller.j.id}\` of ${caller.w.path} calls ${workflow.path}` : `Workflows that call ${workflow.path} may pass it`}, but no step of the called workflow reads ${one.name}: what it is meant for goes without it, or with another credential.`,
        chain: [
          { kind: 'credential', text: `${one.what} ${one.name}`, location: locate(one.key), state: 'cut' },
          ...(caller
            ? [{ kind: 'job' as const, text: `job ${caller.j.id} calls it`, location: locate(caller.j.uses!.at), state: 'holds' as const }]
            : []),
        ],
        facts: ['sec.reuse'],
        key: ['workflow_call', one.name],
        advice: `Read it where it is needed, or take it out of \`on.workflow_call\`.`,
        subject: { workflow, name: one.name, what: one.what } satisfies Unread,
      };
    }
  }
}
