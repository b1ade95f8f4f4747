import type { Workflow } from '../../../actions/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { demand } from './conditions.ts';
import { changed, inJob } from './places.ts';

/**
 * `workflow_run: completed` is sent for failed and cancelled runs too: the jobs that begin the run ask for the success. Empty where something in the
 * workflow asks for the conclusion already; runs of other events are let through.
 */
export function onlyAfterSuccess(listener: Workflow): FileChange[] {
  if (/workflow_run\.conclusion|workflow_run\s*\[/.test(listener.file.text)) return [];
  const only = listener.triggers.every((t) => t.event === 'workflow_run');
  const ask = "github.event.workflow_run.conclusion == 'success'";
  const demands = [only ? ask : `(github.event_name != 'workflow_run' || ${ask})`];
  const first = listener.jobs.filter((j) => j.needs.length === 0);
  return [changed(listener.path, ...first.flatMap((j) => demand(j.if, inJob(j, 'if'), demands, { before: j.uses ? 'uses' : 'runs-on' })))];
}
