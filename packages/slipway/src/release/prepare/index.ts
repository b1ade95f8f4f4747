/** The door to what a release pull request says, keeps and refuses. Loaded only by `slipway prepare`. */
export { bodyOf, type ReadBody, readBody } from './body.ts';
export { commitMessage, isOwnCommit } from './commit-message.ts';
export { drivenWarnings } from './driven.ts';
export { type KeptEdits, keptEdits, plannedNotes, withNotes, withoutNotes } from './edits.ts';
export type { CheckFacts, PrepareFacts, RemoteFacts, WorktreeFacts } from './facts.ts';
export { type Judgement, judge, type Refusal, type RefusalCode } from './refusals.ts';
export { type NotesState, type ReleaseState, readState, releaseKey } from './state.ts';
export type { CredentialWords, MergeOutcome, RequestQuestion } from './types.ts';
