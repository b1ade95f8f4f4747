export { type UnknownInput, unknownInput } from './action-inputs.ts';
export { ghFlagsAsOf, type UnknownGhOption, unknownGhOptions } from './gh-flags.ts';
export { goreleaserKeys, goreleaserRemovedFlags, goreleaserRenamed, goreleaserSection } from './goreleaser-keys.ts';
export { bareName, nearest } from './nearest.ts';
export { semanticReleaseOptions } from './semantic-release-options.ts';
export { SLIPWAY_KEYS } from './slipway-keys.ts';
