export * from './commits/index.ts';
export * from './config/index.ts';
export * from './files/index.ts';
export * from './notes/index.ts';
export * from './past/index.ts';
export * from './plan/index.ts';
export type * from './types.ts';
export * from './versions/index.ts';
