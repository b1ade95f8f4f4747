export * from './commits/index.ts';
export * from './config/index.ts';
export type * from './types.ts';
export * from './versions/index.ts';
