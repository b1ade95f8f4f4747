export * from './check/index.ts';
export { tagProblem } from './components.ts';
export { DEFAULT_CHANNELS, rulesOf } from './defaults.ts';
export { addRelease, hasRelease, replaceRelease } from './edit.ts';
export { type Choices, type Inferred, inferConfig, type Reason } from './infer/index.ts';
export { readReleaseConfig } from './read.ts';
export { ReleaseConfigError } from './section.ts';
export { type Upgraded, upgradeConfig } from './upgrade.ts';
export { writeReleaseConfig } from './write.ts';
