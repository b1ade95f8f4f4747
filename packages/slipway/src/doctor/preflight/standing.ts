import type { Workflow } from '../../actions/index.ts';
import { type Effect, type Event, type JobRun, passes, type Run, type RunNode, type Walk, type World } from '../../chain/index.ts';
import type { Examination } from '../diagnose.ts';
import type { Finding } from '../report.ts';

/** A stretch of a file that takes part in a walk, in lines; the whole file when no lines are named. */
interface Part {
  readonly path: string;
  readonly from?: number;
  readonly to?: number;
}

/**
 * The doctor's errors that stand on the way from an event: those that break a route of it, and those whose place takes part in a run that it starts.
 * @param broken keys of the routes that break
 */
export function standingOn(walked: Walk, broken: ReadonlySet<string>, { report, drafts, analysis }: Examination): Finding[] {
  const nodes = walked.nodes.filter(({ labels }) => labels.some((label) => !label.cuts.some((cut) => cut.effect === undefined)));
  const parts = nodes.flatMap(partsOf);
  return report.findings.filter((finding) => {
    if (finding.severity !== 'error' || finding.certainty === 'unknown') return false;
    const breaks = drafts.get(finding.id)?.breaks ?? [];
    if (breaks.length > 0) return breaks.some((key) => broken.has(key));
    return parts.some((part) => isIn(finding, part)) || isDeaf(finding, walked, analysis.world);
  });
}

/** A workflow that the event would start, and that GitHub refuses to read. */
function isDeaf(finding: Finding, walked: Walk, world: World): boolean {
  return (
    finding.rule === 'invalid-workflow' &&
    walked.seen.some(({ from, workflow, start, event }) => {
      if (from !== undefined || start.gate !== 'invalid' || workflow.path !== finding.location.path) return false;
      return isHeard(event, workflow, world);
    })
  );
}

/** Whether the filters of a workflow let an event pass, be its file as it may. */
export function isHeard(event: Event, workflow: Workflow, world: World): boolean {
  return workflow.triggers.some((trigger) => trigger.event === event.name && passes(event, workflow, trigger, world).passes === true);
}

function isIn({ location }: Finding, { path, from, to }: Part): boolean {
  return location.path === path && (from === undefined || (location.line >= from && location.line <= (to ?? from)));
}

function partsOf({ run }: RunNode): Part[] {
  return [...inRun(run), ...run.effects.flatMap(behind)];
}

/** The jobs that run, and what stands in the file outside of all jobs. */
function inRun(run: Run): Part[] {
  const { file, jobs } = run.workflow;
  const spans = jobs.map((job) => {
    const { line } = file.locate(job.key.span);
    return { job, from: line, to: Math.max(line, file.locate(job.node.span).endLine) };
  });
  const parts: Part[] = [];
  const first = Math.min(...spans.map(({ from }) => from), Number.MAX_SAFE_INTEGER);
  if (first > 1) parts.push({ path: run.workflow.path, from: 1, to: first - 1 });
  for (const { job, from, to } of spans)
    if (run.jobs.some((one) => one.job === job && one.runs !== false)) parts.push({ path: run.workflow.path, from, to });
  return [...parts, ...run.jobs.flatMap(calledBy)];
}

function calledBy(job: JobRun): Part[] {
  return job.runs === false || job.callee === undefined ? [] : inRun(job.callee);
}

/** Scripts, local actions and configuration that an effect comes from. */
function behind(effect: Effect): Part[] {
  const files = [effect.at.path, effect.deed.at?.path, ...effect.through.map(({ at }) => at.path)];
  return files.flatMap((path) => (path === undefined || /^\.github\/workflows\//.test(path) ? [] : [{ path }]));
}
