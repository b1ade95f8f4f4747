import type { Workflow, WorkflowProblem } from '../../../actions/index.ts';
import type { BadCall } from './calls.ts';

/** What a fix looks at: a problem of the file itself, or of what it calls. */
export type InvalidSubject = { readonly workflow: Workflow; readonly problem: WorkflowProblem } | { readonly call: BadCall };
