import {
  type Contexts,
  conditionTrees,
  contextPaths,
  evaluateCondition,
  type Job,
  literalsIn,
  obj,
  str,
  type Truth,
  unknown,
  usesStatus,
  type Workflow,
} from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import { effectText, listed } from '../../links.ts';
import { opened, publishesByText } from '../../opened.ts';
import { contextsFor, isConstant, type Reaching, reaching } from '../../reaching.ts';
import type { Draft, Rule } from '../../rule.ts';
import { oneLine } from '../../wording.ts';
import { opposesInVain } from './opposed.ts';
import type { Skipped } from './subject.ts';

export const rule: Rule = {
  id: 'skipped-need',
  group: 'chain',
  severity: 'error',
  title: 'A job of the release that is skipped because an earlier one is skipped by design',
  *check(analysis) {
    for (const workflow of analysis.world.workflows) {
      const edges = workflow.jobs.reduce((n, j) => n + j.needs.length, 0);
      if (edges === 0) continue;
      if (edges > mostNeeds) {
        analysis.world.limit(`${workflow.path} has more than ${mostNeeds} needs: which jobs are skipped behind others was not looked at`);
        continue;
      }
      const events = reaching(workflow, analysis);
      if (events === undefined) continue;
      const behind = new Set<string>();
      for (const job of workflow.jobs) {
        if (job.needs.length === 0 || asksStatus(job) || !isSuspect(job, workflow) || !delivers(job, workflow, analysis)) continue;
        const own =
          toleratesInVain(job, workflow, events, analysis) ??
          opposesInVain(job, workflow, losses(job, workflow, analysis)) ??
          asksInVain(job, workflow, events, analysis);
        const after = own ? undefined : skippedBehind(job, workflow, events, analysis);
        if (after?.certainty === 'likely') {
          // Jobs behind the same two share one cause, and one finding.
          const pair = after.key.slice(1).join(' ');
          if (behind.has(pair)) continue;
          behind.add(pair);
        }
        const draft = own ?? after ?? behindFailure(job, workflow, analysis);
        if (draft) yield draft;
      }
    }
  },
};

/** Each pair of jobs and each event is tried. */
const mostNeeds = 1000;

/** It looks at how a need came out, or needs a job that does: all that can go wrong here begins so. */
function isSuspect(job: Job, workflow: Workflow): boolean {
  return (
    (job.if?.text.includes('.result') ?? false) ||
    job.steps.some((s) => inStep(s, '.result')) ||
    job.needs.some((n) => workflow.jobs.some((j) => j.id === n.text && asksStatus(j)))
  );
}

function delivers(job: Job, workflow: Workflow, analysis: Analysis): boolean {
  return (
    opened(workflow, analysis).ofJob(job).length > 0 ||
    publishesByText(job.node) ||
    (job.uses !== undefined && /deploy|publish|release/i.test(job.uses.at.text))
  );
}

/** Without success(), failure(), always() or cancelled() GitHub puts `success() &&` before a condition. */
const asksStatus = (job: Job): boolean => job.if !== undefined && (conditionTrees(job.if.text).some(usesStatus) || isAlwaysTrue(job.if.text));
const isAlwaysTrue = (text: string): boolean => text.includes('${{') && !/^\$\{\{[\s\S]*\}\}$/.test(text);

const byId = (workflow: Workflow, id: string): Job | undefined => workflow.jobs.find((j) => j.id === id);

/** Whether a job's own condition holds, given what the jobs that it needs have come to. */
function holdsWith(job: Job, at: Reaching, workflow: Workflow, results: ReadonlyMap<string, string>, { world }: Analysis): Truth {
  if (job.if === undefined) return true;
  const base = contextsFor(job.if.text, at, workflow, world);
  const needs = obj(
    job.needs.map(
      (n) =>
        [
          n.text,
          obj([
            ['result', str(results.get(n.text) ?? 'success')],
            ['outputs', unknown(`the outputs of ${n.text}`)],
          ]),
        ] as const,
    ),
  );
  const fine = ![...results.values()].includes('failure');
  const ctx: Contexts = {
    lookup: (name) => (name === 'needs' ? needs : base.lookup(name)),
    status: { success: results.size === 0, failure: !fine, cancelled: false },
  };
  return evaluateCondition(job.if.text, ctx).own;
}

