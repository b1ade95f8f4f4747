export type * from './model.ts';
export type * from './shell-types.ts';
export type * from './value.ts';
