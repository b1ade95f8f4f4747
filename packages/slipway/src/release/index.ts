export * from './config/index.ts';
export type * from './types.ts';
