import type { Effect, Run } from '../../../chain/index.ts';

/** What a fix needs to know of a push that a rule of its branch may refuse. */
export type Barred =
  | { readonly why: 'push'; readonly effect: Effect; readonly branch: string }
  /** Requests that change the protection around a push. */
  | { readonly why: 'rewrites'; readonly run: Run; readonly effects: readonly Effect[] };
