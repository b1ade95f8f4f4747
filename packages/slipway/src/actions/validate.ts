import type { Workflow, WorkflowProblem } from './model.ts';
import { checkContexts } from './validate-contexts.ts';
import { checkJobs } from './validate-jobs.ts';
import { checkNeeds } from './validate-needs.ts';
import { checkPermissions } from './validate-permissions.ts';
import { checkTopLevel } from './validate-top-level.ts';
import { checkTriggers } from './validate-triggers.ts';

/** A workflow before its problems are known. */
export type Unchecked = Omit<Workflow, 'problems'>;

/** Tells a problem; without an effect it is one for which GitHub refuses the file. */
export type Tell = (
  problem: Omit<WorkflowProblem, 'effect' | 'fact'> & { readonly effect?: WorkflowProblem['effect']; readonly fact?: string },
) => void;

const checks: readonly ((workflow: Unchecked, tell: Tell) => void)[] = [
  checkTopLevel,
  checkTriggers,
  checkPermissions,
  checkJobs,
  checkNeeds,
  checkContexts,
];

/** More problems than anyone reads; a file made to hurt stops here. */
const most = 100;

/**
 * What GitHub refuses or ignores in a workflow file, in the order of the file. Only what is certain is told:
 * keys that no check knows may be new, and are left alone. A file that is no YAML has no other problems.
 */
export function validateWorkflow(workflow: Unchecked): readonly WorkflowProblem[] {
  const found: WorkflowProblem[] = [];
  const tell: Tell = ({ effect = 'refused', fact = 'valid.file', ...problem }) => {
    if (found.length < most) found.push({ ...problem, effect, fact });
  };
  // What follows a break in the YAML is read in a wrong way, so only the first is told.
  const broken = workflow.parsed.problems[0];
  if (broken) tell({ message: `GitHub cannot read this YAML, and refuses the file: ${broken.message}`, span: broken.span });
  else for (const check of checks) check(workflow, tell);
  return found.sort((a, b) => a.span.start - b.span.start);
}
