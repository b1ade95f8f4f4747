/** The door to tags before they are made: which, at which commit, and what stands against them. Loaded only by `slipway tag`. */
export { releasesItself } from '../drivers.ts';
export { drivenTags } from './driven.ts';
export { judgeTags } from './judge.ts';
export { type Anyway, tagMessage } from './message.ts';
export { earlierTags, type PreparedComponent, preparedComponents, saysPrepared, unknownHere, unpushedTags, withoutTags } from './prepared.ts';
export type * from './types.ts';
