export { asksFirst } from './gates.ts';
export { environmentRoutes, environmentsOf } from './routes.ts';
export { environmentWord, plainName, type Tier, tierOf } from './tiers.ts';
export type * from './types.ts';
