import type { Workflow, WorkflowProblem } from '../../../actions/index.ts';
import { together } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import { mendCall } from './mend-calls.ts';
import { mendExpression } from './mend-expressions.ts';
import { mendKeys } from './mend-keys.ts';
import { repairYaml } from './mend-yaml.ts';
import type { InvalidSubject } from './subject.ts';

/** The repair of a file that GitHub refuses, where it is plain what was meant. */
export const fix: Fixer<InvalidSubject> = function* ({ subject, analysis }) {
  if ('call' in subject) {
    yield* mendCall(subject.call, analysis);
    return;
  }
  const { workflow, problem } = subject;
  if (workflow.parsed.problems.length > 0) {
    const repair = repairYaml(workflow.file);
    if (repair === undefined) {
      yield {
        refused: 'what the lines should be cannot be told from what stands there',
        instead: `Look at ${workflow.path}:${workflow.file.position(problem.span.start).line} and the lines above it: ${problem.message.replace(/^.*?: /, '')}`,
      };
      return;
    }
    yield {
      id: 'yaml',
      title: `${repair.deeds.join(', ')} (${repair.lines === 1 ? 'one line' : `${repair.lines} lines`} of ${workflow.path})`,
      changes: repair.changes,
      tradeoffs: ['GitHub reads the file again from then on, with all that stands in it: look at what the doctor says of it now.'],
      check: 'The Actions tab lists the workflow by its name, not by its path.',
    };
    return;
  }
  const own = [...waysOf(workflow, problem)];
  // The same problem elsewhere in the file is the same finding: both are mended, or neither.
  const others = workflow.problems.filter((p) => p !== problem && kindOf(p) === kindOf(problem)).map((p) => [...waysOf(workflow, p)]);
  for (const way of own) {
    if ('refused' in way) {
      yield way;
      continue;
    }
    const same = others.map((ways) => ways.find((w): w is Proposal => !('refused' in w) && w.id === way.id));
    if (same.every((w) => w !== undefined)) yield { ...way, changes: together(way.changes, ...same.map((w) => w!.changes)) };
  }
};

const kindOf = ({ message }: WorkflowProblem): string => message.replace(/\d+/g, '#');

function* waysOf(workflow: Workflow, problem: WorkflowProblem): Generator<Proposal | Refusal> {
  const inExpression = [...mendExpression(workflow, problem)];
  if (inExpression.length > 0) yield* inExpression;
  else yield* mendKeys(workflow, problem);
}