/** The condition says what to do when a need was skipped, and is not even asked then. */
function toleratesInVain(job: Job, workflow: Workflow, events: readonly Reaching[], analysis: Analysis): Draft | undefined {
  if (job.if === undefined) return undefined;
  const asked = conditionTrees(job.if.text)
    .flatMap(literalsIn)
    .filter((l) => l.op === '==' && l.literal.toLowerCase() === 'skipped' && /^needs\.[^.]+\.result$/.test(l.path));
  for (const { path } of asked) {
    const need = byId(workflow, path.split('.')[1]!);
    if (need?.if === undefined || isConstant(need.if.text) || !job.needs.some((n) => n.text.toLowerCase() === need.id.toLowerCase())) continue;
    const skipped = new Map([[need.id, 'skipped']]);
    const open = events.filter(
      (r) => holdsWith(need, r, workflow, new Map(), analysis) !== true && holdsWith(job, r, workflow, skipped, analysis) !== false,
    );
    if (open.length === 0) continue;
    const at = locate(job.if);
    return {
      at,
      certainty: 'proven',
      title: `Job \`${job.id}\` allows for a skipped \`${need.id}\`, and is skipped with it all the same`,
      message: `The condition of job \`${job.id}\` asks whether \`${need.id}\` was skipped. But it calls none of success(), failure(), always() and cancelled(), so GitHub puts \`success() &&\` before it, and success() is false as soon as one needed job was skipped. When \`${need.id}\` is skipped by its own condition (${oneLine(need.if.text, 120)}), \`${job.id}\` never runs${losses(job, workflow, analysis)}.`,
      chain: [
        { kind: 'job', text: `${need.id} is skipped by its own condition`, location: locate(need.if), state: 'holds' },
        { kind: 'job', text: `${job.id} is skipped because ${need.id} was`, location: at, state: 'cut' },
      ],
      facts: ['if.implicit', 'if.needs', 'if.pattern'],
      key: [job.id, need.id, 'tolerates'],
      subject: { workflow, job, need: need, may: 'be skipped' } satisfies Skipped,
      advice: 'Write `!cancelled() && ` before the condition: a status function takes the hidden `success()` away.',
    };
  }
  return undefined;
}

/** The steps look at how a need came out, though they only run when it succeeded. */
function asksInVain(job: Job, workflow: Workflow, events: readonly Reaching[], analysis: Analysis): Draft | undefined {
  const { text } = job.node.file;
  const body = text.slice(job.node.span.start, job.node.span.end);
  for (const need of job.needs.flatMap((n) => byId(workflow, n.text) ?? [])) {
    if (need.if === undefined || isConstant(need.if.text) || asksStatus(need)) continue;
    const result = `needs.${need.id}.result`;
    const asked = job.steps.some((s) => inStep(s, result));
    if (!asked || job.if?.text.includes(result) || !body.includes('skipped')) continue;
    const open = events.filter(
      (r) => holdsWith(need, r, workflow, new Map(), analysis) !== true && holdsWith(job, r, workflow, new Map(), analysis) !== false,
    );
    if (open.length === 0) continue;
    const at = job.if ? locate(job.if) : locate(job.key);
    return {
      at,
      certainty: 'likely',
      title: `Job \`${job.id}\` provides for a skipped \`${need.id}\`, and is skipped with it`,
      message: `The steps of job \`${job.id}\` look at \`${result}\` to do without \`${need.id}\`. But \`${job.id}\` needs it and calls no status function, so GitHub skips \`${job.id}\` whenever \`${need.id}\` is skipped by its own condition (${oneLine(need.if.text, 120)})${losses(job, workflow, analysis)}.`,
      chain: [
        { kind: 'job', text: `${need.id} is skipped by its own condition`, location: locate(need.if), state: 'holds' },
        { kind: 'job', text: `${job.id} is skipped because ${need.id} was`, location: at, state: 'cut' },
      ],
      facts: ['if.implicit', 'if.needs', 'if.pattern'],
      key: [job.id, need.id, 'asks'],
      subject: { workflow, job, need: need, may: 'be skipped' } satisfies Skipped,
      advice: `Write \`!cancelled() && (needs.${need.id}.result == 'success' || needs.${need.id}.result == 'skipped')\` into its condition.`,
    };
  }
  return undefined;
}

