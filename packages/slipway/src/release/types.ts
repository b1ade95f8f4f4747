/** The words of this room: what history tells, what the configuration says, what is planned. */
export type * from './types/config.ts';
export type * from './types/history.ts';
export type * from './types/plan.ts';
