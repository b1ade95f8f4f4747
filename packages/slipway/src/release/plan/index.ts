export { releasesFrom } from './channel.ts';
export { digestOf, readPlan, stalePlan, writePlan } from './document.ts';
export { PlanError } from './errors.ts';
export { makePlan } from './plan.ts';
export { PLAN_SCHEMA } from './schema.ts';
export { sha256 } from './sha256.ts';
export type { PlanQuestion } from './types.ts';