/** A step's script or values, without the comments of YAML, name a context value. */
function inStep(step: Job['steps'][number], path: string): boolean {
  return step.node.file.text.slice(step.node.span.start, step.node.span.end).includes(path);
}

/** A job that is meant to follow one that carries on after a failure before it, and looks at that failure all the same. */
function behindFailure(job: Job, workflow: Workflow, analysis: Analysis): Draft | undefined {
  if (job.if === undefined) return undefined;
  const asked = conditionTrees(job.if.text)
    .flatMap(literalsIn)
    .filter((l) => l.op === '==' && l.literal === 'success');
  const direct = new Set(job.needs.map((n) => n.text));
  const events = reaching(workflow, analysis) ?? [];
  for (const between of job.needs.flatMap((n) => byId(workflow, n.text) ?? [])) {
    if (
      between.if === undefined ||
      !asksStatus(between) ||
      !delivers(between, workflow, analysis) ||
      !asked.some((l) => l.path.toLowerCase() === `needs.${between.id.toLowerCase()}.result`)
    )
      continue;
    const ancestor = between.needs
      .flatMap((n) => byId(workflow, n.text) ?? [])
      .find((one) => !direct.has(one.id) && one.continueOnError?.value !== true && toleratesFailure(between, one, workflow, events, analysis));
    if (ancestor === undefined) continue;
    const at = locate(job.if);
    return {
      at,
      severity: 'warning',
      certainty: 'likely',
      title: `Job \`${job.id}\` asks only for \`${between.id}\`, but a failed or skipped \`${ancestor.id}\` skips it too`,
      message: `\`${between.id}\` runs also when \`${ancestor.id}\` fails or is skipped, and job \`${job.id}\` asks for the success of \`${between.id}\` alone. But its condition calls no status function, so GitHub puts \`success() &&\` before it, which looks at every job before it: when \`${ancestor.id}\` fails, \`${between.id}\` carries on and \`${job.id}\` is skipped${losses(job, workflow, analysis)}.`,
      chain: [
        { kind: 'job', text: `${ancestor.id} fails`, location: locate(ancestor.key), state: 'maybe' },
        { kind: 'job', text: `${between.id} carries on`, location: locate(between.if), state: 'holds' },
        { kind: 'job', text: `${job.id} is skipped because of ${ancestor.id}`, location: at, state: 'cut' },
      ],
      assumptions: [`${ancestor.id} may fail or be skipped, as ${between.id} provides for`],
      facts: ['if.implicit', 'if.needs', 'if.pattern'],
      key: [job.id, between.id, ancestor.id, 'failure'],
      subject: { workflow, job, need: between, may: 'succeed' } satisfies Skipped,
      advice: `Write \`!cancelled() && \` before the condition, or make \`${between.id}\` stop when \`${ancestor.id}\` fails.`,
    };
  }
  return undefined;
}

