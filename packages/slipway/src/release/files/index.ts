export type { ComponentVersion } from './owners.ts';
export { setVersion } from './set-version.ts';
