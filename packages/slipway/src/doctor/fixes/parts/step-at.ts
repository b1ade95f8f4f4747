import type { Job, Step } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { Change, Location, NodePath } from '../../../source/index.ts';

/** A step of a workflow, or of one of the tree's own composite actions, with the way to it. */
export interface SeenStep {
  readonly step: Step;
  /** Undefined in a composite action. */
  readonly job?: Job;
  readonly path: string;
  readonly at: NodePath;
}

/** The step that stands at a place. */
export function stepAt(place: Location, { world }: Analysis): SeenStep | undefined {
  const workflow = world.workflow(place.path);
  for (const job of workflow?.jobs ?? []) {
    const step = job.steps.find((s) => holds(s, place));
    if (step) return { step, job, path: place.path, at: ['jobs', job.id, 'steps', step.index] };
  }
  const folder = /^(?:(.*)\/)?action\.ya?ml$/.exec(place.path);
  const step = folder && world.localAction(folder[1] ?? '')?.steps.find((s) => holds(s, place));
  return step ? { step, path: place.path, at: ['runs', 'steps', step.index] } : undefined;
}

/** The job whose lines hold a place. */
export function jobAt(place: Location, { world }: Analysis): Job | undefined {
  return world.workflow(place.path)?.jobs.find((j) => {
    const { start, end } = j.node.span;
    const at = j.node.file.lineStart(place.line) + place.column - 1;
    return (start <= at && at < end) || (j.key.span.start <= at && at < j.key.span.end);
  });
}

function holds({ node }: Step, { line, column }: Location): boolean {
  const at = node.file.lineStart(line) + column - 1;
  return node.span.start <= at && at < node.span.end;
}

/** An input of a step's action, under the name that it has there already. */
function inputWay({ step, at }: SeenStep, name: string): NodePath {
  return [...at, 'with', step.with.find((p) => p.name.toLowerCase() === name)?.name ?? name];
}

/** Gives an input of a step's action. @param value as YAML */
export const setInput = (seen: SeenStep, name: string, value: string): Change => ({ op: 'set', at: inputWay(seen, name), value });

/** Takes inputs away; the last of them takes `with` along. */
export function removeInputs({ step, at }: SeenStep, names: readonly string[]): Change[] {
  const gone = step.with.filter((p) => names.includes(p.name.toLowerCase()));
  if (gone.length === 0) return [];
  return gone.length === step.with.length
    ? [{ op: 'remove', at: [...at, 'with'] }]
    : gone.map((p) => ({ op: 'remove', at: [...at, 'with', p.name] }));
}
