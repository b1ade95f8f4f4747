export { compareExaminations } from './compare.ts';
export type * from './types.ts';
