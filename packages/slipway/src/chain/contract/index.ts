/** What a release consists of: files followed leg by leg, artifacts, assets, and the contract that they make. */

export { channelsOf, contractOf } from './contract.ts';
export { ANY, baseName, globMayMatch, isKnown, mayBeSame, type Name, namesOf, nameValue, shownName, VERSION } from './names.ts';
export { type FollowedRun, followedRun, followedRuns } from './run-files.ts';
export type * from './types.ts';
