import type { Job } from '../../actions/index.ts';
import { type Effect, type JobRun, type Label, neededRuns, type Run, type RunNode, type Target, targetKey } from '../../chain/index.ts';
import type { Location } from '../../source/index.ts';
import { cutText, effectText } from '../links.ts';
import { refusalsOf, refusalText } from '../lost-credentials.ts';
import type { Link } from '../report.ts';
import { type Arrival, allArrivals, bestOf } from './arrivals.ts';
import { jobsIn } from './names.ts';
import type { Play } from './play.ts';

/** A destination that is reached as things are, and not under what is assumed. */
export interface Loss {
  readonly target: Target;
  /** red: a run fails, so that somebody sees it. silent: every run is green, or none starts. */
  readonly how: 'red' | 'silent' | 'unknown';
  /** What happens, as half a sentence. */
  readonly why: string;
  readonly at: Location;
  readonly chain: readonly Link[];
}

type Broken = Pick<Loss, 'how' | 'why' | 'at'>;

/** What one entry no longer reaches, and whether anybody is told. @param after the same entry under other circumstances */
export function lossesOf(before: Play, after: Play): Loss[] {
  const still = new Set(openOf(after).keys());
  return [...openOf(before)].flatMap(([key, arrival]) => {
    if (still.has(key)) return [];
    const cut = allArrivals(after, (target) => targetKey(target) === key)[0];
    return [{ target: arrival.target, ...whereItBreaks(arrival, after), chain: (cut ?? arrival).links() }];
  });
}

const known = new WeakMap<Play, ReadonlyMap<string, Arrival>>();

function openOf(play: Play): ReadonlyMap<string, Arrival> {
  const before = known.get(play);
  if (before) return before;
  const out = new Map<string, Arrival>();
  known.set(play, out);
  for (const arrival of allArrivals(play, () => true))
    if (arrival.cuts.length === 0 && !out.has(targetKey(arrival.target))) out.set(targetKey(arrival.target), arrival);
  return out;
}

interface Hop {
  readonly node: RunNode;
  /** What makes the next event, or delivers; undefined for a job's environment. */
  readonly effect: Effect | undefined;
}

/** Follows the way of before through the runs of after, to the first place where it parts. */
function whereItBreaks(arrival: Arrival, after: Play): Broken {
  let last: Effect | undefined;
  for (const hop of hopsTo(arrival)) {
    const { run } = hop.node;
    const same = after.walk.nodes.find(
      (one) => one.run.workflow === run.workflow && one.run.event.name === run.event.name && one.run.event.activity === run.event.activity,
    );
    const label = same && bestOf(same);
    if (same === undefined || label === undefined) return notStarted(run, last ?? arrival.effect, arrival.at, after);
    const [cut] = label.cuts;
    if (cut) {
      const seen = cut.kind === 'no-credential' || cut.kind === 'missing-permission';
      return { how: seen && !cut.effect?.swallowed ? 'red' : 'silent', why: cutText(cut), at: cut.effect?.at ?? arrival.at };
    }
    const broken = brokenIn(same.run, hop.effect, arrival, after);
    if (broken) return broken;
    last = hop.effect;
  }
  return { how: 'unknown', why: 'the way parts where it cannot be followed', at: arrival.at };
}

function hopsTo({ node, effect }: Arrival): Hop[] {
  const hops: Hop[] = [{ node, effect }];
  for (let label: Label | undefined = bestOf(node); label?.via.from !== undefined; label = label.via.from.label)
    hops.unshift({ node: label.via.from.node, effect: label.via.effect });
  return hops;
}

function brokenIn(run: Run, effect: Effect | undefined, arrival: Arrival, { world }: Play): Broken | undefined {
  if (effect === undefined) return left(run, arrival.job, undefined, arrival);
  const there = run.effects.find(
    (one) =>
      one.deed.kind === effect.deed.kind && one.deed.tool === effect.deed.tool && one.at.path === effect.at.path && one.at.line === effect.at.line,
  );
  if (there === undefined) return left(run, effect.job, effect, arrival);
  const [refused] = refusalsOf(there, world);
  if (refused) {
    const quiet = there.swallowed || there.job.continueOnError?.value === true;
    const said = `${there.deed.tool} ${effectText(there)}: ${refusalText(refused, there)}`;
    return { how: quiet ? 'silent' : 'red', why: quiet ? `${said}, and its failure is swallowed` : said, at: there.at };
  }
  return there.happens === effect.happens ? undefined : { how: 'unknown', why: `whether ${there.deed.tool} still runs is not known`, at: there.at };
}

/** The run no longer comes to an effect: a job failed before it, or a condition leaves it out. */
function left(run: Run, wanted: Job, effect: Effect | undefined, arrival: Arrival): Broken {
  const jobs = [...jobsIn(run)];
  const own = jobs.find(({ job }) => job === wanted);
  const failed = failing(own === undefined ? jobs : [own, ...neededRuns(own.job, run.jobs)]) ?? (own?.runs === false ? undefined : failing(jobs));
  if (failed) return { how: 'red', why: `job ${failed.id} fails`, at: failed.failsAt! };
  if (own?.runs === false) {
    const at = own.workflow.file.locate((own.job.if ?? own.job.key).span);
    return { how: 'silent', why: `job ${own.id} is skipped`, at };
  }
  const condition = effect?.step?.if;
  return condition === undefined
    ? { how: 'silent', why: `the script leaves out ${effect?.deed.tool ?? wanted.id}`, at: arrival.at }
    : { how: 'silent', why: `the step is skipped (\`if: ${condition.text.trim()}\`)`, at: condition.file.locate(condition.span) };
}

const failing = (jobs: readonly JobRun[]): JobRun | undefined => jobs.find((job) => job.failsAt !== undefined && !job.results.has('success'));

function notStarted(run: Run, maker: Effect | undefined, at: Location, { walk }: Play): Broken {
  const why = walk.seen.find(({ workflow, start }) => workflow === run.workflow && start.answer === 'no')?.start.why;
  return { how: 'silent', why: `${run.workflow.path} does not start${why === undefined ? '' : `: ${why}`}`, at: maker?.at ?? at };
}

/** Jobs that provably fail in runs that nothing keeps from starting. */
export function failingJobs({ walk }: Play): readonly JobRun[] {
  return walk.nodes
    .filter((node) => bestOf(node)?.cuts.length === 0)
    .flatMap(({ run }) => [...jobsIn(run)].filter((job) => job.failsAt !== undefined && !job.results.has('success')));
}
