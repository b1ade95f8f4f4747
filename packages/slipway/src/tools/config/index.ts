export * from './bumps/index.ts';
export { type CargoCrate, type CargoDependency, cargoCrate, inheritsVersion } from './cargo-crates.ts';
export * from './cargo-dist.ts';
export { type InheritedDependencies, inheritedDependencies, workspaceRequirement } from './cargo-inherited.ts';
export * from './changesets.ts';
export { distAssets } from './dist-assets.ts';
export { distRunner } from './dist-runners.ts';
export { document } from './documents.ts';
export * from './goreleaser.ts';
export { type GoreleaserAssets, type GoreleaserBuild, goreleaserAssets } from './goreleaser-assets.ts';
export * from './knope.ts';
export { type CargoManifest, cargoManifest, type NodeManifest, nodeManifest, pythonName as pythonNameOf } from './manifests.ts';
export { type Lerna, lerna, type NxRelease, nxRelease } from './monorepo-tools.ts';
export { type ReleaseIt, releaseIt, type StandardVersion, standardVersion } from './node-bumpers.ts';
export { cargoPackages, nodePackages, type Package, packagesOf, publishableNames } from './packages.ts';
export { type CargoPrograms, cargoPrograms } from './programs.ts';
export {
  type PythonSemanticRelease,
  pythonSemanticReleaseConfig,
  type ReleaseBranches,
  releaseBranchOf,
} from './python-semantic-release.ts';
export * from './release-please.ts';
export * from './release-plz.ts';
export * from './semantic-release.ts';
export { type SlipwayRelease, slipwayRelease } from './slipway.ts';
export { fillTemplate, VERSION, withVersion } from './templates.ts';
