export { applyBaseline, BASELINE, type BaselineEntry, baselineOf, formatBaseline, readBaseline } from './baseline.ts';
export { compareExaminations } from './compare.ts';
export { contractSentence } from './contract-sentence.ts';
export { daysAfter, type Forecast, type Forecasted, forecast } from './forecast.ts';
export { agrees, checkLock, formatLock, LOCK, type Lock, type LockCheck, lockOf, lockOfTree, readLock, withLockNote } from './lock.ts';
export { atTheMomentOf } from './moment.ts';
export { type Timeline, type TimelineCommit, TimelineMaker, type TimelinePoint, type TimelineRow } from './timeline.ts';
export type * from './types.ts';
