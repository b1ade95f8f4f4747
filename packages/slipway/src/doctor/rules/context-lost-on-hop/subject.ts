import type { Job, Workflow } from '../../../actions/index.ts';

/** What a fix needs to know of a value that does not arrive. */
export type Lost =
  /** Jobs that are asked and not needed; `all`: each name that is asked for is a job. */
  | { readonly why: 'needs'; readonly workflow: Workflow; readonly job: Job; readonly ids: readonly string[]; readonly all: boolean }
  /** An input that nothing reads. */
  | { readonly why: 'input'; readonly workflow: Workflow; readonly name: string }
  /** A step that is asked by an id which none has. */
  | { readonly why: 'step'; readonly workflow: Workflow; readonly job: Job; readonly id: string; readonly output?: string };
