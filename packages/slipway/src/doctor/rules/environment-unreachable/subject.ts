import type { Job, Str, Workflow } from '../../../actions/index.ts';

/** What a fix needs to know of an environment that nothing deploys to. */
export type Unreached =
  /** A name that is meant to be an expression. */
  | { readonly why: 'braces'; readonly workflow: Workflow; readonly job: Job; readonly name: Str }
  /** A choice for which no job runs. */
  | { readonly why: 'choice'; readonly workflow: Workflow; readonly input: string; readonly option: Str };
