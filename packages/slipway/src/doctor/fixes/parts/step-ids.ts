import type { Job, Step } from '../../../actions/index.ts';
import type { Change } from '../../../source/index.ts';
import { inStep } from './places.ts';

/** The id of a step, and what gives it one when it has none: `wanted`, or `wanted` with a number when another step has that. */
export function stepId(job: Job, step: Step, wanted: string): { readonly id: string; readonly changes: readonly Change[] } {
  if (step.id !== undefined) return { id: step.id, changes: [] };
  const taken = new Set(job.steps.map((s) => s.id));
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
  return { id, changes: [{ op: 'set', at: inStep(step, job, 'id'), value: id, place: { after: step.uses ? 'uses' : 'name' } }] };
}
