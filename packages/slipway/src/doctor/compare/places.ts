import type { Location } from '../../source/types.ts';
import type { Examination } from '../diagnose.ts';

/** The line that a location points to, without its indentation: the same when the line only moved. */
export function lineAt({ tree }: Examination, at: Location): string {
  const lines = tree.read(at.path)?.split('\n') ?? [];
  return lines
    .slice(at.line - 1, Math.min(at.endLine, at.line + 3))
    .map((line) => line.trim())
    .join('\n');
}

/** The job of a workflow that a location lies in, by its id. */
export function jobAt({ analysis }: Examination, at: Location): string | undefined {
  const workflow = analysis.world.workflow(at.path);
  return workflow?.jobs.find((job) => {
    const from = job.key.file.position(job.key.span.start).line;
    const to = job.node.file.position(job.node.span.end).line;
    return at.line >= from && at.line <= to;
  })?.id;
}
