export { type Alternatives, fixesFor } from './alternatives.ts';
export { overlayTree } from './overlay.ts';
export { isMendable, proposalsFor } from './proposals.ts';
export { examineEdited, type NotProved, type Proved, proveFix, reportEdits, type Tried, tryFix } from './prove.ts';
export type * from './types.ts';
