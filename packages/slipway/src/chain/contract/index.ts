/** What a release consists of: files followed leg by leg, artifacts, assets, and the contract that they make. */

export type { Consumer, ConsumerKind, Selection, Want } from './consumers/index.ts';
export { asksVersion, mayHave, type Promises, type PublishedFile, promisesOf, shownNames } from './consumers/promises.ts';
export { channelsOf, contractOf, preReleases } from './contract.ts';
export { ANY, baseName, globMayMatch, isKnown, mayBeSame, type Name, namesOf, nameValue, shownName, VERSION } from './names.ts';
export { type FollowedRun, filesOfRun, followedRun, followedRuns } from './run-files.ts';
export type * from './types.ts';
