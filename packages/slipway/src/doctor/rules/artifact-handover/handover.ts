import type { ActionMetadata, Job, Step, Truth, Workflow } from '../../../actions/index.ts';
import { type Analysis, type FollowedRun, followedRun, type JobRun, type LegFiles, locate, type Run, type World } from '../../../chain/index.ts';
import type { Location, ScalarNode } from '../../../source/index.ts';
import type { DownloadArtifact, UploadArtifact } from '../../../tools/index.ts';
import { ownAction, withOwnActions } from '../../own-actions.ts';
import { releaseJobs } from '../../release-jobs.ts';

interface Seen<D> {
  readonly deed: D;
  /** The step's `uses:`. */
  readonly at: Location;
  readonly step: Step | undefined;
  readonly leg: LegFiles;
  readonly runs: Truth;
  /** The run's own jobs in one of which it happens, also when a called workflow does it; several when more than one calls that workflow. */
  readonly tops: readonly JobRun[];
  /** The job that holds the step. */
  readonly job: Job | undefined;
}

export type Upload = Seen<UploadArtifact>;
export type Download = Seen<DownloadArtifact>;

/** What the jobs of one run hand to each other. */
export interface Handover {
  readonly run: Run;
  readonly followed: FollowedRun;
  readonly uploads: readonly Upload[];
  readonly downloads: readonly Download[];
  /** The job has to do with a release. */
  isOfRelease(seen: Upload | Download): boolean;
}

const relevantName = /release|publish|deploy|distribut/i;

/** The runs of a release in which artifacts are handed over. */
export function* handovers(analysis: Analysis): Generator<Handover> {
  const { world } = analysis;
  for (const workflow of world.workflows) {
    if (!mayHandOver(workflow, world)) continue;
    // Files are followed only where something of a release is made at all.
    const named = relevantName.test(`${workflow.path} ${workflow.displayName}`);
    if (!named && !analysis.declared.get(workflow.path)?.some((run) => releaseJobs(run, world).size > 0)) continue;
    const followed = followedRun(analysis, workflow.path);
    if (followed === undefined || (followed.run.event.name.startsWith('pull_request') && followed.run.event.activity !== 'closed')) continue;
    const jobs = releaseJobs(followed.run, world);
    // What a release is made with may be a program that is not known.
    const byName = jobs.size === 0 && named;
    if (jobs.size === 0 && !byName) continue;
    const steps = stepsByPlace(followed.run, world);
    const uploads: Upload[] = [];
    const downloads: Download[] = [];
    for (const leg of followed.files.legs) {
      const found = jobsOf(followed.run.jobs, leg);
      const tops = [...new Set(found.map((f) => f.top))];
      const jobRun = found[0]?.run;
      for (const { deed, at, runs } of leg.deeds) {
        if (runs === false || (deed.op !== 'upload-artifact' && deed.op !== 'download-artifact')) continue;
        const base = { at, step: steps.get(`${at.path}:${at.line}`), leg, runs, tops, job: jobRun?.job };
        if (deed.op === 'upload-artifact') uploads.push({ ...base, deed });
        else downloads.push({ ...base, deed });
      }
    }
    const released = new Set([...jobs].map((j) => j.job));
    yield { run: followed.run, followed, uploads, downloads, isOfRelease: (s) => byName || (s.job !== undefined && released.has(s.job)) };
  }
}

function mayHandOver(workflow: Workflow, world: World): boolean {
  if (workflow.problems.some((p) => p.effect === 'refused')) return false;
  return /load-artifact/.test(workflow.file.text) || workflow.jobs.some((j) => j.uses !== undefined) || ownActions(workflow.jobs, world).length > 0;
}

/** The job of a leg, with the run's own job that it belongs to. */
function jobsOf(jobs: readonly JobRun[], leg: LegFiles, top?: JobRun): { top: JobRun; run: JobRun }[] {
  return jobs.flatMap((run) => {
    if (run.id === leg.job && run.workflow.path === leg.workflow && !run.callee) return [{ top: top ?? run, run }];
    return run.callee ? jobsOf(run.callee.jobs, leg, top ?? run) : [];
  });
}

/** Steps that use an action, by path and line of their `uses:`; with those of called workflows and of the tree's own actions. */
function stepsByPlace(run: Run, world: World): Map<string, Step> {
  const out = new Map<string, Step>();
  const seen = new Set<Workflow>();
  const entered = new Set<ActionMetadata>();
  const add = (steps: readonly Step[]): void => {
    for (const step of withOwnActions(steps, world, entered)) {
      if (!step.uses) continue;
      const at = locate(step.uses.at);
      out.set(`${at.path}:${at.line}`, step);
    }
  };
  const visit = (jobs: readonly JobRun[]): void => {
    for (const job of jobs) {
      if (!seen.has(job.workflow)) {
        seen.add(job.workflow);
        for (const one of job.workflow.jobs) add(one.steps);
      }
      if (job.callee) visit(job.callee.jobs);
    }
  };
  visit(run.jobs);
  return out;
}

function ownActions(jobs: readonly Job[], world: World): readonly ActionMetadata[] {
  return jobs.flatMap((j) => j.steps.flatMap((s) => ownAction(s, world) ?? [])).filter((a) => /load-artifact/.test(a.file.text));
}

/** An input as the step writes it, by its key too. */
export function inputOf(step: Step | undefined, name: string): { readonly key: Location; readonly node: ScalarNode | undefined } | undefined {
  const pair = step?.with.find((p) => p.name.toLowerCase() === name);
  return pair && { key: locate(pair.key), node: pair.value?.kind === 'scalar' ? pair.value : undefined };
}

/** Where a reader changes an input: its value, or the step when it is not given. */
export function inputPlace(seen: Upload | Download, name: string): Location {
  const node = inputOf(seen.step, name)?.node;
  return node ? locate(node) : seen.at;
}

export const jobName = (seen: Upload | Download): string => `\`${seen.leg.job}\``;
