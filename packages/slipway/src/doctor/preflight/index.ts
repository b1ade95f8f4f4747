export { preflight, preflightOf } from './preflight.ts';
export type * from './types.ts';
