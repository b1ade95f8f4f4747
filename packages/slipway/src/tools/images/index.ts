export * from './bake.ts';
export * from './dockerfile.ts';
export * from './platforms.ts';
export type * from './types.ts';
