export * from './cocogitto.ts';
export * from './git-cliff.ts';
export * from './others.ts';
export * from './release-please.ts';
export * from './release-plz.ts';
export * from './semantic-release.ts';
export type * from './types.ts';
