export { rulesOf } from './defaults.ts';
export { readReleaseConfig } from './read.ts';
export { ReleaseConfigError } from './section.ts';
export { type Upgraded, upgradeConfig } from './upgrade.ts';
export { writeReleaseConfig } from './write.ts';
