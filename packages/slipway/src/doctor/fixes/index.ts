export { type Alternatives, fixesFor, isMendable, proposalsFor } from './alternatives.ts';
export { overlayTree } from './overlay.ts';
export { examineEdited, type NotProved, type Proved, proveFix, reportEdits, type Tried, tryFix } from './prove.ts';
export type * from './types.ts';
