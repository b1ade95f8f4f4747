export { type Analysis, analyse, type Cause, type Delivery, type Fallback, ownCutsOf, type Role, type Route, routesOf } from './analyse.ts';
export { isByDesign } from './by-design.ts';
export { defaultEnv, envLayer, githubContext, type JobScope, jobContexts, nodeValue, stepValue } from './contexts.ts';
export * from './contract/index.ts';
export { credentialIn, isGithubToken } from './credentials.ts';
export { declaredEvents } from './declared.ts';
export { type Target, targetKey, targetsOf } from './destinations.ts';
export { completion, mergeEvents } from './emits.ts';
export type { Entry } from './entries.ts';
export * from './environments/index.ts';
export {
  actorText,
  createRef,
  credentialText,
  dispatchRepository,
  dispatchWorkflow,
  pullRequest,
  pushBranch,
  pushTag,
  release,
  schedule,
} from './events.ts';
export { familyOf, familyOfText, isConstantFamily, isRollingFamily } from './families.ts';
export { type Firing, firingsOf, type Questions } from './firings.ts';
export { memoryTree } from './memory-tree.ts';
export { neededJobs, neededRuns, waitsFor } from './needs.ts';
export { calledWorkflow, perform } from './perform.ts';
export { locate, passes, starts } from './starts.ts';
export type * from './types.ts';
export type { Label, RunNode, StartSeen, Via, Walk } from './walk.ts';
export { walk } from './walk.ts';
export { type AssumedSecret, makeWorld, type World, type WorldOptions, worldWith } from './world.ts';