/** The condition can hold although a needed job failed, and does not ask for the failure. */
function toleratesFailure(job: Job, need: Job, workflow: Workflow, events: readonly Reaching[], analysis: Analysis): boolean {
  const text = job.if?.text ?? '';
  if (/\bfailure\(|'failure'/.test(text)) return false;
  return events.some((r) => holdsWith(job, r, workflow, new Map([[need.id, 'failure']]), analysis) !== false);
}

function losses(job: Job, workflow: Workflow, analysis: Analysis): string {
  const does = [...new Set(opened(workflow, analysis).ofJob(job).map(effectText))];
  return does.length === 0 ? '' : `, and it never ${listed(does, 3)}`;
}

interface Behind {
  /** The job that is skipped by its own condition. */
  readonly ancestor: Job;
  /** The job between, which carries on without it. */
  readonly between: Job;
  readonly event: Reaching;
  readonly proven: boolean;
}

/** A needed job carries on although an earlier one was skipped; this one looks at all that came before, and does not. */
function skippedBehind(job: Job, workflow: Workflow, events: readonly Reaching[], analysis: Analysis): Draft | undefined {
  const direct = new Set(job.needs.map((n) => n.text));
  const found: Behind[] = [];
  for (const between of job.needs.flatMap((n) => byId(workflow, n.text) ?? [])) {
    if (!asksStatus(between)) continue;
    for (const ancestor of between.needs.flatMap((n) => byId(workflow, n.text) ?? [])) {
      if (direct.has(ancestor.id) || ancestor.if === undefined || isConstant(ancestor.if.text)) continue;
      const one = behind(job, between, ancestor, workflow, events, analysis);
      if (one) found.push(one);
    }
  }
  const best = found.find((f) => f.proven) ?? found[0];
  if (best === undefined) return undefined;
  const { ancestor, between, event, proven } = best;
  const at = job.if ? locate(job.if) : locate(job.key);
  return {
    at,
    ...(proven ? {} : { severity: 'warning' as const }),
    certainty: proven ? 'proven' : 'likely',
    title: `Job \`${job.id}\` is skipped whenever \`${ancestor.id}\` is, although \`${between.id}\` carries on`,
    message: `\`${between.id}\` runs also when \`${ancestor.id}\` was skipped. Job \`${job.id}\` needs \`${between.id}\`${job.if ? ' and its condition calls no status function' : ' and has no condition'}, so GitHub asks success() for it, which looks at every job before it, not only at the needed ones. ${proven ? `When ${event.event.text}, \`${ancestor.id}\` is skipped by its own condition` : `When \`${ancestor.id}\` is skipped by its own condition`} (${oneLine(ancestor.if!.text, 120)}), and with it \`${job.id}\`: the run is green${losses(job, workflow, analysis)}.`,
    chain: [
      { kind: 'job', text: `${ancestor.id} is skipped by its own condition`, location: locate(ancestor.if!), state: 'holds' },
      { kind: 'job', text: `${between.id} carries on`, location: locate(between.if!), state: 'holds' },
      { kind: 'job', text: `${job.id} is skipped because ${ancestor.id} was`, location: at, state: 'cut' },
    ],
    facts: ['if.implicit', 'if.needs', 'if.pattern'],
    key: [job.id, between.id, ancestor.id],
    subject: { workflow, job, need: between, may: 'succeed' } satisfies Skipped,
    advice: `Give it \`if: \${{ !cancelled() && needs.${between.id}.result == 'success' }}\`, with the rest of its condition behind that.`,
  };
}

function behind(job: Job, between: Job, ancestor: Job, workflow: Workflow, events: readonly Reaching[], analysis: Analysis): Behind | undefined {
  const skipped = new Map([[ancestor.id, 'skipped']]);
  let maybe: Behind | undefined;
  for (const event of events) {
    const own = holdsWith(ancestor, event, workflow, new Map(), analysis);
    if (
      own === true ||
      holdsWith(job, event, workflow, new Map(), analysis) === false ||
      holdsWith(between, event, workflow, skipped, analysis) === false
    )
      continue;
    if (own === false) return { ancestor, between, event, proven: true };
    maybe ??= { ancestor, between, event, proven: false };
  }
  // What is not known may be asked by all three alike, and then they are skipped together.
  return maybe && !sharesQuestion(ancestor, [between, job]) ? maybe : undefined;
}

/** A value that one condition and one of the others depend on. */
function sharesQuestion(one: Job, others: readonly Job[]): boolean {
  const paths = (job: Job) => conditionTrees(job.if?.text ?? '').flatMap(contextPaths);
  const asked = new Set(paths(one).filter((p) => !/\.result$/.test(p)));
  return others.some((o) => paths(o).some((p) => asked.has(p)));
}
