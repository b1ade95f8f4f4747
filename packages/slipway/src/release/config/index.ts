export { rulesOf } from './defaults.ts';
export { type Inferred, inferConfig, type Reason } from './infer/index.ts';
export { readReleaseConfig } from './read.ts';
export { ReleaseConfigError } from './section.ts';
export { type Upgraded, upgradeConfig } from './upgrade.ts';
export { writeReleaseConfig } from './write.ts';
