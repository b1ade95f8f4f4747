import type { Workflow, WorkflowProblem } from './model.ts';

/** What GitHub refuses or ignores in a workflow file, in the order of the file. */
export function validateWorkflow(workflow: Omit<Workflow, 'problems'>): readonly WorkflowProblem[] {
  return workflow.parsed.problems.map((problem) => ({
    message: `GitHub cannot read this file: ${problem.message}`,
    span: problem.span,
    effect: 'refused' as const,
    fact: 'valid.file',
  }));
}
