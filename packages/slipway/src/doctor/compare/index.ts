export { applyBaseline, BASELINE, type BaselineEntry, baselineOf, formatBaseline, readBaseline } from './baseline.ts';
export { compareExaminations } from './compare.ts';
export { atTheMomentOf } from './moment.ts';
export type * from './types.ts';
