import type { Workflow } from '../../actions/index.ts';
import type { Location } from '../../source/types.ts';
import type { Examination } from '../diagnose.ts';

/** Lines of one location that are looked at. */
const MOST_LINES = 4;

const texts = new WeakMap<Examination, Map<string, readonly string[]>>();

/** The lines that a location points to, without their indentation: the same when they only moved. */
export function lineAt(examination: Examination, at: Location): string {
  const files = texts.get(examination) ?? new Map<string, readonly string[]>();
  texts.set(examination, files);
  let lines = files.get(at.path);
  if (lines === undefined) {
    lines = examination.tree.read(at.path)?.split('\n') ?? [];
    files.set(at.path, lines);
  }
  return lines
    .slice(at.line - 1, Math.min(at.endLine, at.line + MOST_LINES - 1))
    .map((line) => line.trim())
    .join('\n');
}

const spans = new WeakMap<Workflow, readonly { readonly id: string; readonly from: number; readonly to: number }[]>();

/** The job of a workflow that a location lies in, by its id. */
export function jobAt({ analysis }: Examination, at: Location): string | undefined {
  const workflow = analysis.world.workflow(at.path);
  if (workflow === undefined) return undefined;
  let jobs = spans.get(workflow);
  if (jobs === undefined) {
    jobs = workflow.jobs.map(({ id, key, node }) => ({
      id,
      from: key.file.position(key.span.start).line,
      to: node.file.position(node.span.end).line,
    }));
    spans.set(workflow, jobs);
  }
  return jobs.find((job) => at.line >= job.from && at.line <= job.to)?.id;
}
