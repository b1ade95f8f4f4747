export * from './config/index.ts';
export { actionKnowledge } from './effects/actions/index.ts';
export * from './effects/commands/index.ts';
export * from './files/index.ts';
export * from './images/index.ts';
export * from './options/index.ts';
export * from './terraform/index.ts';
export type * from './types.ts';
export * from './versions/index.ts';
