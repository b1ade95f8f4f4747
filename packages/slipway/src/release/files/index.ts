export type { ComponentVersion } from './owners.ts';
export { setVersion } from './set-version.ts';
export { worldOf } from './world.ts';
