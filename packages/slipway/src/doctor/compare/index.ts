export { compareExaminations } from './compare.ts';
export { atTheMomentOf } from './moment.ts';
export type * from './types.ts';
