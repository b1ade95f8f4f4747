import type { Job } from '../../actions/index.ts';
import {
  type Cut,
  type Effect,
  environmentsOf,
  type JobRun,
  type Label,
  type Route,
  type RunNode,
  type Target,
  targetsOf,
} from '../../chain/index.ts';
import type { Location } from '../../source/index.ts';
import { effectText, linksOfRoute, linksTo, targetText } from '../links.ts';
import { refusalsOf } from '../lost-credentials.ts';
import type { Link } from '../report.ts';
import { environmentTarget, jobsIn, means } from './names.ts';
import type { Play } from './play.ts';

/** Something that is not known and that an arrival hangs on. */
export interface Hang {
  readonly text: string;
  readonly at?: Location;
  readonly decide: string;
}

/** One way on which a destination is reached, or would be. */
export interface Arrival {
  readonly target: Target;
  readonly cuts: readonly Cut[];
  /** Nothing that is not known lies on the way when empty. */
  readonly hangs: readonly Hang[];
  /** What a person does on the way, and which secret it leans on. */
  readonly leansOn: readonly string[];
  readonly at: Location;
  readonly effect?: Effect;
  readonly job: Job;
  readonly node: RunNode;
  links(): readonly Link[];
}

/** The ways of a walk to what a statement names, the surest first. */
export function arrivalsAt(asked: string, play: Play): Arrival[] {
  return allArrivals(play, (target) => means(asked, target, play.world));
}

/** Every way of a walk to every destination that is asked for. */
export function allArrivals(play: Play, wanted: (target: Target) => boolean): Arrival[] {
  const out: Arrival[] = [];
  for (const node of play.walk.nodes) {
    const label = bestOf(node);
    if (label === undefined) continue;
    for (const effect of node.run.effects)
      for (const target of targetsOf(effect, play.world)) if (wanted(target)) out.push(byEffect(effect, target, node, label, play));
    for (const job of jobsIn(node.run)) {
      if (job.runs === false) continue;
      for (const { name, declared } of environmentsOf(job, node.run))
        if (declared && wanted(environmentTarget(name))) out.push(byJob(job, environmentTarget(name), node, label));
    }
  }
  return out.sort((a, b) => a.cuts.length * 100 + a.hangs.length - (b.cuts.length * 100 + b.hangs.length));
}

/** The way to a run with fewest cuts, then with fewest doubts. */
export function bestOf(node: RunNode): Label | undefined {
  const weight = (label: Label): number => label.cuts.length * 1000 + hangsOn(label).length * 10 + label.persons.length;
  return [...node.labels].sort((a, b) => weight(a) - weight(b))[0];
}

function byEffect(effect: Effect, target: Target, node: RunNode, label: Label, { entry, world }: Play): Arrival {
  const ownCuts = refusalsOf(effect, world);
  const cuts = [...label.cuts, ...ownCuts];
  const verdict = cuts.length > 0 ? 'broken' : 'reached';
  const route: Route = {
    target,
    entry,
    role: 'release',
    verdict,
    cuts,
    best: { target, entry, role: 'release', effect, node, label, labels: node.labels, ownCuts },
  };
  return {
    target,
    cuts,
    hangs: [...hangsOn(label), ...hangsOfEffect(effect, node), ...hangsOfCredential(effect)],
    leansOn: [...label.persons, ...secretsOf(effect)],
    at: effect.at,
    effect,
    job: effect.job,
    node,
    links: () => linksOfRoute(route),
  };
}

function byJob(job: JobRun, target: Target, node: RunNode, label: Label): Arrival {
  const at = job.workflow.file.locate((job.job.environment?.name ?? job.job.key).span);
  return {
    target,
    cuts: label.cuts,
    hangs: [...hangsOn(label), ...(job.runs === undefined ? [conditionOf(job)] : [])],
    leansOn: label.persons,
    at,
    job: job.job,
    node,
    links: () => [
      ...linksTo(label),
      { kind: 'job', text: `job ${job.id}`, location: at, state: job.runs === undefined ? 'maybe' : 'holds' },
      { kind: 'destination', text: targetText(target), state: label.cuts.length > 0 ? 'cut' : job.runs === undefined ? 'maybe' : 'holds' },
    ],
  };
}

/** What is not known on the way to a run. */
export function hangsOn(label: Label): Hang[] {
  const out: Hang[] = label.doubts.map((text) => ({ text, decide: 'the state of the repository on GitHub' }));
  for (let at: Label | undefined = label; at !== undefined; at = at.via.from?.label) {
    const { effect, from, event } = at.via;
    // A person's next act is a decision of its own, which `leansOn` tells.
    if (effect && from && event.by.kind !== 'person') out.push(...hangsOfEffect(effect, from.node));
  }
  return out;
}

function hangsOfEffect(effect: Effect, node: RunNode): Hang[] {
  if (effect.happens === true && !effect.possible) return [];
  const { deed, step } = effect;
  const job = [...jobsIn(node.run)].find((one) => one.job === effect.job);
  if (job?.runs === undefined && job !== undefined) return [conditionOf(job)];
  if ('certain' in deed && deed.certain === undefined)
    return [
      { text: `${deed.tool} decides by itself whether it ${effectText(effect)}`, at: effect.at, decide: `what ${deed.tool} finds when it runs` },
    ];
  const { if: condition } = step ?? {};
  if (condition !== undefined && !/^\s*(?:success|always)\(\)\s*$/.test(condition.text))
    return [
      {
        text: `\`if: ${condition.text.trim()}\` is not decided by the tree`,
        at: condition.file.locate(condition.span),
        decide: 'the values in that condition',
      },
    ];
  return [{ text: `whether the script comes to ${deed.tool} is not known`, at: effect.at, decide: 'the conditions of the script' }];
}

function conditionOf({ job, workflow }: JobRun): Hang {
  const at = workflow.file.locate((job.if ?? job.key).span);
  return job.if === undefined
    ? { text: `job ${job.id} hangs on jobs that it needs`, at, decide: 'the conditions of those jobs' }
    : { text: `\`if: ${job.if.text.trim()}\` of job ${job.id} is not decided by the tree`, at, decide: 'the values in that condition' };
}

function hangsOfCredential({ held, deed, at }: Effect): Hang[] {
  const registries = ['package', 'image', 'deploy', 'pages'];
  if (held.credential.kind !== 'unknown' || registries.includes(deed.kind)) return [];
  return [{ text: `with which credential ${deed.tool} acts is not known`, at, decide: held.credential.why }];
}

function secretsOf({ held: { credential } }: Effect): string[] {
  const name =
    credential.kind === 'pat' || credential.kind === 'either' ? credential.secret : credential.kind === 'app' ? credential.secret : undefined;
  return name === undefined ? [] : [`secret ${name} exists`];
}
