import { alternatives, asText, type Job, type Truth, type Workflow } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import type { Analysis } from '../analyse.ts';
import { neededRuns } from '../needs.ts';
import { calledWorkflow } from '../perform.ts';
import type { JobRun, Run } from '../types.ts';
import { type Label, walk } from '../walk.ts';
import type { World } from '../world.ts';
import { gatesOf } from './gates.ts';
import { type Beginning, beginnings } from './starts.ts';
import { environmentWord, tierOf } from './tiers.ts';
import type { EnvironmentRoute, Hop } from './types.ts';

const known = new WeakMap<Analysis, readonly EnvironmentRoute[]>();
/** Kept of one analysis. */
const mostRoutes = 400;

/** Every way on which an environment is deployed to: pure, and worked out once for an analysis. Ways that something cuts are not among them. */
export function environmentRoutes(analysis: Analysis): readonly EnvironmentRoute[] {
  const before = known.get(analysis);
  if (before) return before;
  const made = find(analysis);
  known.set(analysis, made);
  return made;
}

function find(analysis: Analysis): EnvironmentRoute[] {
  const { world } = analysis;
  const deploying = world.workflows.filter((w) => w.jobs.some((j) => speaksOfEnvironment(j)));
  if (deploying.length === 0) return [];
  const workflows = withUpstream(new Set([...analysis.relevant, ...deploying, ...callersOf(deploying, world)]), world);
  const out = new Map<string, EnvironmentRoute>();
  for (const beginning of beginnings(analysis, workflows)) {
    for (const node of walk(beginning.entry, workflows, world).nodes) {
      const label = node.labels.find((l) => l.cuts.length === 0);
      if (label === undefined) continue;
      for (const route of routesOfRun(node.run, node.run, label, beginning)) {
        const key = [route.environment, route.workflow.path, route.job.id, route.from, route.event].join('\0');
        if (!out.has(key)) out.set(key, route);
        if (out.size >= mostRoutes) return [...out.values()];
      }
    }
  }
  return [...out.values()];
}

const speaksOfEnvironment = (job: Job): boolean =>
  job.environment !== undefined || environmentWord(`${job.id} ${job.name?.text ?? ''}`) !== undefined;

function callersOf(callees: readonly Workflow[], world: World): Workflow[] {
  return world.workflows.filter((w) => w.jobs.some((j) => j.uses && callees.includes(calledWorkflow(j.uses.is, { workflow: w }, world)!)));
}

/** With the workflows whose completion one of them waits for, however far up. */
function withUpstream(found: Set<Workflow>, world: World): Workflow[] {
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    const names = new Set([...found].flatMap((w) => w.triggers.flatMap((t) => (t.workflows ?? []).map((n) => n.text))));
    for (const w of world.workflows) if (names.has(w.displayName)) found.add(w);
  }
  return [...found];
}

function* routesOfRun(run: Run, top: Run, label: Label, beginning: Beginning): Generator<EnvironmentRoute> {
  for (const jobRun of run.jobs) {
    if (jobRun.runs === false) continue;
    const { job } = jobRun;
    if (jobRun.callee) yield* routesOfRun(jobRun.callee, top, label, beginning);
    const names = environmentsOf(jobRun, top);
    if (names.length === 0) continue;
    const before = neededRuns(job, run.jobs);
    const { event } = label.via;
    for (const { name, declared } of names)
      yield {
        environment: name,
        tier: tierOf(name),
        declared,
        from: beginning.entry.text,
        event: event.activity === undefined ? event.name : `${event.name}: ${event.activity}`,
        channel: beginning.entry.channel,
        inputs: beginning.inputs,
        hops: hopsTo(label),
        gates: gatesOf(job, before, run.workflow),
        after: [...new Set(before.flatMap((b) => environmentsOf(b, top).map((e) => e.name)))],
        purpose: purposeOf(job, run.workflow, beginning),
        reached: reached(jobRun, label),
        at: placeOf(job, run.workflow),
        workflow: run.workflow,
        job,
        jobRun,
        run: top,
      };
  }
}

/** The environments that a job of a run deploys to: as `environment:` names them, else as the job calls itself when it deploys. */
export function environmentsOf(jobRun: JobRun, top: Run): { name: string; declared: boolean }[] {
  const { job, environment } = jobRun;
  if (environment !== undefined)
    return alternatives(environment).flatMap((v) => {
      const name = asText(v)?.trim();
      return name === undefined || name === '' ? [] : [{ name, declared: true }];
    });
  const word = environmentWord(`${job.id} ${job.name?.text ?? ''}`);
  const deploys = /deploy|release|promote|roll[-_ ]?out|rollback|publish/i.test(`${job.id} ${job.name?.text ?? ''}`);
  if (word === undefined || !(deploys || top.effects.some((e) => e.job === job && e.deed.kind === 'deploy'))) return [];
  return [{ name: word, declared: false }];
}

function reached(jobRun: JobRun, label: Label): Truth {
  return jobRun.runs === true && label.doubts.length === 0 ? true : undefined;
}

function placeOf(job: Job, workflow: Workflow): Location {
  return workflow.file.locate((job.environment?.name ?? job.key).span);
}

function purposeOf(job: Job, workflow: Workflow, { inputs }: Beginning): EnvironmentRoute['purpose'] {
  const chosen = [...inputs.values()].join(' ');
  const said = `${job.id} ${job.name?.text ?? ''} ${chosen}`;
  if (/roll[-_ ]?back/i.test(said)) return 'rollback';
  if (/hot[-_ ]?fix/i.test(said)) return 'hotfix';
  const whole = `${workflow.path} ${workflow.displayName}`;
  return /roll[-_ ]?back/i.test(whole) ? 'rollback' : /hot[-_ ]?fix|emergency/i.test(whole) ? 'hotfix' : 'deploy';
}

function hopsTo(label: Label): Hop[] {
  const hops: Hop[] = [];
  for (let at: Label | undefined = label; at !== undefined && hops.length < 14; at = at.via.from?.label) {
    const { start, event, effect } = at.via;
    hops.unshift({ text: `${event.name} starts ${start.at?.path ?? 'the workflow'}`, ...(start.at ? { at: start.at } : {}) });
    if (effect) hops.unshift({ text: `${effect.workflow.path} makes it with ${effect.deed.tool}`, at: effect.at });
  }
  return hops;
}
